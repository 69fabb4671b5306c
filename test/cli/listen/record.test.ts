import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { invalid, moved, secret, signedHeaders, unknown } from '../../receiver/signed-request.js'
import { createFolder, run } from '../command.js'
import { json, listen, parseReport, post } from './listener.js'

const { event_type: type } = JSON.parse(moved)
const other = `  ${moved.replace('Hello', 'José')}\n`

test('saves the body of each valid event, byte by byte, for this user only', async () => {
  const folder = join(createFolder().folder, 'new', 'fixtures')
  const { background, url } = await listen(['--record', folder, '--secret', secret])
  for (const body of [moved, other]) expect((await post(url, body)).status).toBe(204)
  await post(url, unknown)
  await post(url, invalid)
  await post(url, moved, json)
  const { stdout } = await background.end('SIGINT')
  const files = [`${type}.json`, `${type}-2.json`]
  expect(readdirSync(folder).sort()).toEqual([...files].sort())
  expect(files.map((file) => readFileSync(join(folder, file), 'utf8'))).toEqual([moved, other])
  for (const file of files) expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600)
  const { start, requests } = parseReport(stdout)
  expect(start).toContain(folder)
  expect(requests.map(({ verdicts }) => verdicts.find((line) => line.includes('recorded')))).toEqual([
    ...files.map((file) => `✓ recorded as ${join(folder, file)}`),
    undefined,
    undefined,
    undefined,
  ])
  expect(run(['validate', '--strict', join(folder, `${type}.json`)]).status).toBe(0)
})

test('overwrites nothing, also not through a link, and not when events arrive at once', async () => {
  const { folder, write } = createFolder()
  const target = join(folder, 'target')
  write(`${type}.json`, 'mine')
  symlinkSync(target, join(folder, `${type}-2.json`))
  const { url, lines } = await listen(['--record', folder, '--json'])
  const bodies = Array.from({ length: 20 }, (_, index) => moved.padEnd(moved.length + index))
  await Promise.all(bodies.map((body) => post(url, body, json)))
  await expect.poll(() => lines().length).toBe(bodies.length)
  expect(readFileSync(join(folder, `${type}.json`), 'utf8')).toBe('mine')
  expect(existsSync(target)).toBe(false)
  const files: string[] = lines().map(({ record }) => record.file)
  expect(new Set(files).size).toBe(bodies.length)
  expect(files.map((file) => readFileSync(file, 'utf8')).sort()).toEqual([...bodies].sort())
})

test('a file that cannot be written is reported, and the event is accepted', async () => {
  const { folder } = createFolder()
  const { url, lines } = await listen(['--record', folder, '--json'])
  // Root may write anywhere, so the folder becomes a file.
  renameSync(folder, `${folder}-moved`)
  writeFileSync(folder, '')
  expect((await post(url, moved, json)).status).toBe(204)
  await expect.poll(() => lines()[0]?.record?.error).toMatch(/cannot be written \(ENOTDIR\)$/)
})

test('a folder that cannot be created is a wrong call', () => {
  const file = createFolder().write('file', '')
  chmodSync(file, 0o400)
  expect(run(['listen', '--port', '0', '--record', join(file, 'folder')])).toEqual({
    status: 2,
    stdout: '',
    stderr: expect.stringMatching(/^error: --record: .* cannot be created \(ENOTDIR\)/),
  })
})

test('forwards what it records', async () => {
  const { folder } = createFolder()
  const receiver = await listen(['--json'])
  const { url, lines } = await listen(['--record', folder, '--json', '--forward', receiver.url])
  expect((await post(url, moved, signedHeaders(moved))).status).toBe(204)
  await expect
    .poll(() => lines()[0])
    .toMatchObject({
      record: { file: join(folder, `${type}.json`) },
      forward: { status: 204 },
    })
})
