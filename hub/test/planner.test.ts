import { Client } from 'pg'
import { pino } from 'pino'
import { webhookEventTypes } from 'prompt-webhooks'
import { version } from 'uuid'
import { expect, test } from 'vitest'
import { hasTools } from '../../test/support/tools.js'
import { exampleOf } from '../src/catalog.js'
import { openPglite } from '../src/database/open-pglite.js'
import { openPostgres } from '../src/database/open-postgres.js'
import { createHub } from '../src/index.js'
import { databases } from './databases.js'
import { startEndpoint } from './endpoint.js'
import { eventually } from './eventually.js'
import { startPostgres } from './postgres-server.js'

const logger = pino({ level: 'silent' })

/** What Postgres counted of a table, once all sessions have ended: each may report as late as then. */
async function countsOf(table: string, databaseUrl: string) {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  await eventually(async () => {
    const { rowCount } = await client.query(
      'SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    )
    return rowCount === 0
  })
  const { rows } = await client.query<{ updated: number; scanned: number }>(
    'SELECT n_tup_upd::int AS updated, seq_tup_read::int AS scanned FROM pg_stat_user_tables WHERE relname = $1',
    [table],
  )
  await client.end()
  return rows[0]
}

// Otherwise it would read all jobs to find each finished one.
test.each(databases)(
  'the planner of $name knows from the start that all jobs belong to one queue',
  async ({ start }) => {
    const server = await start()
    const { databaseUrl, dataFolder } = await server.create()
    const hub = await createHub({ databaseUrl, dataFolder, work: false, allow: ['127.0.0.1'] })
    await hub.webhooks.create({ url: 'http://127.0.0.1:9/' })
    await hub.publish(Array(1000).fill(exampleOf(webhookEventTypes[0])))
    await hub.close()
    const { pool, close } = databaseUrl
      ? await openPostgres(databaseUrl, 1, logger)
      : await openPglite(dataFolder, logger)
    const estimate = async (query: string) => {
      const { rows } = await pool.query(`EXPLAIN ${query}`)
      return Number(/rows=(\d+)/.exec(rows[0]['QUERY PLAN'])?.[1])
    }
    const all = 'SELECT FROM prompt_webhooks_queue.job'
    expect(await estimate(`${all} WHERE name = 'delivery'`)).toBe(await estimate(all))
    expect((await pool.query(all)).rows).toHaveLength(1000)
    await close()
    await server.stop()
  },
)

// In the order of random ids, each row would be on another page of an index: a backlog of 50,000 took a third
// longer on the embedded database.
test.each(databases)('the ids of deliveries and jobs of $name start with the time', async ({ start }) => {
  const server = await start()
  const { databaseUrl, dataFolder } = await server.create()
  const hub = await createHub({ databaseUrl, dataFolder, work: false, allow: ['127.0.0.1'] })
  await hub.webhooks.create({ url: 'http://127.0.0.1:9/' })
  const startedAt = Date.now()
  await hub.publish(Array(10).fill(exampleOf(webhookEventTypes[0])))
  const endedAt = Date.now()
  await hub.close()
  const { pool, close } = databaseUrl
    ? await openPostgres(databaseUrl, 1, logger)
    : await openPglite(dataFolder, logger)
  for (const table of ['prompt_webhooks.delivery', 'prompt_webhooks_queue.job']) {
    const { rows } = await pool.query<{ id: string }>(`SELECT id FROM ${table}`)
    expect(rows, table).toHaveLength(10)
    for (const { id } of rows) {
      expect(version(id), table).toBe(7)
      const time = Number.parseInt(id.replace('-', '').slice(0, 12), 16)
      expect(time, table).toBeGreaterThanOrEqual(startedAt)
      expect(time, table).toBeLessThanOrEqual(endedAt)
    }
  }
  await close()
  await server.stop()
})

// PGlite does not count the rows that it reads.
test.runIf(hasTools('Postgres'))(
  'publishing reads only its own idempotency keys, even with plans made for a small table',
  async () => {
    const server = await startPostgres({ fsync: 'off' })
    const databaseUrl = await server.createDatabase()
    await (await createHub({ databaseUrl, work: false })).close()
    const { pool, close } = await openPostgres(databaseUrl, 1, logger)
    const ended = 'prompt_webhooks.ended_session'
    await pool.query(`INSERT INTO ${ended} VALUES (gen_random_uuid(), now() - interval '1 day')`)
    const hub = await createHub({ databaseUrl, work: false })
    // The sweep at the start ends with sessions. It must not read what is published below.
    await eventually(async () => (await pool.query(`SELECT FROM ${ended}`)).rowCount === 0)
    for (let index = 0; index < 100; index++) {
      await hub.publish(exampleOf(webhookEventTypes[0]), { idempotencyKey: `${index}` })
    }
    await hub.close()
    await close()
    expect(await countsOf('idempotency_key', databaseUrl)).toEqual({ updated: 100, scanned: 0 })
    await server.stop()
  },
)

test.runIf(hasTools('Postgres'))(
  'recording results reads only the deliveries concerned, even with plans made for a small table',
  async () => {
    const server = await startPostgres({ fsync: 'off' })
    const databaseUrl = await server.createDatabase()
    const endpoint = await startEndpoint((_, response) => response.writeHead(204).end())
    const hub = await createHub({ databaseUrl, allow: ['127.0.0.1'] })
    await hub.webhooks.create({ url: endpoint.url })
    const deliver = async (count: number) => {
      await hub.publish(Array(count).fill(exampleOf(webhookEventTypes[0])))
      await eventually(
        async () => (await hub.deliveries.list({ state: 'pending' }, { limit: 1 })).items.length === 0,
      )
    }
    await deliver(1)
    // Now the planner knows that the table is small, and plans again.
    const { pool, close } = await openPostgres(databaseUrl, 1, logger)
    await pool.query('VACUUM ANALYZE prompt_webhooks.delivery')
    await close()
    await deliver(1)
    const count = 3000
    for (let index = 0; index < count; index += 1000) await deliver(1000)
    await hub.close()
    await endpoint.stop()
    // Loading hundreds of deliveries may scan the table, about 20 times. If recording scanned it too, it
    // would be over 100 times.
    expect((await countsOf('delivery', databaseUrl))?.scanned).toBeLessThan(50 * count)
    await server.stop()
  },
)
