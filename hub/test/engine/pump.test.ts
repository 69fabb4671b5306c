import { setImmediate } from 'node:timers/promises'
import { pino } from 'pino'
import type { DeliveryResult } from 'prompt-webhooks/emitter'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Acknowledgement, DueDelivery } from '../../src/due-delivery.js'
import { Pump } from '../../src/engine/pump.js'
import type { DeliveryQueue } from '../../src/queue/delivery-queue.js'
import type { DeliveryJob } from '../../src/queue/job.js'
import { example } from './hub-on-database.js'

// The ids of the deliveries that are being attempted, with what ends the attempt.
const attempts = vi.hoisted(() => new Map<string, () => void>())

vi.mock('prompt-webhooks/emitter', async (importOriginal) => ({
  ...(await importOriginal<object>()),
  deliver: (_event: object, _endpoint: object, { id }: { id: string }) =>
    new Promise<DeliveryResult>((resolve) => {
      const request = { url: 'https://example.com/', headers: {}, body: '' }
      const response = { status: 204, headers: {} }
      const result = {
        id,
        outcome: 'delivered',
        status: 204,
        reason: '',
        latencyMs: 1,
        request,
        response,
      } as const
      attempts.set(id, () => resolve(result))
    }),
}))

/** A queue with one lane, and the deliveries in it. */
class Lane {
  readonly waiting: DeliveryJob[]
  readonly givenBack: string[] = []
  readonly recorded: Acknowledgement[] = []
  /** What the database says when it is asked for closed lanes, and when deliveries are loaded. */
  readonly closed = { atLook: false, atLoad: false }
  looks = 0

  constructor(ids: readonly string[]) {
    this.waiting = ids.map((id) => ({
      id,
      sequence: 0,
      jobId: `job of ${id}`,
      fetchedAt: 0,
      retryCount: 0,
      lane: 'lane',
      isUrgent: false,
    }))
  }

  readonly queue = {
    fetch: async (count: number, ignored: readonly string[]) => {
      if (ignored.includes('lane')) return []
      return this.waiting.splice(0, count).map((job) => ({ ...job, fetchedAt: Date.now() }))
    },
    giveBack: async (jobs: readonly DeliveryJob[]) => {
      this.waiting.push(...jobs)
      this.givenBack.push(...jobs.map(({ id }) => id))
    },
    touch: async () => new Set<string>(),
    takeOver: async () => 0,
  } as unknown as DeliveryQueue

  readonly dueDeliveries = {
    load: async (jobs: readonly DeliveryJob[]) => {
      const { atLoad } = this.closed
      const about = { event: example, tries: 0, webhookId: 'webhook', url: 'https://example.com/' }
      const own = { secrets: ['secret'], headers: {}, timeoutMs: null, concurrency: null }
      const state = { isClosed: atLoad, isFailing: false, isDisabled: false }
      return new Map(
        jobs.map((job): [string, DueDelivery] => [job.jobId, { ...about, ...own, ...state, ...job }]),
      )
    },
    closedLanes: async () => {
      this.looks++
      return new Set(this.closed.atLook ? ['lane'] : [])
    },
    record: async (items: readonly Acknowledgement[]) => {
      this.recorded.push(...items)
      return new Set<string>()
    },
  }
}

let pump: Pump
function start(lane: Lane): void {
  const events = { onChange() {}, onAttempt() {}, onRecovery() {} }
  const { queue, dueDeliveries } = lane
  const dependencies = { queue, dueDeliveries, logger: pino({ level: 'silent' }), ...events }
  const limits = { concurrency: 1, concurrencyPerWebhook: 1 }
  pump = new Pump(dependencies, { ...limits, allow: [], timeoutMs: 1000, maxResponseBodyBytes: 0 })
  pump.start()
}

beforeEach(() => attempts.clear())
afterEach(async () => {
  vi.useRealTimers()
  for (const end of attempts.values()) end()
  await pump.stop(0)
})

test('more is fetched long before what waits here runs out', async () => {
  // No time passes, so nothing goes back because it has waited for too long.
  vi.useFakeTimers({ toFake: ['Date'] })
  const ids = Array.from({ length: 1000 }, (_, index) => `${index}`)
  const lane = new Lane(ids)
  start(lane)
  await expect.poll(() => attempts.size).toBe(1)
  const left = lane.waiting.length
  const fetched = ids.length - left
  let ended = 0
  while (lane.waiting.length === left && ended < fetched) {
    attempts.get(`${ended++}`)?.()
    while (attempts.size <= ended && ended < fetched) await setImmediate()
  }
  expect(ended).toBeGreaterThan(0.25 * fetched)
  expect(ended).toBeLessThan(0.75 * fetched)
})

describe('what is not attempted', () => {
  test('a delivery whose lane is closed after the look began goes back to the queue', async () => {
    const lane = new Lane(['paused'])
    lane.closed.atLoad = true
    start(lane)
    await expect.poll(() => lane.givenBack).toContain('paused')
    expect([...attempts]).toEqual([])
    lane.closed.atLoad = false
    pump.wake()
    await expect.poll(() => [...attempts.keys()]).toEqual(['paused'])
  })

  test('deliveries that cannot be loaded go back to the queue', async () => {
    const lane = new Lane(['unlucky'])
    const { load } = lane.dueDeliveries
    lane.dueDeliveries.load = async () => {
      lane.dueDeliveries.load = load
      throw new Error('the database is away')
    }
    start(lane)
    await expect.poll(() => lane.givenBack).toEqual(['unlucky'])
    pump.wake()
    await expect.poll(() => [...attempts.keys()]).toEqual(['unlucky'])
  })

  test('a delivery that waits here when its lane closes goes back to the queue', async () => {
    // Time passes only while this test polls, so that it does not go back because it has waited for too long.
    vi.useFakeTimers({ toFake: ['Date'] })
    const lane = new Lane(['first', 'second'])
    start(lane)
    await expect.poll(() => [...attempts.keys()]).toEqual(['first'])
    const { looks } = lane
    lane.closed.atLook = true
    pump.wake()
    await expect.poll(() => lane.looks).toBeGreaterThan(looks + 1)
    expect(lane.givenBack).toEqual(['second'])
    attempts.get('first')?.()
    await expect.poll(() => lane.recorded.map(({ job }) => job.id)).toEqual(['first'])
    expect([...attempts.keys()]).toEqual(['first'])
  })

  test('a delivery that has waited here for more than five seconds goes back, to be loaded anew', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const lane = new Lane(['first', 'second'])
    start(lane)
    await expect.poll(() => [...attempts.keys()]).toEqual(['first'])
    vi.setSystemTime(Date.now() + 3000)
    const { looks } = lane
    await expect
      .poll(() => {
        pump.wake()
        return lane.looks
      })
      .toBeGreaterThan(looks + 1)
    expect(lane.givenBack).toEqual([])
    vi.setSystemTime(Date.now() + 2500)
    pump.wake()
    await expect.poll(() => lane.givenBack).toEqual(['second'])
  })
})
