import type { Pool } from 'pg'
import type { Database } from './database.js'
import { migrations } from './migrations.js'
import { rowsOf } from './rows.js'
import { onConnection } from './transaction.js'

// The first eight bytes of the schema's name as a number, which no other program is likely to lock.
const advisoryLock = 0x70726f6d70745f77n.toString()

// Milliseconds for what a large database takes its time for, and other processes wait for: a day, which is no
// limit.
const query_timeout = 86_400_000

/** Runs a function under a database-wide lock. Processes that start at the same time wait for each other. */
export async function oneAtATime<Result>(
  { kind, pool }: Database,
  run: () => Promise<Result>,
): Promise<Result> {
  // Only one process can have the database open, and a second connection would wait forever.
  if (kind === 'pglite') return run()
  const client = await pool.connect()
  try {
    await client.query({ text: 'SELECT pg_advisory_lock($1)', values: [advisoryLock], query_timeout })
    return await run()
  } finally {
    // Closing the connection releases the lock.
    client.release(true)
  }
}

// Events from a dump of a server whose counter of transactions was ahead. Their numbers would come again
// here, and a follower would then get old events as new.
const withTransactionToCome = 'WHERE transaction >= pg_snapshot_xmax(pg_current_snapshot())'

/**
 * Migrates the schema to this version of the hub, and what a dump brought along to this server.
 *
 * @throws {Error} if the schema belongs to a later version.
 */
export async function migrate(pool: Pool): Promise<void> {
  await onConnection(pool, async (client) => {
    await client.query('BEGIN')
    await client.query('CREATE SCHEMA IF NOT EXISTS prompt_webhooks')
    await client.query('CREATE TABLE IF NOT EXISTS prompt_webhooks.version (version integer NOT NULL)')
    const [row] = await rowsOf<{ version: number }>(client, 'SELECT version FROM prompt_webhooks.version')
    const version = row?.version ?? 0
    if (version > migrations.length) {
      throw new Error(
        `The database schema has version ${version}, but this hub supports up to ${migrations.length}. Update the hub`,
      )
    }
    for (const statements of migrations.slice(version))
      await client.query({ text: statements, query_timeout })
    if (!row) await client.query('INSERT INTO prompt_webhooks.version VALUES ($1)', [migrations.length])
    else await client.query('UPDATE prompt_webhooks.version SET version = $1', [migrations.length])
    // An update would wait for a lock on the table, such as that of CREATE INDEX, at each start. In order, so
    // that it is found by the index even if the table was just restored and has no statistics.
    const search = `SELECT FROM prompt_webhooks.event ${withTransactionToCome} ORDER BY transaction DESC LIMIT 1`
    const found = await client.query({ text: search, query_timeout })
    if (found.rows.length) {
      const text = `UPDATE prompt_webhooks.event SET transaction = '0' ${withTransactionToCome}`
      await client.query({ text, query_timeout })
    }
    await client.query('COMMIT')
  })
}
