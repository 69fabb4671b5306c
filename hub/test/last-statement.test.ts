import { Pool } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '../src/database/database.js'
import { plannedTransaction, type Queryable, type TransactionClient } from '../src/database/transaction.js'
import { databases, type TestDatabases } from './databases.js'
import { eventually } from './eventually.js'
import { openDatabase } from './open-database.js'

describe.each(databases)('the last statement of a transaction, on $name', ({ name, start }) => {
  let server: TestDatabases
  let database: Database
  beforeAll(async () => {
    server = await start()
    database = await openDatabase(await server.create())
    await database.pool.query('CREATE TABLE number (value integer NOT NULL)')
  })
  afterAll(async () => {
    await database.close()
    await server.stop()
  })
  beforeEach(() => database.pool.query('DELETE FROM number'))

  const insert = 'INSERT INTO number VALUES ($1)'
  const stored = async () => {
    const { rows } = await database.pool.query('SELECT value FROM number ORDER BY value')
    return rows.map(({ value }) => value)
  }

  test('commits everything before the function has returned', async () => {
    await plannedTransaction(database.pool, async (client) => {
      await client.query(insert, [1])
      await client.last.query(insert, [2])
      // The embedded database has one connection only, which must be free again for this.
      await eventually(async () => (await stored()).length === 2)
    })
    expect(await stored()).toEqual([1, 2])
  })

  /** Whether a transaction hands its connection on before it has committed. */
  const handsOn = (pool: Pool) =>
    plannedTransaction(pool, async (client) => {
      const { idleCount } = pool
      const inserting = client.last.query('SELECT $1::int', [1])
      const handsOn = pool.idleCount > idleCount
      await inserting
      return handsOn
    })

  test.runIf(name === 'PGlite')('hands on the only connection before it has committed', async () => {
    expect(await handsOn(database.pool)).toBe(true)
  })

  // What the other one of two connections does.
  test.runIf(name === 'Postgres').each([
    ['is not open yet', false],
    ['is idle', false],
    ['is in use', true],
  ])('if another connection %s, hands on its own early: %s', async (state, expected) => {
    const { databaseUrl } = await server.create()
    const pool = new Pool({ connectionString: databaseUrl, max: 2 })
    const others = state === 'is not open yet' ? [] : [await pool.connect(), await pool.connect()]
    const inUse = state === 'is in use' ? others.pop() : undefined
    for (const other of others) other.release()
    expect(await handsOn(pool)).toBe(expected)
    inUse?.release()
    await pool.end()
  })

  test('rolls everything back if it fails', async () => {
    const run = plannedTransaction(database.pool, async (client) => {
      await client.query(insert, [1])
      await client.last.query(insert, [null])
    })
    await expect(run).rejects.toThrow('not-null')
    expect(await stored()).toEqual([])
  })

  test('lets the next transaction use the connection at once, and leaves it alone if it fails', async () => {
    const failing = plannedTransaction(database.pool, (client) => client.last.query(insert, [null]))
    const hasFailed = expect(failing).rejects.toThrow('not-null')
    const next = plannedTransaction(database.pool, async (client) => {
      await client.query(insert, [1])
      await hasFailed
      await client.query(insert, [2])
    })
    await next
    expect(await stored()).toEqual([1, 2])
  })

  test.each<[string, (client: TransactionClient) => Queryable]>([
    ['a statement', (client) => client],
    ['another last one', (client) => client.last],
  ])('cannot be followed by %s', async (_, next) => {
    const run = plannedTransaction(database.pool, async (client) => {
      await client.last.query(insert, [1])
      await next(client).query(insert, [2])
    })
    await expect(run).rejects.toThrow('The transaction has ended')
    expect(await stored()).toEqual([1])
  })

  test('need not be marked', async () => {
    await plannedTransaction(database.pool, (client) => client.query(insert, [1]))
    expect(await stored()).toEqual([1])
  })
})
