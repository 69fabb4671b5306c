import type { Pool } from 'pg'
import type { Database } from './database.js'
import { migrations } from './migrations.js'
import { rowsOf } from './rows.js'
import { transaction } from './transaction.js'

// The first eight letters of the schema's name, as a number: nobody else is likely to lock the same one.
const advisoryLock = 0x70726f6d70745f77n.toString()

/** Runs while no other process on the database does: processes that start at the same time wait for one another. */
export async function oneAtATime<Result>(
  { kind, pool }: Database,
  run: () => Promise<Result>,
): Promise<Result> {
  // There is no other, and but one connection.
  if (kind === 'pglite') return run()
  const client = await pool.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [advisoryLock])
    return await run()
  } finally {
    // With the connection the lock goes.
    client.release(true)
  }
}

/**
 * Brings the schema to this version's.
 *
 * @throws {Error} if the schema is a later version's.
 */
export async function migrate(pool: Pool): Promise<void> {
  await transaction(pool, async (client) => {
    await client.query('CREATE SCHEMA IF NOT EXISTS prompt_webhooks')
    await client.query('CREATE TABLE IF NOT EXISTS prompt_webhooks.version (version integer NOT NULL)')
    const [row] = await rowsOf<{ version: number }>(client, 'SELECT version FROM prompt_webhooks.version')
    const version = row?.version ?? 0
    if (version > migrations.length) {
      throw new Error(
        `The database is of a later version of the hub (${version}, this one knows ${migrations.length}): update the hub`,
      )
    }
    for (const statements of migrations.slice(version)) await client.query(statements)
    if (!row) await client.query('INSERT INTO prompt_webhooks.version VALUES ($1)', [migrations.length])
    else await client.query('UPDATE prompt_webhooks.version SET version = $1', [migrations.length])
  })
}
