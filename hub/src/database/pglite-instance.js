// JavaScript, not TypeScript, because a thread and a child process load it directly, also when the hub runs
// from its sources.
import { fsyncSync } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'

// PGlite's own 128 MB stay in memory for good, and make nothing faster.
const sharedBuffers = ['-c', 'shared_buffers=8MB']
// PGlite turns fsync off, and its usual method, fdatasync, does nothing.
const synced = ['-c', 'fsync=on', '-c', 'wal_sync_method=fsync']

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
 * @param {{ folder?: string | undefined, fsync: boolean }} options `fsync`: whether commits wait for the disk.
 */
export function openInstance({ folder, fsync }) {
  const startParams = [...PGlite.defaultStartParams, ...sharedBuffers]
  if (folder === undefined) return PGlite.create({ startParams })
  return fsync
    ? PGlite.create({ fs: new SyncedFolder(folder), startParams: [...startParams, ...synced] })
    : PGlite.create({ fs: new NodeFS(folder), startParams })
}
