// JavaScript, not TypeScript, because a thread and a child process load it directly, also when the hub runs
// from its sources.
import { fsyncSync } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'

const startParams = [
  ...PGlite.defaultStartParams,
  // PGlite's own 128 MB stay in memory for good, and make nothing faster.
  ...['-c', 'shared_buffers=8MB'],
  // A recycled segment keeps its old content, which may be a secret from before it was encrypted.
  ...['-c', 'wal_recycle=off'],
]
// PGlite turns fsync off, and its usual method, fdatasync, does nothing.
const synced = ['-c', 'fsync=on', '-c', 'wal_sync_method=fsync']

// What Postgres says before it ends. PGlite would go on with whatever is left.
const lastWords = /^(?:[-\d]+ [.:\d]+ \w+ \[\d+\] (?:FATAL|PANIC): {2}|postgres: )(.+)/

/** A folder whose writes reach the disk when Postgres asks for it. PGlite's own folder ignores that. */
class SyncedFolder extends NodeFS {
  /**
   * @override
   * @type {NodeFS['init']}
   */
  async init(lite, options) {
    const { emscriptenOpts } = await super.init(lite, options)
    const fsync = (/** @type {{ nfd?: number }} */ { nfd }) => {
      if (nfd !== undefined) fsyncSync(nfd)
      return 0
    }
    const addFsync = (/** @type {any} */ module) => Object.assign(module.NODEFS.stream_ops, { fsync })
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), addFsync] } }
  }
}

/**
 * Opens PGlite, in memory if no folder is given.
 * @param {{ folder?: string | undefined, fsync: boolean, onFatal?: (reason: string) => void,
 *   onDiskFull?: () => void }} options
 * `fsync`: whether commits wait for the disk. `onFatal`: called when Postgres gives up. The instance must not
 * be used or closed after that. `onDiskFull`: called when a write found no space.
 * @throws {Error} that says why Postgres does not start.
 */
export async function openInstance({ folder, fsync, onFatal, onDiskFull }) {
  /** @type {string | undefined} */
  let reason
  const onStderr = (/** @type {string} */ line) => {
    if (line.includes('No space left on device')) onDiskFull?.()
    const [, words] = lastWords.exec(line) ?? []
    if (words === undefined) return true
    reason ??= words
    onFatal?.(words)
    return true
  }
  const options = {
    startParams: folder !== undefined && fsync ? [...startParams, ...synced] : startParams,
    onStderr,
  }
  try {
    if (folder === undefined) return await PGlite.create(options)
    return await PGlite.create({ ...options, fs: fsync ? new SyncedFolder(folder) : new NodeFS(folder) })
  } catch (cause) {
    // What Emscripten throws is not always an error.
    const { message } = /** @type {{ message?: string }} */ (cause)
    throw new Error(reason ?? message ?? 'PGlite does not say why', { cause })
  }
}
