import { readFile, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { lock } from 'proper-lockfile'

// Must be longer than a busy process takes to renew its lock.
const staleMs = 60_000
// A start holds its own lock for milliseconds. One that was killed in that time holds up others this long.
const startStaleMs = 5000

/**
 * Locks a folder against other processes, because two processes on one PGlite folder destroy it. The lock of
 * a dead process on this machine is released at once; that of another machine when it becomes stale. A host
 * name stands for a machine: two containers that share a folder need different ones.
 *
 * @param onLost called if another process takes the lock anyway, for instance after this one was
 * suspended.
 * @returns a function that releases the lock.
 * @throws {Error} if another process, or another hub of this process, holds the lock.
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
  const takeFromDead = async (): Promise<() => Promise<void>> => {
    const unlock = await take().catch(async (cause) => {
      if (cause.code !== 'ELOCKED' || !(await isDead(ownerPath))) throw cause
      await rm(lockfilePath, { recursive: true, force: true })
      return take()
    })
    await writeFile(ownerPath, JSON.stringify(await thisProcess()))
    return unlock
  }
  const unlock = await startAlone(folder, takeFromDead).catch((cause) => {
    if (cause.code !== 'ELOCKED') throw cause
    throw new Error(
      `${folder}: another process uses this folder. Stop that process, or choose another folder`,
      { cause },
    )
  })
  return async () => {
    if (!isLost) await unlock()
  }
}

/**
 * Runs a function while no other start does on this folder. Two starts that find the same dead owner would
 * otherwise both remove a lock, the second one that of the first. So would one that finds a new lock beside
 * the name of the owner before.
 */
async function startAlone<Result>(folder: string, run: () => Promise<Result>): Promise<Result> {
  const end = await lock(join(folder, 'hub.start'), {
    realpath: false,
    stale: startStaleMs,
    retries: { retries: 500, minTimeout: 20, maxTimeout: 20 },
    // Then `end` fails, and the start with it.
    onCompromised: () => {},
  })
  try {
    return await run()
  } finally {
    await end()
  }
}

interface Owner {
  readonly pid: number
  readonly host: string
  /** When the process started, because another process may have its pid later. `undefined` if unknown. */
  readonly started?: string | undefined
}

/** The same in all threads of the process. */
async function thisProcess(): Promise<Owner> {
  return { pid: process.pid, host: hostname(), started: await startOf(process.pid) }
}

/** Whether the process that wrote the file is known to have ended. */
async function isDead(ownerPath: string): Promise<boolean> {
  try {
    const { pid, host, started }: Owner = JSON.parse(await readFile(ownerPath, 'utf8'))
    if (host !== hostname()) return false
    // In a container the hub has the same pid after each restart.
    const startedNow = await startOf(pid)
    if (started && startedNow && started !== startedNow) return true
    process.kill(pid, 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}

/** When a process started, in ticks since the machine did. Returns `undefined` where there is no `/proc`. */
async function startOf(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  // The name of the program comes before, in parentheses, and may contain anything.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
}
