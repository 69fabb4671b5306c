import { pino } from 'pino'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Leases } from '../../src/engine/leases.js'
import { type DeliveryQueue, leaseMs } from '../../src/queue/delivery-queue.js'
import type { DeliveryJob } from '../../src/queue/job.js'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const job = (jobId: string) => ({ jobId, fetchedAt: performance.now() }) as DeliveryJob

test('a job is safe for as long as this process renews its lease, and not once it has lost it or given it back', async () => {
  const held = new Set(['kept', 'lost', 'returned'])
  let touched: string[] = []
  const queue = {
    async touch(jobs: readonly DeliveryJob[]) {
      touched = jobs.map(({ jobId }) => jobId)
      return new Set(held)
    },
    takeOver: async () => 0,
    giveBack: async () => {},
  } as unknown as DeliveryQueue
  const leases = new Leases(queue, pino({ level: 'silent' }))
  const [kept, lost, returned] = [job('kept'), job('lost'), job('returned')]
  leases.add([kept, lost, returned])
  leases.start()
  await vi.advanceTimersByTimeAsync(leaseMs + 1)
  expect([kept, lost, returned].map((each) => leases.isSafe(each))).toEqual([true, true, true])
  held.delete('lost')
  await leases.giveBack([returned])
  await vi.advanceTimersByTimeAsync(2000)
  expect([kept, lost, returned].map((each) => leases.isSafe(each))).toEqual([true, false, false])
  await vi.advanceTimersByTimeAsync(2000)
  expect(touched).toEqual(['kept'])
  await leases.stop()
  vi.advanceTimersByTime(leaseMs)
  expect(leases.isSafe(kept)).toBe(false)
})

test('a clock that somebody sets changes no lease', async () => {
  const leases = new Leases({} as DeliveryQueue, pino({ level: 'silent' }))
  const held = job('held')
  leases.add([held])
  vi.setSystemTime(Date.now() + 3_600_000)
  expect(leases.isSafe(held)).toBe(true)
  vi.advanceTimersByTime(leaseMs)
  vi.setSystemTime(Date.now() - 7_200_000)
  expect(leases.isSafe(held)).toBe(false)
})

test('two signs of life may be lost before a lease ends', async () => {
  let lost = 0
  const queue = {
    async touch(jobs: readonly DeliveryJob[]) {
      if (lost++ < 2) throw new Error('the database is away')
      return new Set(jobs.map(({ jobId }) => jobId))
    },
    takeOver: async () => 0,
  } as unknown as DeliveryQueue
  const leases = new Leases(queue, pino({ level: 'silent' }))
  const kept = job('kept')
  leases.add([kept])
  leases.start()
  await vi.advanceTimersByTimeAsync(leaseMs + 1)
  expect(leases.isSafe(kept)).toBe(true)
  await leases.stop()
})

test('a lease is renewed from when the sign of life was sent, not from when it was answered', async () => {
  const answered = Promise.withResolvers<Set<string>>()
  const queue = { touch: () => answered.promise, takeOver: async () => 0 } as unknown as DeliveryQueue
  const leases = new Leases(queue, pino({ level: 'silent' }))
  const slow = job('slow')
  leases.add([slow])
  leases.start()
  // Sent after 1.5 seconds, and answered after 5.
  await vi.advanceTimersByTimeAsync(leaseMs)
  answered.resolve(new Set(['slow']))
  await leases.stop()
  expect(leases.isSafe(slow)).toBe(true)
  await vi.advanceTimersByTimeAsync(1500)
  expect(leases.isSafe(slow)).toBe(false)
})
