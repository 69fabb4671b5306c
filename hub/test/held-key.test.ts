import type { PoolClient } from 'pg'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { createApp } from '../src/app.js'
import { databases, type TestDatabases } from './databases.js'
import { example, hubOnDatabase } from './engine/hub-on-database.js'
import { eventually } from './eventually.js'
import { openDatabase } from './open-database.js'

// The embedded database has one connection, so that nobody else can hold a key.
describe.each(databases.filter(({ name }) => name === 'Postgres'))('$name', ({ start }) => {
  let server: TestDatabases
  beforeAll(async () => {
    server = await start()
  })
  afterAll(() => server.stop())

  const key = { idempotencyKey: 'held' }

  /** A hub, and an open transaction that has published with the key. */
  async function hubAndTransaction() {
    const all = await hubOnDatabase(server, { work: false })
    const { pool, close } = await openDatabase(all.database)
    const client = await pool.connect()
    await client.query('BEGIN')
    const publication = await all.hub.publish(example, { ...key, client })
    return {
      hub: all.hub,
      client,
      publication,
      /** Resolves when a transaction that begins from now on waits for the key. */
      async someoneWaits() {
        const { rows: times } = await pool.query('SELECT clock_timestamp()::text AS now')
        const waiting = "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND xact_start > $1"
        await eventually(async () => (await pool.query(waiting, [times[0].now])).rows.length > 0)
      },
      async [Symbol.asyncDispose]() {
        client.release()
        await close()
        await all[Symbol.asyncDispose]()
      },
    }
  }

  test.each([
    ['COMMIT', (client: PoolClient) => client.query('COMMIT'), 1],
    ['ROLLBACK', (client: PoolClient) => client.query('ROLLBACK'), 2],
  ])('only those who share a key wait for a transaction that holds it, until %s', async (_, end, ids) => {
    await using all = await hubAndTransaction()
    // More than there are connections.
    const sharing = Promise.all(Array.from({ length: 30 }, () => all.hub.publish(example, key)))
    await all.someoneWaits()
    // Together with others, and after them.
    for (let count = 0; count < 3; count++) {
      const [plain, keyed] = await Promise.all([
        all.hub.publish(example),
        all.hub.publish(example, { idempotencyKey: `other ${count}` }),
      ])
      expect(plain.eventId).not.toBe(keyed.eventId)
    }
    const { items } = await all.hub.events.list()
    expect(items).toHaveLength(6)
    await end(all.client)
    const publications = [all.publication, ...(await sharing)]
    expect(new Set(publications.map(({ eventId }) => eventId)).size).toBe(ids)
    expect((await all.hub.events.list()).items).toHaveLength(7)
  })

  test('a batch waits 200 ms for its keys, and for anything else as long as the server says', async () => {
    await using all = await hubOnDatabase(server, { work: false })
    const { pool, close } = await openDatabase(all.database)
    await pool.query(`CREATE TABLE seen (what text, lock_timeout text);
      CREATE FUNCTION see() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO seen VALUES (TG_TABLE_NAME, current_setting('lock_timeout'));
        RETURN NULL;
      END $$;
      CREATE TRIGGER see AFTER INSERT ON prompt_webhooks.idempotency_key EXECUTE FUNCTION see();
      CREATE TRIGGER see AFTER INSERT ON prompt_webhooks.event EXECUTE FUNCTION see();
      ALTER DATABASE ${new URL(all.database.databaseUrl ?? '').pathname.slice(1)} SET lock_timeout = '7s'`)
    await all.restart({ work: false })
    await all.hub.publish(example, key)
    await all.hub.publish(example)
    const { rows } = await pool.query('SELECT what, lock_timeout FROM seen')
    expect(rows.map((row) => [row.what, row.lock_timeout])).toEqual([
      ['idempotency_key', '200ms'],
      ['event', '7s'],
      ['event', '7s'],
    ])
    await close()
  })

  test('who waits for a webhook is not told that somebody holds the key', async () => {
    await using all = await hubOnDatabase(server, { work: false })
    const { pool, close } = await openDatabase(all.database)
    const client = await pool.connect()
    await client.query('BEGIN; SELECT FROM prompt_webhooks.webhook FOR UPDATE')
    const publishing = all.hub.publish(example, key)
    // One transaction, for longer than a batch waits for its keys.
    const waiting = `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock'
      AND datname = current_database() AND xact_start < clock_timestamp() - interval '500 milliseconds'`
    await eventually(async () => (await pool.query(waiting)).rows.length > 0)
    await client.query('COMMIT')
    client.release()
    expect((await publishing).deliveryIds).toHaveLength(1)
    await close()
  })

  test('a publish that waits too long for its key fails, and says to retry', async () => {
    await using all = await hubAndTransaction()
    vi.useFakeTimers({ toFake: ['performance'] })
    onTestFinished(() => void vi.useRealTimers())
    const app = createApp(all.hub)
    const publish = () =>
      app.request('http://127.0.0.1/api/events', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key.idempotencyKey },
        body: JSON.stringify(example),
      })
    const failing = expect(all.hub.publish(example, key)).rejects.toThrow(
      'Idempotency-Key: a transaction that has not ended uses this key. Publish again with the same key',
    )
    const answering = publish()
    const isTold = Promise.all([failing, answering])
    await all.someoneWaits()
    await vi.advanceTimersByTimeAsync(19_000)
    // The second one begins after the time was looked at once more.
    for (let count = 0; count < 2; count++) await all.someoneWaits()
    await vi.advanceTimersByTimeAsync(1000)
    const [, { status, headers }] = await isTold
    expect([status, headers.get('retry-after')]).toEqual([503, '5'])
    await all.client.query('COMMIT')
    expect(await (await publish()).json()).toEqual({ publications: [all.publication] })
  })
})
