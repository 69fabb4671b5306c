import { pino } from 'pino'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Changes } from '../src/changes.js'
import type { Delivery } from '../src/delivery.js'

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

test('each subscriber gets the deliveries that have changed, until it ends its subscription', async () => {
  let announce = (_: string) => {}
  const signals = {
    send() {},
    on: (_: string, listener: (payload: string) => void) => {
      announce = listener
      return () => {}
    },
  }
  const load = async (ids: readonly string[]) => ids.map((id) => ({ id }) as Delivery)
  const changes = new Changes(signals, load, pino({ level: 'silent' }))
  const received: [string, string[]][] = []
  const subscribe = (name: string) =>
    changes.subscribe((deliveries) => received.push([name, deliveries.map(({ id }) => id)]))
  const endFirst = subscribe('first')
  subscribe('second')
  announce('a,b')
  await vi.advanceTimersByTimeAsync(0)
  endFirst()
  announce('c')
  await vi.advanceTimersByTimeAsync(0)
  expect(received).toEqual([
    ['first', ['a', 'b']],
    ['second', ['a', 'b']],
    ['second', ['c']],
  ])
})
