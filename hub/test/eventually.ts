import { setTimeout as sleep } from 'node:timers/promises'

/** Resolves with the first value that is neither undefined nor false. The test's timeout ends the wait. */
export async function eventually<Value>(look: () => Promise<Value | undefined | false>): Promise<Value> {
  for (;;) {
    const value = await look()
    if (value !== undefined && value !== false) return value
    await sleep(20)
  }
}
