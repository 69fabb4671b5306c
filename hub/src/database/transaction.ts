import type { Pool, PoolClient } from 'pg'

// The name of each prepared statement by its text; there are a few dozen.
const names = new Map<string, string>()

/** Runs statements: the pool, or the client of a transaction. */
export interface Queryable {
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>
  /** See `TransactionClient`. */
  readonly last?: Queryable
}

export interface TransactionClient extends Queryable {
  /**
   * For the last statement of the transaction: sends `COMMIT` together with it, which saves a round trip. If
   * the statement fails, Postgres rolls back.
   */
  readonly last: Queryable
}

/** Runs a function in a transaction, which is rolled back if the function throws. */
export function transaction<Result>(
  pool: Pool,
  run: (client: TransactionClient) => Promise<Result>,
): Promise<Result> {
  return runBetween(pool, 'BEGIN', unprepared, run)
}

const beginPlanned = 'BEGIN; SET LOCAL plan_cache_mode = force_generic_plan'

/**
 * A transaction whose statements are parsed and planned once per connection, because planning takes up to
 * half of their time. Use it only for inserts and for lookups by a list of keys: a join that was planned
 * while its table was small would keep reading the whole table.
 */
export function plannedTransaction<Result>(
  pool: Pool,
  run: (client: TransactionClient) => Promise<Result>,
): Promise<Result> {
  return runBetween(pool, beginPlanned, prepared, run)
}

/**
 * A planned transaction whose statements find every row of a large table by an index, also in joins, however
 * small the table was when they were planned.
 */
export function keyedTransaction<Result>(
  pool: Pool,
  run: (client: TransactionClient) => Promise<Result>,
): Promise<Result> {
  // A plan without an index counts as so expensive that Postgres would compile it, for a fifth of a second.
  const off = ['enable_seqscan', 'enable_hashjoin', 'enable_mergejoin', 'jit']
  const begin = [beginPlanned, ...off.map((name) => `SET LOCAL ${name} = off`)].join('; ')
  return runBetween(pool, begin, prepared, run)
}

/** @param send returns what runs a statement on a connection. */
function runBetween<Result>(
  pool: Pool,
  begin: string,
  send: (connection: PoolClient) => Queryable['query'],
  run: (client: TransactionClient) => Promise<Result>,
): Promise<Result> {
  return onConnection(pool, async (connection, release) => {
    // Not awaited: the first statement is sent together with it.
    const begun = connection.query(begin)
    begun.catch(() => {})
    const sendStatement = send(connection)
    let committed: Promise<unknown> | undefined
    function commit(): Promise<unknown> {
      if (committed) return committed
      committed = connection.query('COMMIT')
      committed.catch(() => {})
      // Then the next statements wait in the database until it has committed. Otherwise it would wait for
      // this process.
      if (isLastConnection(pool)) release()
      return committed
    }
    const query: Queryable['query'] = async (text, values) => {
      // What is sent after `COMMIT` would be part of another transaction.
      if (committed) throw new Error('The transaction has ended')
      return sendStatement(text, values)
    }
    const last: Queryable = {
      query(text, values) {
        const result = query(text, values)
        commit()
        return result
      },
    }
    const result = await run({ query, last })
    await begun
    await commit()
    return result
  })
}

// After an error, each other statement of the transaction fails with this code.
const transactionAborted = '25P02'

/**
 * Statements that do not wait for each other, so that the database does not wait for this process. If one
 * fails, waits for the others, so that none is sent after the rollback, and throws the error of the one that
 * failed by itself.
 */
export async function allOf<const Statements extends readonly Promise<unknown>[]>(statements: Statements) {
  const settled = await Promise.allSettled(statements)
  const errors = settled.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []))
  // Their answers arrive together, so the order of their promises does not tell.
  if (errors.length) throw errors.find((error) => error?.code !== transactionAborted) ?? errors[0]
  return Promise.all(statements)
}

/** Whether the next transaction would have to wait for the connection of this one. */
function isLastConnection({ options, totalCount, idleCount }: Pool): boolean {
  return idleCount === 0 && totalCount >= options.max
}

function unprepared(connection: PoolClient): Queryable['query'] {
  return (text, values) => connection.query(text, values)
}

function prepared(connection: PoolClient): Queryable['query'] {
  return (text, values) => {
    if (!values) return connection.query(text)
    const name = names.get(text) ?? `hub_${names.size}`
    names.set(text, name)
    return connection.query({ name, text, values })
  }
}

/**
 * Runs a function on its own connection. If it throws, a transaction that it left open is rolled back.
 *
 * @param run may release the connection before it returns, if no transaction is open after the statements
 * that it has sent.
 */
export async function onConnection<Result>(
  pool: Pool,
  run: (connection: PoolClient, release: () => void) => Promise<Result>,
): Promise<Result> {
  const connection = await pool.connect()
  let isReleased = false
  function release(broken?: Error): void {
    if (!isReleased) connection.release(broken)
    isReleased = true
  }
  try {
    return await run(connection, release)
  } catch (error) {
    // A connection that cannot roll back must not return to the pool.
    if (!isReleased) await connection.query('ROLLBACK').catch(release)
    throw error
  } finally {
    release()
  }
}
