import { EventEmitter } from 'node:events'
import { Pool } from 'pg'
import type { Logger } from 'pino'
import type { Database } from './database.js'
import { lockFolder } from './lock-folder.js'
import { closeFolder, createDatabase, explainStart } from './pglite-folder.js'
import { PgliteServer } from './pglite-server.js'

const vacuumIntervalMs = 60_000
const analyzeIntervalMs = 600_000

/**
 * Opens the embedded Postgres, in memory if no folder is given. It runs in its own thread, so that
 * statements do not block attempts and requests.
 *
 * @param fsync whether commits wait for the disk, so that they survive a power cut.
 * @throws {Error} if another process uses the folder, it holds something else, or its database does not
 * start.
 */
export async function openPglite(
  folder: string | undefined,
  logger: Logger,
  fsync = false,
): Promise<Database> {
  let server: PgliteServer | undefined
  let unlock = async () => {}
  if (folder !== undefined) {
    await closeFolder(folder)
    // Another process has the folder: two would destroy the database.
    unlock = await lockFolder(folder, (error) => server?.abandon(error))
  }
  const running = await startServer(folder, fsync, logger).catch(async (error) => {
    await unlock()
    throw error
  })
  server = running
  const pool = new Pool({
    stream: () => running.connect(),
    // PGlite has a single session.
    max: 1,
    user: 'postgres',
    database: 'postgres',
    ssl: false,
    pipeline: true,
  })
  // The pool replaces broken connections. Without an error listener, a connection that breaks would end the
  // process.
  pool.on('error', (error) => logger.warn({ err: error }, 'lost the connection to the embedded database'))
  pool.on('connect', (client) => client.on('error', () => {}))
  // PGlite has no autovacuum, so the space of finished jobs would never be reused.
  const vacuuming = setInterval(() => {
    pool.query('VACUUM').catch((error) => logger.warn({ err: error }, 'could not vacuum the database'))
  }, vacuumIntervalMs)
  // Nor does it keep the statistics without which the planner reads whole tables. The sample is a tenth of
  // what Postgres takes, because everything else waits for it.
  const analyzing = setInterval(() => {
    pool
      .query('SET default_statistics_target = 10')
      .then(() => pool.query('ANALYZE'))
      .catch((error) => logger.warn({ err: error }, 'could not analyze the database'))
  }, analyzeIntervalMs)
  const emitter = new EventEmitter().setMaxListeners(0)
  return {
    kind: 'pglite',
    pool,
    lost: running.lost,
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
      clearInterval(analyzing)
      await pool.end()
      await running.close()
      await unlock()
    },
  }
}

async function startServer(
  folder: string | undefined,
  fsync: boolean,
  logger: Logger,
): Promise<PgliteServer> {
  if (folder === undefined) return PgliteServer.start(folder, fsync, logger)
  await createDatabase(folder, fsync)
  return PgliteServer.start(folder, fsync, logger).catch(async (error) => {
    throw await explainStart(folder, error)
  })
}
