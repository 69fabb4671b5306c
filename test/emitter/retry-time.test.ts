import type { ServerResponse } from 'node:http'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createEmitter, type DeliveryReport, type EmitterOptions } from '../../src/emitter/index.js'
import { moved, secret } from './examples.js'
import { until } from './pending.js'
import { serveHttp } from './servers.js'

// Node's own timers stay real, so that requests still go out.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('an emitter', () => {
  const emitterTo = (port: number, options: Partial<EmitterOptions> = {}) => {
    const reports: DeliveryReport[] = []
    const onDelivery = (report: DeliveryReport) => reports.push(report)
    const endpoints = [{ url: `http://127.0.0.1:${port}/`, secret }]
    return { emitter: createEmitter({ endpoints, allow: ['127.0.0.1'], onDelivery, ...options }), reports }
  }

  test('waits retryInMs before the next attempt', async () => {
    const requests = vi.fn((response: ServerResponse) => response.writeHead(500).end())
    const port = await serveHttp((_, response) => requests(response))
    const { emitter, reports } = emitterTo(port, { retryDelay: () => 60_000 })
    emitter.emit(moved)
    await until(() => reports.length === 1)
    await vi.advanceTimersByTimeAsync(59_999)
    expect(requests).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(1)
    await until(() => reports.length === 2)
    await emitter.close({ signal: AbortSignal.abort() })
    expect(vi.getTimerCount()).toBe(0)
  })

  // A timer with a delay of more than 2^31 - 1 ms fires at once.
  test.each([2 ** 31, Number.POSITIVE_INFINITY])(
    'waits as long as a timer can for a delay of %d ms',
    async (delay) => {
      const requests = vi.fn((response: ServerResponse) => response.writeHead(500).end())
      const port = await serveHttp((_, response) => requests(response))
      const { emitter, reports } = emitterTo(port, { retryDelay: () => delay })
      emitter.emit(moved)
      await until(() => reports.length === 1)
      await vi.advanceTimersByTimeAsync(2 ** 31 - 2)
      expect(requests).toHaveBeenCalledTimes(1)
      await vi.advanceTimersByTimeAsync(1)
      await until(() => reports.length === 2)
      await emitter.close({ signal: AbortSignal.abort() })
    },
  )
})
