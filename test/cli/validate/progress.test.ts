import { PassThrough } from 'node:stream'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { validate } from '../../../src/cli/validate/validate-files.js'
import { createFolder } from '../command.js'
import { invalid } from './check.js'

const { write } = createFolder()
const file = write('many.ndjson', `${invalid}\n`.repeat(4000))

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
  // CI and plain terminals get no bar.
  vi.stubEnv('CI', '')
  vi.stubEnv('TERM', 'xterm')
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
  process.exitCode = undefined
})

/** A stream that discards what is written, and may be a terminal. */
function output(isTTY: boolean) {
  const written: string[] = []
  const stream = new PassThrough().on('data', (chunk: Buffer) => {
    written.push(String(chunk))
    vi.setSystemTime(Date.now() + 2000)
  })
  return { written, stream: Object.assign(stream, { isTTY, columns: 80, hasColors: () => false }) }
}

/** Validates a file with many problems, and returns what is written to a terminal on standard error. */
async function progressOf(stdoutIsTTY: boolean, json: boolean) {
  const [stdout, stderr] = [output(stdoutIsTTY), output(true)]
  Object.assign(stderr.stream, { cursorTo: () => {}, clearLine: () => {} })
  vi.spyOn(process, 'stdout', 'get').mockReturnValue(stdout.stream as unknown as typeof process.stdout)
  vi.spyOn(process, 'stderr', 'get').mockReturnValue(stderr.stream as unknown as typeof process.stderr)
  await validate([file], { json }, undefined as never)
  expect(stdout.written.length).toBeGreaterThan(1)
  return stderr.written.join('')
}

test('the progress bar shows while a JSON report goes to a file', async () => {
  expect(await progressOf(false, true)).toMatch(/█+░* +\d+ % {2}[\d,]+ events/)
})

test('the progress bar stays out of a JSON report on the terminal', async () => {
  expect(await progressOf(true, true)).toBe('')
})
