import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { databases, type TestDatabases } from './databases.js'
import { example, hubOnDatabase } from './engine/hub-on-database.js'
import { openDatabase } from './open-database.js'

// The embedded database has one connection, so that no caller has its own transaction.
describe.each(databases.filter(({ name }) => name === 'Postgres'))('$name', ({ start }) => {
  let server: TestDatabases
  beforeAll(async () => {
    server = await start()
  })
  afterAll(() => server.stop())

  test('while a caller keeps a transaction open, attempts fail, settings are saved, and others recover', async () => {
    let status = 500
    const options = { retryDelay: () => 1, failuresBeforeRest: 1e6 }
    await using all = await hubOnDatabase(server, options, (_, response) => response.writeHead(status).end())
    const { hub, webhook } = all
    const { pool, close } = await openDatabase(all.database)
    const client = await pool.connect()
    await client.query('BEGIN')
    const { deliveryIds } = await hub.publish(example, { client })
    expect(deliveryIds).toHaveLength(1)

    const [id = ''] = await all.publish()
    expect((await all.inState(id, 'retrying')).attempts).toBeGreaterThan(0)
    const { description } = await hub.webhooks.update(webhook.id, { description: 'saved' })
    expect(description).toBe('saved')
    status = 204
    await all.inState(id, 'delivered')

    await client.query('COMMIT')
    client.release()
    await close()
  })
})
