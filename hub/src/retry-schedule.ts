import type { Logger } from 'pino'
import { retryDelay } from 'prompt-webhooks/emitter'

// The database cannot store every date.
const maxDelayMs = 365 * 24 * 60 * 60 * 1000
// A custom schedule may be endless.
const maxPlanned = 20

/** Returns the milliseconds to wait after the given number of failures, or undefined to give up. */
export type RetryDelay = (failures: number) => number | undefined

export interface RetrySchedule {
  readonly retryDelay: RetryDelay
  /** The same, as far as it can be known: without the jitter, which differs each time. */
  readonly plannedDelay: RetryDelay
}

/** An attempt that is still to be made, if those before it fail. */
export interface PlannedAttempt {
  /** When. An estimate, except for the next attempt. */
  readonly at: Date
}

/**
 * The schedule of the caller. A mistake in the caller's function must not keep results from being recorded,
 * so the default schedule is used instead.
 */
export function retrySchedule(own: RetryDelay | undefined, logger: Logger): RetrySchedule {
  const plannedDelay: RetryDelay = (failures) => retryDelay(failures, () => 0.5)
  if (!own) return { retryDelay, plannedDelay }
  return {
    retryDelay(failures) {
      try {
        return readDelay(own(failures))
      } catch (error) {
        logger.error({ err: error, failures }, 'retryDelay failed; the default schedule applies')
        return retryDelay(failures)
      }
    },
    // A page shows up to 20 planned attempts. The log has the mistake already, from the attempt.
    plannedDelay(failures) {
      try {
        return readDelay(own(failures))
      } catch {
        return plannedDelay(failures)
      }
    },
  }
}

/**
 * The attempts that a delivery has left if all of them fail, at most 20.
 *
 * @param failures how many attempts of the schedule have failed.
 */
export function plannedAttempts(
  nextAttemptAt: Date | null,
  failures: number,
  plannedDelay: RetryDelay,
): readonly PlannedAttempt[] {
  const planned: PlannedAttempt[] = []
  for (let next = nextAttemptAt; next && planned.length < maxPlanned; ) {
    planned.push({ at: next })
    const delayMs = plannedDelay(failures + planned.length)
    next = delayMs === undefined ? null : new Date(next.getTime() + delayMs)
  }
  return planned
}

/** @throws {TypeError} if the caller's function did not return a delay. */
function readDelay(delayMs: unknown): number | undefined {
  if (delayMs === undefined) return undefined
  if (typeof delayMs === 'number' && delayMs >= 0) return Math.min(delayMs, maxDelayMs)
  // The function is async. If it also fails, nobody else would take the error, and the process would end.
  if (delayMs instanceof Promise) delayMs.catch(() => {})
  throw new TypeError('retryDelay: expected a number of milliseconds of at least 0, or undefined')
}
