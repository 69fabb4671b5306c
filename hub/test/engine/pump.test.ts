import { setImmediate } from 'node:timers/promises'
import { pino } from 'pino'
import type { DeliveryResult } from 'prompt-webhooks/emitter'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Acknowledgement, DueDelivery, Look } from '../../src/due-delivery.js'
import { Pump } from '../../src/engine/pump.js'
import type { DeliveryQueue } from '../../src/queue/delivery-queue.js'
import type { DeliveryJob } from '../../src/queue/job.js'
import { example } from './hub-on-database.js'

// The ids of the deliveries that are being attempted, with what ends the attempt. By default it succeeds.
const attempts = vi.hoisted(() => new Map<string, (outcome?: 'delivered' | 'retry') => void>())

// Whether the pump looks again only after a signal, however long it waits.
const poll = vi.hoisted(() => ({ isOff: false }))

vi.mock('node:timers/promises', async (importOriginal) => {
  const timers = await importOriginal<typeof import('node:timers/promises')>()
  const setTimeout: typeof timers.setTimeout = (delay, value, options) =>
    timers.setTimeout(poll.isOff && delay === 500 ? 2 ** 30 : delay, value, options)
  return { ...timers, setTimeout }
})

vi.mock('prompt-webhooks/emitter', async (importOriginal) => ({
  ...(await importOriginal<object>()),
  deliver: (_event: object, _endpoint: object, { id }: { id: string }) =>
    new Promise<DeliveryResult>((resolve) => {
      const request = { url: 'https://example.com/', headers: {}, body: '' }
      const response = { status: 204, headers: {} }
      const result = { id, status: 204, reason: '', latencyMs: 1, request, response }
      attempts.set(id, (outcome = 'delivered') => resolve({ ...result, outcome }))
    }),
}))

/** A queue with the deliveries in it, all of them in one lane at first. */
class Lane {
  waiting: DeliveryJob[]
  readonly givenBack: string[] = []
  readonly recorded: Acknowledgement[] = []
  /** What the database says when it is asked for closed lanes, and when deliveries are loaded. */
  readonly closed = { atLook: false, atLoad: false }
  /** The ids that each look has found. */
  readonly found: string[][] = []

  constructor(ids: readonly string[]) {
    this.waiting = ids.map((id) => this.#job(id, 'lane'))
  }

  /** Puts a delivery of another webhook behind all others. */
  addOther(id: string): void {
    this.waiting.push(this.#job(id, 'other lane'))
  }

  #job(id: string, lane: string): DeliveryJob {
    const isUrgent = id.startsWith('urgent')
    return { id, sequence: 0, jobId: `job of ${id}`, fetchedAt: 0, retryCount: 0, lane, isUrgent }
  }

  readonly queue = {
    giveBack: async (jobs: readonly DeliveryJob[]) => {
      this.waiting.push(...jobs)
      this.givenBack.push(...jobs.map(({ id }) => id))
    },
    touch: async () => new Set<string>(),
    takeOver: async () => 0,
  } as unknown as DeliveryQueue

  readonly dueDeliveries = {
    take: async (count: number, ignored: ReadonlySet<string>): Promise<Look> => {
      const { atLook, atLoad } = this.closed
      const closed = new Set(atLook ? ['lane'] : [])
      const jobs = this.waiting
        .filter(({ lane }) => !ignored.has(lane) && !closed.has(lane))
        .slice(0, count)
        .map((job) => ({ ...job, fetchedAt: performance.now() }))
      this.waiting = this.waiting.filter(({ jobId }) => !jobs.some((job) => job.jobId === jobId))
      this.found.push(jobs.map(({ id }) => id))
      const about = { event: example, tries: 0, webhookId: 'webhook', url: 'https://example.com/' }
      const own = { secrets: ['secret'], headers: {}, timeoutMs: null, concurrency: null }
      const state = { isClosed: atLoad, isFailing: false, isDisabled: false }
      const dues = jobs.map((job): DueDelivery => ({ ...about, ...own, ...state, ...job }))
      return { closed, jobs, deliveries: new Map(dues.map((due) => [due.jobId, due])) }
    },
    record: async (items: readonly Acknowledgement[]) => {
      this.recorded.push(...items)
      return new Set<string>()
    },
  }
}

let pump: Pump
let recoveries: number
let logged: Record<string, unknown>[]
function start(lane: Lane, limits = { concurrency: 1, concurrencyPerWebhook: 1 }): void {
  recoveries = 0
  logged = []
  const logger = pino({}, { write: (line) => logged.push(JSON.parse(line)) })
  const events = { onChange() {}, onAttempt() {}, onRecovery: () => recoveries++ }
  const { queue, dueDeliveries } = lane
  const dependencies = { queue, dueDeliveries, logger, ...events }
  pump = new Pump(dependencies, { ...limits, allow: [], timeoutMs: 1000, maxResponseBodyBytes: 0 })
  pump.start()
}

/** Ends the first attempt, as soon as there is one. */
async function endFirst(): Promise<void> {
  await expect.poll(() => attempts.size).toBeGreaterThan(0)
  const [[id, end] = []] = attempts
  attempts.delete(id ?? '')
  end?.()
}

beforeEach(() => {
  attempts.clear()
  poll.isOff = false
})
afterEach(async () => {
  vi.useRealTimers()
  for (const end of attempts.values()) end()
  await pump.stop(0)
})

test('more is fetched long before what waits here runs out', async () => {
  // No time passes, so nothing goes back because it has waited for too long.
  vi.useFakeTimers({ toFake: ['performance'] })
  const ids = Array.from({ length: 1000 }, (_, index) => `${index}`)
  const lane = new Lane(ids)
  start(lane)
  await endFirst()
  await expect.poll(() => lane.waiting.length).toBe(500)
  const left = lane.waiting.length
  const fetched = ids.length - left
  let ended = 1
  while (lane.waiting.length === left && ended < fetched) {
    attempts.get(`${ended++}`)?.()
    while (attempts.size < ended && ended < fetched) await setImmediate()
  }
  expect(ended).toBeGreaterThan(0.25 * fetched)
  expect(ended).toBeLessThan(0.75 * fetched)
})

test('a process takes few until an attempt has ended, so that attempts begin soon, and then many', async () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  poll.isOff = true
  const lane = new Lane(Array.from({ length: 1000 }, (_, index) => `${index}`))
  start(lane, { concurrency: 10, concurrencyPerWebhook: 10 })
  const found = () => lane.found.map(({ length }) => length).filter(Boolean)
  // The second look is past the backlog.
  await expect.poll(() => lane.found.length).toBe(2)
  // After a signal as well: an endpoint that never answers gets no more.
  pump.wake()
  await expect.poll(() => lane.found.length).toBe(3)
  expect(found()).toEqual([100])
  // What has waited for too long goes back, and as few are fetched again.
  vi.advanceTimersByTime(5001)
  pump.wake()
  await expect.poll(found).toEqual([100, 100])
  await endFirst()
  // Although most of these still wait.
  await expect.poll(found).toEqual([100, 100, 400])
})

test('a process takes many of a backlog also if the first few have ended before the next look', async () => {
  poll.isOff = true
  const lane = new Lane(Array.from({ length: 1000 }, (_, index) => `${index}`))
  const ended = Promise.withResolvers<void>()
  const { take } = lane.dueDeliveries
  lane.dueDeliveries.take = async (...how) => {
    if (lane.found.length) await ended.promise
    return take(...how)
  }
  start(lane, { concurrency: 100, concurrencyPerWebhook: 100 })
  await expect.poll(() => attempts.size).toBeGreaterThan(80)
  for (let turn = 0; lane.recorded.length < 100 && turn < 10_000; turn++) {
    for (const end of attempts.values()) end()
    await setImmediate()
  }
  ended.resolve()
  await expect.poll(() => lane.found.map(({ length }) => length).slice(0, 3)).toEqual([100, 0, 400])
})

describe("another webhook's delivery behind a backlog is attempted", () => {
  const backlog = Array.from({ length: 5000 }, (_, index) => `${index}`)

  test('after a signal, although a look is full of the backlog', async () => {
    poll.isOff = true
    const lane = new Lane(backlog)
    lane.addOther('other')
    start(lane, { concurrency: 10, concurrencyPerWebhook: 10 })
    await expect.poll(() => attempts.has('other')).toBe(true)
    expect(lane.found[1]).toEqual(['other'])
  })

  test.each([
    ['a signal', () => pump.wake()],
    ['half a second without one', () => vi.advanceTimersByTime(500)],
  ])('after %s, before more of the backlog is fetched', async (_, happen) => {
    vi.useFakeTimers({ toFake: ['performance'] })
    poll.isOff = true
    const lane = new Lane(backlog)
    start(lane, { concurrency: 10, concurrencyPerWebhook: 10 })
    await endFirst()
    await expect.poll(() => lane.found).toHaveLength(3)
    lane.addOther('other')
    // The next look waits until little of the backlog is left in the process.
    const low = Promise.withResolvers<void>()
    const { take } = lane.dueDeliveries
    lane.dueDeliveries.take = (...how) => low.promise.then(() => take(...how))
    happen()
    for (let ended = 0; ended < 350; ended++) {
      const [[id, end] = []] = attempts
      attempts.delete(id ?? '')
      end?.()
      await setImmediate()
    }
    low.resolve()
    await expect.poll(() => attempts.has('other')).toBe(true)
    expect(lane.found[3]).toEqual(['other'])
  })
})

test('a look that fails is repeated half a second later, not at once', async () => {
  poll.isOff = true
  const lane = new Lane(Array.from({ length: 5000 }, (_, index) => `${index}`))
  const { take } = lane.dueDeliveries
  lane.dueDeliveries.take = async (...how) => {
    const look = await take(...how)
    if (lane.found.length > 1) throw new Error('the database is away')
    return look
  }
  start(lane, { concurrency: 10, concurrencyPerWebhook: 10 })
  // The second one is for what is behind the full first one.
  await expect.poll(() => lane.found.length).toBe(2)
  for (let turn = 0; turn < 1000; turn++) await setImmediate()
  expect(lane.found.length).toBe(2)
})

test('while a whole batch of results waits, no attempt starts', async () => {
  poll.isOff = true
  const lane = new Lane(Array.from({ length: 5000 }, (_, index) => `${index}`))
  const recording = Promise.withResolvers<void>()
  const { record } = lane.dueDeliveries
  lane.dueDeliveries.record = (items) => recording.promise.then(() => record(items))
  start(lane, { concurrency: 1000, concurrencyPerWebhook: 900 })
  await expect.poll(() => attempts.size).toBe(900)
  // One batch is being recorded, and another one waits.
  for (const end of [...attempts.values()].slice(0, 500)) end()
  for (let turn = 0; turn < 100; turn++) await setImmediate()
  const started = attempts.size
  recording.resolve()
  expect(started).toBe(900)
  await expect.poll(() => attempts.size).toBe(1400)
})

test('a failed attempt keeps its slot until it is recorded, which decides whether its webhook rests', async () => {
  poll.isOff = true
  const lane = new Lane(['first', 'second'])
  const recording = Promise.withResolvers<void>()
  const { record } = lane.dueDeliveries
  lane.dueDeliveries.record = (items) => recording.promise.then(() => record(items))
  start(lane)
  await expect.poll(() => [...attempts.keys()]).toEqual(['first'])
  attempts.get('first')?.('retry')
  for (let turn = 0; turn < 100; turn++) await setImmediate()
  expect([...attempts.keys()]).toEqual(['first'])
  recording.resolve()
  await expect.poll(() => [...attempts.keys()]).toEqual(['first', 'second'])
})

test('each attempt is logged with its number, which starts at one', async () => {
  const lane = new Lane(['first'])
  start(lane)
  await endFirst()
  const attempt = { delivery: 'first', attempt: 1, outcome: 'delivered', msg: 'attempt' }
  await expect.poll(() => logged).toContainEqual(expect.objectContaining(attempt))
})

test('a pump that has stopped leaves no timer behind, however long its grace is', async () => {
  const lane = new Lane(['first'])
  start(lane)
  await endFirst()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  await pump.stop(60_000)
  expect(vi.getTimerCount()).toBe(0)
})

test('a pump stops although its results cannot be recorded', async () => {
  const lane = new Lane(['first'])
  lane.dueDeliveries.record = () => Promise.reject(new Error('the database is away'))
  start(lane)
  await expect.poll(() => attempts.size).toBe(1)
  // The attempt keeps its slot until its failure is recorded.
  attempts.get('first')?.('retry')
  const saying = (msg: string) => expect.objectContaining({ msg })
  await expect.poll(() => logged).toContainEqual(saying('could not record attempts; trying again'))
  await pump.stop(0)
  expect(logged).toContainEqual(saying('could not record an attempt; it will be repeated'))
})

test('only the success of what a person asked for tells other processes that a rest may be over', async () => {
  const lane = new Lane(['usual', 'urgent'])
  start(lane, { concurrency: 2, concurrencyPerWebhook: 2 })
  for (const [id, expected] of [
    ['usual', 0],
    ['urgent', 1],
  ] as const) {
    await expect.poll(() => attempts.has(id)).toBe(true)
    attempts.get(id)?.()
    await expect.poll(() => lane.recorded.map(({ job }) => job.id)).toContain(id)
    await setImmediate()
    expect([id, recoveries]).toEqual([id, expected])
  }
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

  test('a delivery that waits here when its lane closes goes back to the queue', async () => {
    // Time passes only while this test polls, so that it does not go back because it has waited for too long.
    vi.useFakeTimers({ toFake: ['performance'] })
    const lane = new Lane(['first', 'second'])
    start(lane)
    await expect.poll(() => [...attempts.keys()]).toEqual(['first'])
    const looks = lane.found.length
    lane.closed.atLook = true
    pump.wake()
    await expect.poll(() => lane.found.length).toBeGreaterThan(looks + 1)
    expect(lane.givenBack).toEqual(['second'])
    attempts.get('first')?.()
    await expect.poll(() => lane.recorded.map(({ job }) => job.id)).toEqual(['first'])
    expect([...attempts.keys()]).toEqual(['first'])
  })

  test('a delivery that has waited here for more than five seconds goes back, to be loaded anew', async () => {
    vi.useFakeTimers({ toFake: ['performance'] })
    const lane = new Lane(['first', 'second'])
    start(lane)
    await expect.poll(() => [...attempts.keys()]).toEqual(['first'])
    vi.advanceTimersByTime(3000)
    const looks = lane.found.length
    await expect
      .poll(() => {
        pump.wake()
        return lane.found.length
      })
      .toBeGreaterThan(looks + 1)
    expect(lane.givenBack).toEqual([])
    vi.advanceTimersByTime(2500)
    pump.wake()
    await expect.poll(() => lane.givenBack).toEqual(['second'])
  })
})
