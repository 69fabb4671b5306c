import type { Pool, PoolClient } from 'pg'

// Of each statement's text: there are a few dozen.
const names = new Map<string, string>()

/** What runs statements: the pool, or the client of a transaction. */
export interface Queryable {
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>
}

/** A client whose statements are parsed once for each connection: they are the same few all the time. */
export function prepared(client: PoolClient): Queryable {
  return {
    query(text, values) {
      if (!values) return client.query(text)
      const name = names.get(text) ?? `hub_${names.size}`
      names.set(text, name)
      return client.query({ name, text, values })
    },
  }
}

/** Runs within a transaction, which is rolled back if it throws. */
export async function transaction<Result>(
  pool: Pool,
  run: (client: Queryable) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query('BEGIN')
    const result = await run(prepared(client))
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
