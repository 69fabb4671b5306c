import { readFile, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { lock } from 'proper-lockfile'

// Longer than a busy process ever takes to renew its lock.
const staleMs = 60_000

/**
 * Keeps a second process out of a folder: two on one PGlite folder destroy it. What a killed process of this machine has locked is free at
 * once; of another machine, when its lock is stale. Gives what unlocks it.
 *
 * @throws {Error} if another process has it.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const lockfilePath = join(folder, 'hub.lock')
  const ownerPath = join(folder, 'hub.owner')
  const take = () => lock(folder, { stale: staleMs, lockfilePath })
  const unlock = await take().catch(async (cause) => {
    if (cause.code === 'ELOCKED' && (await isDead(ownerPath))) {
      await rm(lockfilePath, { recursive: true, force: true })
      return take()
    }
    throw new Error(`${folder}: another process uses this folder; end it, or choose another one`, { cause })
  })
  await writeFile(ownerPath, JSON.stringify({ pid: process.pid, host: hostname() }))
  return unlock
}

/** Whether the process that wrote the file is known to be gone. */
async function isDead(ownerPath: string): Promise<boolean> {
  try {
    const { pid, host } = JSON.parse(await readFile(ownerPath, 'utf8'))
    if (host !== hostname()) return false
    process.kill(pid, 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}
