import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { sendSeries } from '../../../src/cli/send/series.js'
import type { DeliveryResult } from '../../../src/emitter/index.js'

// The fake clock replaces `setTimeout`, but not the one of this module.
vi.mock('node:timers/promises', () => ({
  setTimeout: (milliseconds: number, value: unknown, { signal }: { signal: AbortSignal }) =>
    new Promise((resolve, reject) => {
      const abort = () => {
        clearTimeout(timer)
        reject(signal.reason)
      }
      const timer = setTimeout(() => {
        signal.removeEventListener('abort', abort)
        resolve(value)
      }, milliseconds)
      signal.addEventListener('abort', abort)
    }),
}))
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

const request = { url: 'http://127.0.0.1/', headers: {}, body: '' }
const response = { status: 204, headers: {} }
const delivered = (latencyMs = 1): DeliveryResult => ({
  outcome: 'delivered',
  id: 'a',
  reason: 'answered 204',
  latencyMs,
  request,
  status: 204,
  response,
})
const failed = (reason: string, latencyMs = 1): DeliveryResult => ({
  outcome: 'retry',
  id: 'a',
  reason,
  latencyMs,
  request,
})

/** Starts a series whose deliveries the test ends. */
function start(options: { repeat: number; rate?: number }) {
  const pending: ((result: DeliveryResult) => void)[] = []
  const starts: number[] = []
  const stop = new AbortController()
  const attempt = () => {
    starts.push(performance.now() - started)
    return new Promise<DeliveryResult>((resolve) => pending.push(resolve))
  }
  const started = performance.now()
  let isOver = false
  const series = sendSeries(attempt, { rate: undefined, ...options, signal: stop.signal })
  series.then(() => {
    isOver = true
  })
  return { series, pending, starts, stop, isOver: () => isOver }
}

describe('without a rate', () => {
  test('each delivery waits for the one before', async () => {
    const { series, pending } = start({ repeat: 3 })
    for (const count of [1, 2, 3]) {
      await vi.advanceTimersByTimeAsync(60_000)
      expect(pending).toHaveLength(count)
      pending.at(-1)?.(delivered())
    }
    expect(await series).toMatchObject({ asked: 3, delivered: 3 })
  })
})

describe('with a rate', () => {
  test('`--rate` starts that many deliveries per second, answered or not', async () => {
    const { series, pending, starts } = start({ repeat: 8, rate: 4 })
    await vi.advanceTimersByTimeAsync(10_000)
    expect(starts.map(Math.round)).toEqual([0, 250, 500, 750, 1000, 1250, 1500, 1750])
    for (const end of pending) end(delivered())
    await series
  })

  test('at most 100 are open at once', async () => {
    const { series, pending } = start({ repeat: 150, rate: 1000 })
    await vi.advanceTimersByTimeAsync(10_000)
    expect(pending).toHaveLength(100)
    pending[99]?.(delivered())
    await vi.advanceTimersByTimeAsync(0)
    expect(pending).toHaveLength(101)
    for (let index = 0; index < 150; index++) {
      pending[index]?.(delivered())
      await vi.advanceTimersByTimeAsync(0)
    }
    expect(await series).toMatchObject({ delivered: 150 })
  })
})

test('the result has the outcomes, the reasons and the latencies', async () => {
  const results = [delivered(3), failed('answered 500', 5), failed('no answer', 7), failed('answered 500', 9)]
  const stop = new AbortController()
  const series = await sendSeries(
    async () => {
      await vi.advanceTimersByTimeAsync(100)
      return results.shift() as DeliveryResult
    },
    { repeat: 4, rate: undefined, signal: stop.signal },
  )
  expect(series).toMatchObject({ asked: 4, delivered: 1, latencies: [3, 5, 7, 9], durationMs: 400 })
  expect([...series.failures]).toEqual([
    ['answered 500', 2],
    ['no answer', 1],
  ])
})

describe('stopping', () => {
  test('starts no more, and does not count the delivery that it breaks off', async () => {
    const { series, pending, stop } = start({ repeat: 9 })
    pending[0]?.(delivered())
    await vi.advanceTimersByTimeAsync(0)
    stop.abort()
    pending[1]?.(failed('aborted'))
    const result = await series
    expect(pending).toHaveLength(2)
    expect(result).toMatchObject({ asked: 9, delivered: 1, latencies: [1] })
    expect(result.failures.size).toBe(0)
  })

  test('counts a delivery that was answered in time', async () => {
    const { series, pending, stop } = start({ repeat: 9 })
    stop.abort()
    pending[0]?.(delivered())
    expect(await series).toMatchObject({ delivered: 1, latencies: [1] })
  })

  test('ends the wait for the next delivery', async () => {
    const { series, pending, stop } = start({ repeat: 2, rate: 0.001 })
    await vi.advanceTimersByTimeAsync(0)
    pending[0]?.(delivered())
    stop.abort()
    expect(await series).toMatchObject({ delivered: 1 })
    expect(pending).toHaveLength(1)
  })
})
