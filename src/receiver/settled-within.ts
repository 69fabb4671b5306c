import { globals } from '../runtime/globals.js'

/** What the work settles to, or what `onLate` returns if it takes longer than `ms` milliseconds. `null`: no limit. */
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
