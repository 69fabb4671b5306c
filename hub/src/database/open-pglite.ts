import { fork } from 'node:child_process'
import { EventEmitter, once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { Pool } from 'pg'
import type { Logger } from 'pino'
import type { Database } from './database.js'
import { lockFolder } from './lock-folder.js'
import { PgliteStream } from './pglite-stream.js'

const vacuumIntervalMs = 60_000

/**
 * Opens the embedded Postgres, in memory if no folder is given. It runs in a thread of its own, so that
 * statements do not block attempts and requests.
 *
 * @param fsync whether commits wait for the disk, so that they survive a power cut.
 * @throws {Error} if another process uses the folder.
 */
export async function openPglite(
  folder: string | undefined,
  logger: Logger,
  fsync = false,
): Promise<Database> {
  if (folder !== undefined) await mkdir(folder, { recursive: true, mode: 0o700 })
  const unlock = folder === undefined ? async () => {} : await lockFolder(folder)
  const thread = await startThread(folder, fsync).catch(async (error) => {
    await unlock()
    throw error
  })
  thread.on('error', (error) => logger.fatal({ err: error }, 'the embedded database crashed'))
  const pool = new Pool({
    stream: () => new PgliteStream(thread),
    // PGlite has a single session.
    max: 1,
    user: 'postgres',
    database: 'postgres',
    ssl: false,
    pipeline: true,
  })
  pool.on('error', (error) => logger.warn({ err: error }, 'lost the connection to the embedded database'))
  // PGlite has no autovacuum, so the space of finished jobs would never be reused.
  const vacuuming = setInterval(() => {
    pool.query('VACUUM').catch((error) => logger.warn({ err: error }, 'could not vacuum the database'))
  }, vacuumIntervalMs)
  const emitter = new EventEmitter().setMaxListeners(0)
  return {
    kind: 'pglite',
    pool,
    // No other process can have the database open, so signals stay in this process.
    signals: {
      send: (channel, payload = '') => setImmediate(() => emitter.emit(channel, payload)),
      on(channel, listener) {
        emitter.on(channel, listener)
        return () => emitter.off(channel, listener)
      },
    },
    async close() {
      clearInterval(vacuuming)
      await pool.end()
      const exit = once(thread, 'exit')
      thread.postMessage('close')
      await exit
      await unlock()
    },
  }
}

async function startThread(folder: string | undefined, fsync: boolean): Promise<Worker> {
  if (folder !== undefined && !existsSync(join(folder, 'PG_VERSION'))) await createFolder(folder, fsync)
  const thread = new Worker(new URL('pglite-thread.js', import.meta.url), {
    workerData: { folder, fsync },
    // The thread must not inherit options such as `--eval` of this process.
    execArgv: [],
  })
  await once(thread, 'message')
  return thread
}

async function createFolder(folder: string, fsync: boolean): Promise<void> {
  const child = fork(new URL('create-pglite-folder.js', import.meta.url), [folder, `${fsync}`], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let output = ''
  child.stderr?.on('data', (data) => {
    output += data
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`${folder}: could not create the database: ${output.trim()}`)
}
