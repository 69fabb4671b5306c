import type { WriteStream } from 'node:tty'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ProgressBar } from '../../../src/cli/terminal/progress-bar.js'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
  vi.stubEnv('CI', undefined)
  vi.stubEnv('TERM', 'xterm')
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllEnvs()
})

/** A terminal that keeps what is written to it. */
function terminal({ isTTY = true, columns = 80 } = {}) {
  const written: string[] = []
  const stream = {
    isTTY,
    columns,
    write: (text: string) => written.push(text),
    cursorTo: () => written.push('start of line'),
    clearLine: () => written.push('clear line'),
  }
  return { written, stream: stream as unknown as WriteStream }
}

const later = (milliseconds: number) => vi.setSystemTime(Date.now() + milliseconds)

test('appears after a second, then at most ten times a second', () => {
  const { written, stream } = terminal()
  const bar = new ProgressBar(stream, 1000)
  const drawsAfter = (milliseconds: number) => {
    const before = written.length
    later(milliseconds)
    bar.update(500, 5)
    return written.length - before
  }
  expect([0, 999, 1].map(drawsAfter)).toEqual([0, 0, 1])
  expect([99, 1, 0, 99, 1].map(drawsAfter)).toEqual([0, 1, 0, 0, 1])
})

test('shows the share that is done, and the events', () => {
  const { written, stream } = terminal()
  const bar = new ProgressBar(stream, 200)
  later(1000)
  const shown = (done: number, events: number) => {
    later(100)
    bar.update(done, events)
    const line = written.at(-1) ?? ''
    const events_ = /[\d,]+ events?/.exec(line)?.[0]
    return [line.match(/█/g)?.length ?? 0, line.match(/░/g)?.length ?? 0, /(\d+) %/.exec(line)?.[1], events_]
  }
  expect(shown(0, 0)).toEqual([0, 30, '0', '0 events'])
  expect(shown(50, 1)).toEqual([8, 22, '25', '1 event'])
  expect(shown(199, 1234567)).toEqual([30, 0, '99', '1,234,567 events'])
  expect(shown(200, 2)).toEqual([30, 0, '100', '2 events'])
  // A file that grows while it is read.
  expect(shown(500, 2)).toEqual([30, 0, '100', '2 events'])
})

test('shows only the events if the total is unknown', () => {
  const { written, stream } = terminal()
  const bar = new ProgressBar(stream, 0)
  later(1000)
  bar.update(500, 5)
  expect(written.join()).toContain('5 events')
  expect(written.join()).not.toMatch(/%|NaN|█/)
})

test('fits into the terminal', () => {
  const { written, stream } = terminal({ columns: 20 })
  const bar = new ProgressBar(stream, 10)
  later(1000)
  bar.update(5, 5)
  expect(written.join().match(/[█░]/g)).toHaveLength(19)
})

test('is removed once, and only if it was drawn', () => {
  const { written, stream } = terminal()
  const bar = new ProgressBar(stream, 10)
  bar.clear()
  expect(written).toEqual([])
  later(1000)
  bar.update(5, 5)
  bar.clear()
  bar.clear()
  expect(written.slice(1)).toEqual(['start of line', 'clear line'])
})

test('writes nothing if the stream is not a terminal', () => {
  const { written, stream } = terminal({ isTTY: false })
  const bar = new ProgressBar(stream, 10)
  later(5000)
  bar.update(5, 5)
  bar.clear()
  expect(written).toEqual([])
})

test.each([
  ['TERM', 'dumb', 0],
  ['CI', 'true', 0],
  ['CI', 'false', 1],
])('with %s=%s it draws %d times', (name, value, draws) => {
  vi.stubEnv(name, value)
  const { written, stream } = terminal()
  const bar = new ProgressBar(stream, 0)
  later(1000)
  bar.update(1, 1)
  expect(written).toHaveLength(draws)
})
