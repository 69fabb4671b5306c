import { fork } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, readdir, rm, stat, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

// The hub's own files in the folder: the lock, and this mark of an unfinished database.
const ownFile = /^hub\./
const unfinished = 'hub.creating'

// Bytes that the database needs at least to start: one segment of its log.
const minFreeBytes = 16 * 2 ** 20

/**
 * Makes the folder of the embedded database, if it is missing, and closes it to other users of the machine:
 * the files in it hold secrets, and PGlite lets everybody write to them.
 *
 * @throws {Error} if it holds something else than a database, or belongs to another user.
 */
export async function closeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const names = await readdir(folder)
  const isOurs = names.includes('PG_VERSION') || names.includes(unfinished) || names.every(isOwnFile)
  if (!isOurs) {
    throw new Error(`${folder}: holds files that are not a database. Choose an empty folder, or a new one`)
  }
  // Windows has no such bits: a new folder inherits who may use it.
  if (process.platform === 'win32' || ((await stat(folder)).mode & 0o077) === 0) return
  await chmod(folder, 0o700).catch((cause) => {
    const what = 'other users can read the secrets in it, and this user may not change that'
    throw new Error(`${folder}: ${what}. Run the hub as its owner, or choose another folder`, { cause })
  })
}

/** Creates the database, unless the folder has one. Starts over if an earlier process did not finish. */
export async function createDatabase(folder: string, fsync: boolean): Promise<void> {
  const names = await readdir(folder)
  if (names.includes('PG_VERSION') && !names.includes(unfinished)) return
  await writeFile(join(folder, unfinished), '')
  for (const name of names) if (!isOwnFile(name)) await rm(join(folder, name), { recursive: true })
  const child = fork(new URL('create-pglite-folder.js', import.meta.url), [folder, `${fsync}`], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let output = ''
  child.stderr?.on('data', (data) => {
    output += data
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw await explainStart(folder, new Error(output.trim()))
  await rm(join(folder, unfinished))
}

/** Says why a database does not start, and the way out. */
export async function explainStart(folder: string, cause: Error): Promise<Error> {
  const { bavail, bsize } = await statfs(folder)
  const what = `${folder}: the embedded database does not start: ${cause.message}`
  const wayOut =
    bavail * bsize < minFreeBytes
      ? 'Its disk is full. Free some space and start again: nothing that was accepted is lost'
      : 'If the folder is damaged, replace it with your last copy of it, or choose a new folder'
  return new Error(`${what}. ${wayOut}`, { cause })
}

function isOwnFile(name: string): boolean {
  return ownFile.test(name)
}
