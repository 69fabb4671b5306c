import type { Pool, PoolClient } from 'pg'

// The name of each prepared statement by its text; there are a few dozen.
const names = new Map<string, string>()

/** Runs statements: the pool, or the client of a transaction. */
export interface Queryable {
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>
  /**
   * For the last statement of a transaction: sends `COMMIT` together with it, which saves a round trip. If
   * the statement fails, Postgres rolls back.
   */
  readonly last?: Queryable
}

/** Runs a function in a transaction, which is rolled back if the function throws. */
export function transaction<Result>(
  pool: Pool,
  run: (client: Queryable) => Promise<Result>,
): Promise<Result> {
  return runBetween(pool, 'BEGIN', run)
}

// So that every plan looks rows up by their keys. Plans are made while tables are small, when reading a whole
// table looks cheapest, and are kept when it has grown.
const beginPlanned = [
  'BEGIN',
  'SET LOCAL plan_cache_mode = force_generic_plan',
  'SET LOCAL enable_seqscan = off',
  'SET LOCAL enable_hashjoin = off',
  'SET LOCAL enable_mergejoin = off',
].join('; ')

/**
 * A transaction whose statements are parsed and planned once per connection, because planning takes up to
 * half of their time. Use it only for inserts, and for statements that find rows by an index.
 */
export function plannedTransaction<Result>(
  pool: Pool,
  run: (client: Queryable) => Promise<Result>,
): Promise<Result> {
  return runBetween(pool, beginPlanned, (client, commit) => {
    const statements = prepared(client)
    let hasEnded = false
    const query: Queryable['query'] = async (text, values) => {
      // What is sent after `COMMIT` would be a transaction of its own.
      if (hasEnded) throw new Error('The transaction has ended')
      return statements.query(text, values)
    }
    const last: Queryable = {
      query(text, values) {
        const result = query(text, values)
        hasEnded = true
        commit()
        return result
      },
    }
    return run({ query, last })
  })
}

function prepared(client: PoolClient): Queryable {
  return {
    query(text, values) {
      if (!values) return client.query(text)
      const name = names.get(text) ?? `hub_${names.size}`
      names.set(text, name)
      return client.query({ name, text, values })
    },
  }
}

function runBetween<Result>(
  pool: Pool,
  begin: string,
  run: (client: PoolClient, commit: () => Promise<unknown>) => Promise<Result>,
): Promise<Result> {
  return onConnection(pool, async (client) => {
    // Not awaited: the first statement is sent together with it.
    const begun = client.query(begin)
    begun.catch(() => {})
    let committed: Promise<unknown> | undefined
    function commit(): Promise<unknown> {
      committed ??= client.query('COMMIT')
      committed.catch(() => {})
      return committed
    }
    const result = await run(client, commit)
    await begun
    await commit()
    return result
  })
}

/**
 * Runs a function on a connection of its own. If it throws, a transaction that it left open is rolled back.
 */
export async function onConnection<Result>(
  pool: Pool,
  run: (client: PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    return await run(client)
  } catch (error) {
    // A connection that cannot roll back must not return to the pool.
    await client.query('ROLLBACK').catch((failure: Error) => {
      broken = failure
    })
    throw error
  } finally {
    client.release(broken)
  }
}
