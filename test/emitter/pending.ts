/** Whether a promise is still pending once everything that is ready has run. */
export async function isPending(promise: Promise<unknown>): Promise<boolean> {
  const pending = Symbol('pending')
  const turn = new Promise((resolve) => setImmediate(() => setImmediate(resolve, pending)))
  return (await Promise.race([promise, turn])) === pending
}

/** Waits for a condition without timers, which the tests that need this have faked. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve))
}
