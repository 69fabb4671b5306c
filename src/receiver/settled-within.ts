declare const setTimeout: (run: () => void, ms: number) => unknown
declare const clearTimeout: (timer: unknown) => void

/** What the work settles to, or what `onLate` returns if it takes longer than `ms` milliseconds. `null`: no limit. */
export function settledWithin<Value, Late>(
  ms: number | null,
  work: Promise<Value>,
  onLate: () => Late,
): Promise<Value | Late> {
  if (ms === null) return work
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(onLate()), ms)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
