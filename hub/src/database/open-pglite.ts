import { EventEmitter } from 'node:events'
import { mkdir } from 'node:fs/promises'
import { PGlite } from '@electric-sql/pglite'
import { createPgConfig } from '@electric-sql/pglite/node-postgres'
import { Pool } from 'pg'
import type { Logger } from 'pino'
import type { Database } from './database.js'
import { lockFolder } from './lock-folder.js'

const vacuumIntervalMs = 60_000

/**
 * Opens the embedded Postgres, in memory if there is no folder.
 *
 * @throws {Error} if another process has the folder.
 */
export async function openPglite(folder: string | undefined, logger: Logger): Promise<Database> {
  if (folder !== undefined) await mkdir(folder, { recursive: true, mode: 0o700 })
  const unlock = folder === undefined ? async () => {} : await lockFolder(folder)
  const lite = await PGlite.create(folder).catch(async (error) => {
    await unlock()
    throw error
  })
  const pool = new Pool(createPgConfig(lite))
  // A server does this by itself; here the space of jobs that are done would never be used again.
  const vacuuming = setInterval(() => {
    pool.query('VACUUM').catch((error) => logger.warn({ err: error }, 'the database was not vacuumed'))
  }, vacuumIntervalMs)
  const emitter = new EventEmitter().setMaxListeners(0)
  return {
    kind: 'pglite',
    pool,
    // No other process can have it open, so a signal need not go through the database.
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
      await lite.close()
      await unlock()
    },
  }
}
