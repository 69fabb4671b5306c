/** Returns the milliseconds to wait after the given number of failures, or undefined to give up. */
export type RetryDelay = (failures: number) => number | undefined

/** An attempt that is still to be made, if those before it fail. */
export interface PlannedAttempt {
  /** When. An estimate, except for the next attempt. */
  readonly at: Date
}

// A schedule of one's own need not end.
const maxPlanned = 20

/**
 * The attempts that a delivery has left if all of them fail, at most 20.
 *
 * @param failures how many attempts of the schedule have failed.
 */
export function plannedAttempts(
  nextAttemptAt: Date | null,
  failures: number,
  retryDelay: RetryDelay,
): readonly PlannedAttempt[] {
  const planned: PlannedAttempt[] = []
  for (let next = nextAttemptAt; next && planned.length < maxPlanned; ) {
    planned.push({ at: next })
    const delayMs = retryDelay(failures + planned.length)
    next = delayMs === undefined ? null : new Date(next.getTime() + delayMs)
  }
  return planned
}
