import { globals } from './globals.js'

/** The longest delay of a timer, in milliseconds. A timer with a longer one fires at once. */
export const longestTimerMs = 2 ** 31 - 1

/** Returns what the work settles to, or what `onLate` returns if the work takes longer than `ms` milliseconds. `null`: no limit. */
export function settledWithin<Value, Late>(
  ms: number | null,
  work: Promise<Value>,
  onLate: () => Late,
): Promise<Value | Late> {
  if (ms === null) return work
  return new Promise((resolve, reject) => {
    const timer = globals.setTimeout(() => resolve(onLate()), ms)
    work.then(resolve, reject).finally(() => globals.clearTimeout(timer))
  })
}
