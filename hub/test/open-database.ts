import { pino } from 'pino'
import type { Database } from '../src/database/database.js'
import { openPglite } from '../src/database/open-pglite.js'
import { openPostgres } from '../src/database/open-postgres.js'
import type { DatabaseOptions } from './databases.js'

/** Opens the database of a hub, without the hub. An embedded one must not be open. */
export function openDatabase({ databaseUrl, dataFolder }: DatabaseOptions): Promise<Database> {
  const logger = pino({ level: 'silent' })
  return databaseUrl === undefined ? openPglite(dataFolder, logger) : openPostgres(databaseUrl, 5, logger)
}
