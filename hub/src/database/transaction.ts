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

const beginPlanned = 'BEGIN; SET LOCAL plan_cache_mode = force_generic_plan'

/**
 * A transaction whose statements are parsed and planned once per connection, because planning takes up to
 * half of their time. Use it only for inserts and for lookups by a list of keys: a join that was planned
 * while its table was small would keep reading the whole table.
 */
export function plannedTransaction<Result>(
  pool: Pool,
  run: (client: Queryable) => Promise<Result>,
): Promise<Result> {
  return runPlanned(pool, beginPlanned, run)
}

/**
 * A planned transaction whose statements find every row of a large table by an index, also in joins, however
 * small the table was when they were planned.
 */
export function keyedTransaction<Result>(
  pool: Pool,
  run: (client: Queryable) => Promise<Result>,
): Promise<Result> {
  // A plan without an index counts as so expensive that Postgres would compile it, for a fifth of a second.
  const off = ['enable_seqscan', 'enable_hashjoin', 'enable_mergejoin', 'jit']
  return runPlanned(pool, [beginPlanned, ...off.map((name) => `SET LOCAL ${name} = off`)].join('; '), run)
}

function runPlanned<Result>(
  pool: Pool,
  begin: string,
  run: (client: Queryable) => Promise<Result>,
): Promise<Result> {
  return runBetween(pool, begin, (client, commit) => {
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
