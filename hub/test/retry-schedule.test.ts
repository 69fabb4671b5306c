import { retryDelay } from 'prompt-webhooks/emitter'
import { expect, test } from 'vitest'
import { type PlannedAttempt, plannedAttempts } from '../src/retry-schedule.js'

const now = new Date('2026-01-01T00:00:00Z')
const secondsAfter = (planned: readonly PlannedAttempt[]) =>
  planned.map(({ at }) => (at.getTime() - now.getTime()) / 1000)

test('after two failures of the usual schedule, eight attempts are left in about three days', () => {
  const planned = plannedAttempts(now, 2, (failures) => retryDelay(failures, () => 0.5))
  expect(planned).toHaveLength(8)
  expect(secondsAfter(planned).slice(0, 3)).toEqual([0, 30 * 60, 30 * 60 + 2 * 3600])
})

test('without a next attempt the schedule is empty; the last attempt is the only one', () => {
  expect(plannedAttempts(null, 2, () => 1000)).toEqual([])
  expect(plannedAttempts(now, 9, (failures) => retryDelay(failures))).toEqual([{ at: now }])
})

test('a schedule without an end is cut', () => {
  expect(secondsAfter(plannedAttempts(now, 0, () => 1000))).toEqual(
    Array.from({ length: 20 }, (_, second) => second),
  )
})
