import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { hasTools } from '../../../test/support/tools.js'
import { oneAtATime } from '../../src/database/migrate.js'
import { migrations } from '../../src/database/migrations.js'
import type { Queryable } from '../../src/database/transaction.js'
import {
  createHub,
  type Delivery,
  type EventFilter,
  type HubOptions,
  type WebhookChange,
} from '../../src/index.js'
import { readEvents } from '../../src/read-events.js'
import { acceptSubmissions } from '../../src/store/publish.js'
import { databases, type TestDatabases } from '../databases.js'
import { eventually } from '../eventually.js'
import { openDatabase } from '../open-database.js'
import { example, hubOnDatabase, otherType } from './hub-on-database.js'

// What the hub is put together from: each promise is kept by the right part with the right numbers.
describe.runIf(hasTools('Postgres'))('on Postgres', () => {
  let server: TestDatabases
  beforeAll(async () => {
    const postgres = databases.find(({ name }) => name === 'Postgres')
    if (postgres) server = await postgres.start()
  })
  afterAll(() => server.stop())
  afterEach(() => {
    vi.useRealTimers()
  })

  /** A hub, and another connection to its database. */
  async function hubAndPool(options: HubOptions = {}) {
    const all = await hubOnDatabase(server, options)
    const { pool, close } = await openDatabase(all.database)
    return {
      ...all,
      hub: all.hub,
      pool,
      async [Symbol.asyncDispose]() {
        await close()
        await all[Symbol.asyncDispose]()
      },
    }
  }

  test('metrics count an event once that is published again with its key', async () => {
    await using all = await hubOnDatabase(server, { work: false })
    const publish = () => all.hub.publish(example, { idempotencyKey: 'once' })
    const together = await Promise.all([publish(), publish()])
    expect(await publish()).toEqual(together[0])
    expect(await all.hub.metrics()).toMatch(/^prompt_webhooks_events_published_total 1$/m)
  })

  test('metrics count every event of a list, and durations in seconds', async () => {
    await using all = await hubOnDatabase(server, {}, (_, response) =>
      setTimeout(() => response.writeHead(204).end(), 300),
    )
    for (const id of await all.publish(5)) await all.inState(id, 'delivered')
    const text = await all.hub.metrics()
    expect(text).toMatch(/^prompt_webhooks_events_published_total 5$/m)
    expect(text).toMatch(/^prompt_webhooks_attempts_total\{outcome="delivered"\} 5$/m)
    const [, seconds] = /^prompt_webhooks_attempt_duration_seconds_sum (.*)$/m.exec(text) ?? []
    expect(Number(seconds)).toBeGreaterThanOrEqual(1.4)
    expect(Number(seconds)).toBeLessThan(1000)
  })

  test('by default delivered events are kept for 30 days, given up ones for 90, keys for one; swept every ten minutes', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    await using all = await hubAndPool({ work: false })
    const age = (days: number, names: readonly string[], state: string) =>
      all.pool.query(
        `UPDATE prompt_webhooks.delivery SET state = $3, updated_at = now() - $1 * interval '1 day'
         FROM prompt_webhooks.event WHERE event.id = event_id AND event.body::json ->> 'user_name' = ANY($2)`,
        [days, names, state],
      )
    const names = ['delivered 29', 'delivered 31', 'given_up 89', 'given_up 91']
    for (const name of names) await all.hub.publish({ ...example, user_name: name })
    for (const name of names) {
      const [state = '', days] = name.split(' ')
      await age(Number(days), [name], state)
    }
    for (const hours of [23, 25]) {
      await all.hub.publish(example, { idempotencyKey: `${hours}` })
      await all.pool.query(
        "UPDATE prompt_webhooks.idempotency_key SET created_at = now() - key::int * interval '1 hour' WHERE key = $1",
        [`${hours}`],
      )
    }
    vi.advanceTimersByTime(600_000)
    await eventually(async () => {
      const { rows } = await all.pool.query(
        `SELECT event.body::json ->> 'user_name' AS name FROM prompt_webhooks.delivery
         JOIN prompt_webhooks.event ON event.id = event_id WHERE state IN ('delivered', 'given_up') ORDER BY 1`,
      )
      const keys = await all.pool.query('SELECT key FROM prompt_webhooks.idempotency_key')
      const left = JSON.stringify([rows.map(({ name }) => name), keys.rows.map(({ key }) => key)])
      return left === JSON.stringify([['delivered 29', 'given_up 89'], ['23']])
    })
  })

  test('a secret that was rotated no longer signs once its overlap is over', async () => {
    await using all = await hubAndPool()
    await all.hub.webhooks.rotateSecret(all.webhook.id, { overlapSeconds: 60 })
    const signatures = async () => {
      const [id = ''] = await all.publish()
      await all.inState(id, 'delivered')
      return `${all.endpoint.received.at(-1)?.headers['webhook-signature']}`.split(' ').length
    }
    expect(await signatures()).toBe(2)
    await all.pool.query(
      "UPDATE prompt_webhooks.webhook SET previous_secret_expires_at = now() - interval '1 second'",
    )
    expect(await signatures()).toBe(1)
    expect(await all.hub.webhooks.get(all.webhook.id)).toMatchObject({ previousSecretExpiresAt: null })
  })

  test('changes are still announced after the connection that listens was lost', async () => {
    await using all = await hubAndPool()
    const watching = await createHub({ ...all.database, work: false })
    const seen = new Set<string>()
    watching.deliveries.subscribe((deliveries) => {
      for (const { id } of deliveries) seen.add(id)
    })
    const { rowCount } = await all.pool.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE '%listener' AND datname = current_database()",
    )
    // Those of both hubs and of this test.
    expect(rowCount).toBe(3)
    const ids: string[] = []
    await eventually(async () => {
      ids.push(...(await all.publish()))
      return ids.some((id) => seen.has(id))
    })
    await watching.close()
  })

  test('a burst of changes is announced within the size that a notification may have', async () => {
    await using all = await hubOnDatabase(server, { work: false })
    const seen: Delivery[] = []
    all.hub.deliveries.subscribe((deliveries) => seen.push(...deliveries))
    const ids = await all.publish(1000)
    await eventually(async () => seen.length > 0)
    // The last ones, which a live page shows first.
    expect(new Set(seen.map(({ id }) => id))).toEqual(new Set(ids.slice(-200)))
  })

  test('a process that starts waits for another one that migrates, for longer than for any other statement', async () => {
    await using all = await hubAndPool({ work: false })
    const migrating = Promise.withResolvers<void>()
    const [first, second] = [await openDatabase(all.database), await openDatabase(all.database)]
    const other = oneAtATime(first, () => migrating.promise)
    const locks = async (granted: boolean) => {
      const text = "SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted = $1"
      return (await all.pool.query(text, [granted])).rows.length
    }
    await expect.poll(() => locks(true)).toBe(1)
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const starting = oneAtATime(second, async () => 'started')
    await expect.poll(() => locks(false)).toBe(1)
    vi.advanceTimersByTime(3_600_000)
    vi.useRealTimers()
    migrating.resolve()
    expect(await starting).toBe('started')
    await other
    await first.close()
    await second.close()
  })

  test('an older hub does not start on the schema of a newer one', async () => {
    await using all = await hubAndPool({ work: false })
    await all.pool.query('UPDATE prompt_webhooks.version SET version = version + 1')
    await expect(createHub({ ...all.database, work: false })).rejects.toThrow(/Update the hub/)
    await all.pool.query('UPDATE prompt_webhooks.version SET version = version - 1')
  })

  test('what waited in the queue of an older version can be sent again', async () => {
    const database = await server.create()
    const { pool, close } = await openDatabase(database)
    await pool.query(
      'CREATE SCHEMA prompt_webhooks; CREATE TABLE prompt_webhooks.version (version int NOT NULL)',
    )
    await pool.query(migrations[0] ?? '')
    await pool.query(`INSERT INTO prompt_webhooks.version VALUES (1);
      CREATE SCHEMA prompt_webhooks_queue; CREATE TABLE prompt_webhooks_queue.version (version int);
      INSERT INTO prompt_webhooks.webhook (id, url, description, enabled, secret)
        VALUES (gen_random_uuid(), 'http://127.0.0.1:9/', '', true, 'v0.whsec_secret');
      INSERT INTO prompt_webhooks.event (id, event_type, body) VALUES (gen_random_uuid(), '${example.event_type}', '{}');
      INSERT INTO prompt_webhooks.delivery (event_id, webhook_id, event_type)
        SELECT event.id, webhook.id, event_type FROM prompt_webhooks.event, prompt_webhooks.webhook`)
    await close()
    const hub = await createHub({ ...database, work: false })
    expect((await hub.deliveries.list()).items).toMatchObject([
      { state: 'given_up', reason: 'the hub was upgraded' },
    ])
    expect(await hub.deliveries.resendGivenUp()).toEqual({ count: 1, remaining: 0 })
    await hub.close()
    // The schema is that of this version now.
    await (await createHub({ ...database, work: false })).close()
  })

  test('however many were given up, all of them are sent again', async () => {
    await using all = await hubAndPool({ work: false })
    for (const count of [1000, 1]) await all.publish(count)
    await all.pool.query("UPDATE prompt_webhooks.delivery SET state = 'given_up'")
    expect(await all.hub.deliveries.resendGivenUp()).toEqual({ count: 1001, remaining: 0 })
    expect(await all.hub.deliveries.resendGivenUp()).toEqual({ count: 0, remaining: 0 })
  })

  test('one call sends 10,000 again that were given up, those that were given up first, and says how many are left', async () => {
    await using all = await hubAndPool({ work: false })
    const oldest = await all.publish()
    await all.pool.query(`INSERT INTO prompt_webhooks.delivery (event_id, event_type, webhook_id)
      SELECT event_id, event_type, webhook_id FROM prompt_webhooks.delivery, generate_series(2, 10000)`)
    const newest = await all.publish(2)
    await all.pool.query("UPDATE prompt_webhooks.delivery SET state = 'given_up'")
    // As if it had been sent again and given up at once.
    await all.pool.query('UPDATE prompt_webhooks.delivery SET updated_at = now() WHERE id = $1', [oldest[0]])
    expect(await all.hub.deliveries.resendGivenUp()).toEqual({ count: 10_000, remaining: 2 })
    const states = async (ids: readonly string[]) =>
      Promise.all(ids.map(async (id) => (await all.hub.deliveries.get(id)).state))
    expect(await states([...oldest, ...newest])).toEqual(['given_up', 'pending', 'given_up'])
    expect(await all.hub.deliveries.resendGivenUp()).toEqual({ count: 2, remaining: 0 })
  })

  test('what is given up again meanwhile is not sent once more', async () => {
    await using all = await hubAndPool({ work: false })
    await all.publish(1000)
    await all.pool.query(`UPDATE prompt_webhooks.delivery SET state = 'given_up';
      CREATE FUNCTION fail_at_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        NEW.state = 'given_up';
        NEW.updated_at = clock_timestamp();
        RETURN NEW;
      END $$;
      CREATE TRIGGER fail_at_once BEFORE UPDATE ON prompt_webhooks.delivery
        FOR EACH ROW EXECUTE FUNCTION fail_at_once()`)
    expect(await all.hub.deliveries.resendGivenUp()).toEqual({ count: 1000, remaining: 0 })
  })

  test.each([-30, 0, 30])(
    'an event is found at the time of the database, %i seconds from that of the process; the end is not included',
    async (seconds) => {
      await using all = await hubAndPool({ work: false })
      const { eventId } = await all.hub.publish(example)
      await all.pool.query(
        "UPDATE prompt_webhooks.event SET published_at = date_trunc('milliseconds', now() + $1 * interval '1 second')",
        [seconds],
      )
      const { publishedAt } = await all.hub.events.get(eventId)
      const next = new Date(publishedAt.getTime() + 1)
      const found = async (filter: EventFilter) => {
        const { events, deliveries } = all.hub
        return [(await events.list(filter)).items.length, (await deliveries.list(filter)).items.length]
      }
      expect(await found({ from: publishedAt, to: next })).toEqual([1, 1])
      expect(await found({ from: next })).toEqual([0, 0])
      expect(await found({ to: publishedAt })).toEqual([0, 0])
    },
  )

  test('removing a webhook is tried again when it is the victim of a deadlock', async () => {
    await using all = await hubAndPool()
    const ids = await all.publish(3)
    for (const id of ids) await all.inState(id, 'delivered')
    const client = await all.pool.connect()
    // The hub's own transaction detects the deadlock, so it is the victim.
    await client.query("SET deadlock_timeout = '10min'")
    await client.query('BEGIN')
    // One in the middle: in whatever order the removal locks them, it holds one when it waits for this one.
    await client.query('SELECT FROM prompt_webhooks.delivery WHERE id = $1 FOR UPDATE', [ids.sort()[1]])
    const removed = all.hub.webhooks.remove(all.webhook.id)
    await eventually(async () => {
      const { rows } = await all.pool.query('SELECT FROM pg_locks WHERE NOT granted')
      return rows.length > 0
    })
    await client.query('SELECT FROM prompt_webhooks.delivery FOR UPDATE')
    await client.query('ROLLBACK')
    client.release()
    await removed
    expect(await all.hub.webhooks.list()).toEqual([])
  })

  describe('of two who change a webhook at the same time', () => {
    /** Makes both changes wait for a transaction that holds the webhook. Returns how many are made. */
    async function changeBoth(
      all: Awaited<ReturnType<typeof hubAndPool>>,
      changes: readonly WebhookChange[],
      ifUpdatedAt?: Date,
    ): Promise<number> {
      const client = await all.pool.connect()
      await client.query('BEGIN; SELECT FROM prompt_webhooks.webhook FOR UPDATE')
      const changing = Promise.allSettled(
        changes.map((change) => all.hub.webhooks.update(all.webhook.id, change, { ifUpdatedAt })),
      )
      await eventually(async () => {
        const { rows } = await all.pool.query(
          "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()",
        )
        return rows.length === changes.length
      })
      await client.query('COMMIT')
      client.release()
      return (await changing).filter(({ status }) => status === 'fulfilled').length
    }

    test('only one succeeds if both have read it before', async () => {
      await using all = await hubAndPool({ work: false })
      const { updatedAt } = await all.hub.webhooks.get(all.webhook.id)
      const changes = [{ description: 'one' }, { description: 'other' }]
      expect(await changeBoth(all, changes, updatedAt)).toBe(1)
    })

    test('neither loses a header of the other', async () => {
      await using all = await hubAndPool({ work: false })
      expect(await changeBoth(all, [{ headers: { 'x-a': '1' } }, { headers: { 'x-b': '2' } }])).toBe(2)
      expect((await all.hub.webhooks.get(all.webhook.id)).headers).toEqual(['x-a', 'x-b'])
    })
  })

  test('sending all again that was given up leaves out disabled webhooks, and respects the filter', async () => {
    await using all = await hubOnDatabase(server, { retryDelay: () => undefined }, (_, response) =>
      response.writeHead(500).end(),
    )
    const [id = ''] = await all.publish()
    await all.inState(id, 'given_up')
    expect(await all.hub.deliveries.resendGivenUp({ eventType: otherType })).toEqual({
      count: 0,
      remaining: 0,
    })
    await all.hub.webhooks.disable(all.webhook.id)
    expect(await all.hub.deliveries.resendGivenUp()).toEqual({ count: 0, remaining: 0 })
    await all.hub.webhooks.enable(all.webhook.id)
    expect(await all.hub.deliveries.resendGivenUp({ eventType: example.event_type })).toEqual({
      count: 1,
      remaining: 0,
    })
  })
})

test('idempotency keys are locked in one order, so that two transactions cannot deadlock', async () => {
  const inserted: unknown[] = []
  const client = {
    async query(text: string, values: unknown[] = []) {
      if (text.includes('INSERT INTO prompt_webhooks.idempotency_key')) inserted.push(values[0])
      return { rows: [] }
    },
  }
  const submissions = ['c', 'a', 'b'].map((idempotencyKey) => ({ events: [], idempotencyKey }))
  await acceptSubmissions(client, { insert: async () => {} } as never, submissions)
  expect(inserted).toEqual([['a', 'b', 'c']])
})

test('the jobs are the last statement of a publication, which is sent together with COMMIT', async () => {
  const statements: string[] = []
  const clientOf = (name: string) => ({
    async query(text: string) {
      statements.push(name)
      return { rows: text.includes('RETURNING key') ? [{ key: 'a' }] : [] }
    },
  })
  const client = { ...clientOf('a statement'), last: clientOf('the last one') }
  const queue = { insert: (given: Queryable) => given.query('jobs') }
  const submission = { events: readEvents(example), idempotencyKey: 'a' }
  await acceptSubmissions(client, queue as never, [submission])
  // The key, the event with its deliveries, and the answer for the key.
  expect(statements).toEqual([...Array(3).fill('a statement'), 'the last one'])
})
