import type { Pool, PoolClient } from 'pg'

// Of each statement's text: there are a few dozen.
const names = new Map<string, string>()

/** What runs statements: the pool, or the client of a transaction. */
export interface Queryable {
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>
}

/** Runs within a transaction, which is rolled back if it throws. */
export function transaction<Result>(
  pool: Pool,
  run: (client: Queryable) => Promise<Result>,
): Promise<Result> {
  return runBetween(pool, 'BEGIN', run)
}

/**
 * A transaction whose statements find each row by its key. For a hundred of them the database would rather read a table of thousands, which takes
 * longer.
 */
export function keyedTransaction<Result>(
  pool: Pool,
  run: (client: Queryable) => Promise<Result>,
): Promise<Result> {
  const begin = 'BEGIN; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off'
  return runBetween(pool, begin, run)
}

/**
 * A transaction whose statements are parsed and planned once for each connection. Only for such as insert, or find by a constant list of keys: a
 * join with a large table was planned when that was small, and then reads all of it each time.
 */
export function plannedTransaction<Result>(
  pool: Pool,
  run: (client: Queryable) => Promise<Result>,
): Promise<Result> {
  return runBetween(pool, 'BEGIN; SET LOCAL plan_cache_mode = force_generic_plan', (client) =>
    run(prepared(client)),
  )
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

async function runBetween<Result>(
  pool: Pool,
  begin: string,
  run: (client: PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    // The first statement need not wait for it.
    const begun = client.query(begin)
    begun.catch(() => {})
    const result = await run(client)
    await begun
    await client.query('COMMIT')
    return result
  } catch (error) {
    // A connection that cannot even roll back is not given to the next.
    await client.query('ROLLBACK').catch((failure: Error) => {
      broken = failure
    })
    throw error
  } finally {
    client.release(broken)
  }
}
