import { pino } from 'pino'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Changes } from '../src/changes.js'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('what changes within a tenth of a second is announced together and once, and nothing after the end', () => {
  const sent: string[] = []
  const signals = { send: (_: string, payload = '') => void sent.push(payload), on: () => () => {} }
  const changes = new Changes(signals, async () => [], pino({ level: 'silent' }))
  changes.add(['a', 'b'])
  changes.add(['a'])
  vi.advanceTimersByTime(99)
  expect(sent).toEqual([])
  vi.advanceTimersByTime(1)
  expect(sent).toEqual(['b,a'])
  changes.add(['c'])
  vi.advanceTimersByTime(100)
  expect(sent).toEqual(['b,a', 'c'])
  changes.add(['d'])
  changes.stop()
  vi.advanceTimersByTime(1000)
  expect(sent).toEqual(['b,a', 'c'])
})
