import { readFile, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { lock } from 'proper-lockfile'

// Must be longer than a busy process takes to renew its lock.
const staleMs = 60_000

/**
 * Locks a folder against other processes, because two processes on one PGlite folder destroy it. The lock of
 * a dead process on this machine is released at once; that of another machine when it becomes stale.
 *
 * @param onLost called if another process takes the lock anyway, for instance after this one was
 * suspended.
 * @returns a function that releases the lock.
 * @throws {Error} if another process holds the lock.
 */
export async function lockFolder(
  folder: string,
  onLost: (reason: Error) => void,
): Promise<() => Promise<void>> {
  const lockfilePath = join(folder, 'hub.lock')
  const ownerPath = join(folder, 'hub.owner')
  let isLost = false
  const onCompromised = () => {
    isLost = true
    onLost(new Error(`${folder}: another process has taken over this folder`))
  }
  const take = () => lock(folder, { stale: staleMs, lockfilePath, onCompromised })
  const unlock = await take().catch(async (cause) => {
    if (cause.code === 'ELOCKED' && (await isDead(ownerPath))) {
      await rm(lockfilePath, { recursive: true, force: true })
      return take()
    }
    throw new Error(
      `${folder}: another process uses this folder. Stop that process, or choose another folder`,
      { cause },
    )
  })
  await writeFile(ownerPath, JSON.stringify({ pid: process.pid, host: hostname() }))
  return async () => {
    if (!isLost) await unlock()
  }
}

/** Whether the process that wrote the file is known to have ended. */
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
