import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../src/database/database.js'
import { keyedTransaction, plannedTransaction } from '../src/database/transaction.js'
import { databases, type TestDatabases } from './databases.js'
import { openDatabase } from './open-database.js'

describe.each(databases)('plans that are kept, on $name', ({ start }) => {
  let server: TestDatabases
  let database: Database
  beforeAll(async () => {
    server = await start()
    database = await openDatabase(await server.create())
  })
  afterAll(async () => {
    await database.close()
    await server.stop()
  })

  async function fill(rows: number) {
    await database.pool.query('DROP TABLE IF EXISTS item')
    await database.pool.query('CREATE TABLE item (id integer PRIMARY KEY, state text)')
    await database.pool.query("INSERT INTO item SELECT *, 'new' FROM generate_series(1, $1::int)", [rows])
    await database.pool.query('VACUUM ANALYZE item')
  }
  const explain = (run: typeof plannedTransaction, statement: string) =>
    run(database.pool, async (client) => {
      const { rows } = await client.query(`EXPLAIN ${statement}`)
      return rows.map((row) => Object.values(row as object).join()).join('\n')
    })

  // For one row, reading all is cheapest; for a hundred of a hundred, a hash or a merge.
  test.each([1, 100])(
    'recording looks up by key in a table of %d rows, so also later in a large one',
    async (rows) => {
      await fill(rows)
      const update = `UPDATE item SET state = change.state
      FROM json_to_recordset('[]') AS change (id integer, state text) WHERE item.id = change.id`
      const plan = await explain(keyedTransaction, update)
      expect(plan).toMatch(/Nested Loop.*Index Scan using item_pkey on item/s)
      expect(plan).not.toMatch(/Seq Scan|Hash Join|Merge Join/)
    },
  )

  test('a statement of them that has no index is not compiled', async () => {
    const jit = await keyedTransaction(database.pool, (client) => client.query('SHOW jit'))
    expect(jit.rows).toEqual([{ jit: 'off' }])
  })

  test('publishing may read all of a small table, for which nothing is compiled', async () => {
    await fill(10)
    const plan = await explain(plannedTransaction, "SELECT FROM item WHERE state = 'new'")
    expect(plan).toMatch(/^Seq Scan on item {2}\(cost=\S+\.\.\d\.\d+ /)
  })
})
