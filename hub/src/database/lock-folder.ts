import { lock } from 'proper-lockfile'

/**
 * Keeps a second process out of a folder: two on one PGlite folder destroy it. The lock of a process that was killed is stale after
 * some seconds. Gives what unlocks it.
 *
 * @throws {Error} if another process has it.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  // Twice the time until a killed process's lock is stale.
  const retries = { retries: 10, minTimeout: 1000, maxTimeout: 1000 }
  return lock(folder, { stale: 5000, update: 1000, retries, lockfilePath: `${folder}/hub.lock` }).catch(
    (cause) => {
      throw new Error(`${folder}: another process uses this folder; end it, or choose another one`, { cause })
    },
  )
}
