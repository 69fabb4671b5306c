import { globals } from './globals.js'

/** The longest delay of a timer, in milliseconds. A timer with a longer delay fires at once. */
export const longestTimerMs = 2 ** 31 - 1

/**
 * Settles as the work does, or resolves to what `onLate` returns if the work takes longer than `ms`
 * milliseconds. `null` means no limit.
 */
export function settledWithin<Value, Late>(
  ms: number | null,
  work: Promise<Value>,
  onLate: () => Late,
): Promise<Value | Late> {
  if (ms === null) return work
  return new Promise((resolve, reject) => {
    const timer = globals.setTimeout(() => resolve(onLate()), ms)
    // Two callbacks, because each link of a chain is a promise more for every delivery.
    work.then(
      (value) => {
        globals.clearTimeout(timer)
        resolve(value)
      },
      (error) => {
        globals.clearTimeout(timer)
        reject(error)
      },
    )
  })
}
