// Worth another try: a webhook removed in the meantime (foreign key), a serialization failure, a deadlock.
const transientCodes = new Set(['23503', '40001', '40P01'])
const maxTries = 5

/** Runs a transaction again if it failed because of another one. */
export async function retryTransient<Result>(run: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await run()
    } catch (error) {
      const { code } = error as { code?: string }
      if (tries === maxTries || code === undefined || !transientCodes.has(code)) throw error
    }
  }
}
