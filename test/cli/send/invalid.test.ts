import type { RequestListener } from 'node:http'
import { expect, test } from 'vitest'
import { canonicalJson } from '../../../src/signature/index.js'
import { invalidEvents } from '../../../src/testing/index.js'
import { run } from '../command.js'
import { receive, send } from './receiver.js'

const [event] = invalidEvents.filter(({ name }) => name.endsWith('user_id is missing'))
if (!event) throw new Error('no event lacks its user_id')
const { type, name } = event
const defect = name.slice(type.length + 2)

test('sends the invalid event of this name, signed, and expects that it is refused', async () => {
  const { url, bodies, events } = await receive()
  for (const args of [
    [type, '--invalid', defect],
    ['--invalid', name],
    [type, '--invalid', name],
  ]) {
    const { status, stdout, stderr } = await send([...args, '--to', url])
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toMatch(/^422 /m)
    expect(stdout).toMatch(/^✓ refused, as it should be \([\d.]+ ms\)$/m)
  }
  expect(bodies).toEqual(Array(3).fill(canonicalJson(JSON.stringify(event.event))))
  expect(events).toEqual([])
})

test.each<[string, RequestListener, RegExp]>([
  ['204', (_, response) => response.writeHead(204).end(), /^✗ accepted, although the event is invalid/],
  ['500', (_, response) => response.writeHead(500).end(), /^✗ not refused as expected: .*500/],
  ['401', (_, response) => response.writeHead(401).end(), /^✗ the signature was refused.*--secret/],
  ['a reset', (request) => request.socket.resetAndDestroy(), /^✗ not refused as expected: .*ECONNRESET/],
])('anything else has the exit code 1: %s', async (_, listener, verdict) => {
  const { url } = await receive(listener)
  const { status, stdout } = await send(['--invalid', name, '--to', url])
  expect(status).toBe(1)
  expect(stdout.trimEnd().split('\n').at(-1)).toMatch(verdict)
})

test('a wrong name lists the names of the type', () => {
  const { status, stdout, stderr } = run(['send', type, '--invalid', 'nothing', '--to', 'http://localhost/'])
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  const [title, ...lines] = stderr.trimEnd().split('\n')
  expect(title).toBe(`error: --invalid: ${type} has no "nothing". It has:`)
  const names = invalidEvents.filter((each) => each.type === type).map((each) => each.name)
  expect(lines.map((line) => `${type}: ${line.trim()}`)).toEqual(names)
})

test.each([
  [['--invalid', defect], /expected an event type/],
  [['something', '--invalid', defect], /unknown event type "something"/],
  [['prompt_template_updated', '--invalid', name], /expected prompt_template_updated/],
  [[type, '--invalid', defect, '--set', 'user_id=1'], /--set/],
  [[type, '--invalid', defect, '--file', '-'], /--file/],
  [[type, '--invalid', defect, '--repeat', '2'], /--repeat/],
])('%j is a wrong call', (args, message) => {
  const { status, stdout, stderr } = run(['send', ...args, '--to', 'http://localhost/'])
  expect({ status, stdout, stderr }).toEqual({
    status: 2,
    stdout: '',
    stderr: expect.stringMatching(message),
  })
})
