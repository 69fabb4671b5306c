import type { Database } from './database.js'

/**
 * Erases what a table of the embedded database held before its rows were updated: old versions of rows in
 * its file, and all of the log. A server's log, replicas and backups are out of reach.
 */
export async function eraseOldRows({ kind, pool }: Database, table: string): Promise<void> {
  if (kind !== 'pglite') return
  await pool.query(`VACUUM FULL ${table}`)
  await pool.query('SELECT pg_switch_wal()')
  // Deletes the old file, and the segments of the log before the current one.
  await pool.query('CHECKPOINT')
}
