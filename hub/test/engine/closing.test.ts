import { randomUUID } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { pino } from 'pino'
import type { DeliveryResult } from 'prompt-webhooks/emitter'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import type { Queryable } from '../../src/database/transaction.js'
import type { DueDelivery } from '../../src/due-delivery.js'
import { createHub } from '../../src/index.js'
import { type DeliveryQueue, leaseMs } from '../../src/queue/delivery-queue.js'
import { type AcknowledgePolicy, acknowledge } from '../../src/store/acknowledge.js'
import { databases, type TestDatabases } from '../databases.js'
import { eventually } from '../eventually.js'
import { openDatabase } from '../open-database.js'
import { example, hubOnDatabase } from './hub-on-database.js'

describe.each(databases)('$name', ({ name, start }) => {
  let server: TestDatabases
  beforeAll(async () => {
    server = await start()
  })
  afterAll(() => server.stop())

  test('closing returns what waits and what hangs to the queue, and records what has ended', async () => {
    await using all = await hubOnDatabase(
      server,
      { concurrency: 8, concurrencyPerWebhook: 8 },
      (_, response, index) => {
        // The first ones answer while the hub closes, the others never.
        if (index < 4) setTimeout(() => response.writeHead(204).end(), 500)
      },
    )
    await all.publish(40)
    await all.endpoint.count(8)
    await all.hub.close()
    expect(all.endpoint.received).toHaveLength(8)
    const { pool, close } = await openDatabase(all.database)
    const { rows: deliveries } = await pool.query(
      'SELECT state, attempts, count(*)::int FROM prompt_webhooks.delivery GROUP BY state, attempts ORDER BY state',
    )
    expect(deliveries).toEqual([
      { state: 'delivered', attempts: 1, count: 4 },
      { state: 'pending', attempts: 0, count: 36 },
    ])
    const { rows: jobs } = await pool.query(
      'SELECT state < $1 AS waits, count(*)::int FROM prompt_webhooks_queue.job_common GROUP BY waits',
      ['active'],
    )
    expect(jobs).toEqual([{ waits: true, count: 36 }])
    await close()
  })

  test('closing lets running attempts go on for ten seconds', async () => {
    const responses: (() => void)[] = []
    await using all = await hubOnDatabase(server, { concurrency: 1 }, (_, response) =>
      responses.push(() => response.writeHead(204).end()),
    )
    await all.publish(2)
    await all.endpoint.count(1)
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    onTestFinished(() => void vi.useRealTimers())
    const closed = all.hub.close()
    // The time begins when the other one is back in the queue.
    await all.queueHas(1)
    await setImmediate()
    vi.advanceTimersByTime(9999)
    responses[0]?.()
    await closed
    vi.useRealTimers()
    const { pool, close } = await openDatabase(all.database)
    const { rows } = await pool.query('SELECT state FROM prompt_webhooks.delivery ORDER BY state')
    expect(rows).toEqual([{ state: 'delivered' }, { state: 'pending' }])
    await close()
  })

  test('closing ends a sweep of expired data after the batch that runs', async () => {
    await using all = await hubOnDatabase(server, { work: false })
    await all.restart({ work: false }, async () => {
      const { pool, close } = await openDatabase(all.database)
      // More than three batches.
      await pool.query(
        `INSERT INTO prompt_webhooks.listener (id, name, connection, seen_at)
         SELECT gen_random_uuid(), '', gen_random_uuid(), now() - interval '2 days' FROM generate_series(1, 16000)`,
      )
      await close()
    })
    await all.hub.close()
    const { pool, close } = await openDatabase(all.database)
    expect((await pool.query('SELECT FROM prompt_webhooks.listener')).rows.length).toBeGreaterThan(0)
    await close()
  })

  // Another connection is needed, to make both wait.
  test.runIf(name === 'Postgres')(
    'closing starts no attempt while a sweep of expired data or a publish goes on',
    async () => {
      const responses: (() => void)[] = []
      await using all = await hubOnDatabase(server, { work: false }, (_, response, index) => {
        const respond = () => response.writeHead(204).end()
        if (index > 0) respond()
        else responses.push(respond)
      })
      await all.publish(2)
      const { pool, close } = await openDatabase(all.database)
      const client = await pool.connect()
      const waiting = (count: number) =>
        eventually(async () => {
          const { rows } = await client.query('SELECT FROM pg_locks WHERE NOT granted')
          return rows.length === count
        })
      await all.restart({ concurrency: 1 }, async () => {
        await client.query('BEGIN; LOCK TABLE prompt_webhooks.event IN SHARE MODE')
      })
      await waiting(1)
      const published = all.publish()
      await waiting(2)
      await all.endpoint.count(1)
      const closed = all.hub.close()
      await setImmediate()
      responses[0]?.()
      await eventually(async () => {
        const { rows } = await pool.query("SELECT FROM prompt_webhooks.delivery WHERE state = 'delivered'")
        return rows.length > 0
      })
      await client.query('COMMIT')
      client.release()
      await published
      await closed
      expect(all.endpoint.received).toHaveLength(1)
      await close()
    },
  )

  test('a hub that is closed leaves no interval behind, which would keep the process alive', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    onTestFinished(() => void vi.useRealTimers())
    const hub = await createHub(await server.create())
    await hub.close()
    expect(vi.getTimerCount()).toBe(0)
  })

  test('closing records the results of attempts that end while it closes', async () => {
    const responses: (() => void)[] = []
    await using all = await hubOnDatabase(server, { concurrencyPerWebhook: 40 }, (_, response) =>
      responses.push(() => response.writeHead(204).end()),
    )
    await all.publish(40)
    await all.endpoint.count(40)
    const closed = all.hub.close()
    for (const respond of responses) respond()
    await closed
    const { pool, close } = await openDatabase(all.database)
    const { rows } = await pool.query(
      'SELECT state, attempts, count(*)::int FROM prompt_webhooks.delivery GROUP BY state, attempts',
    )
    expect(rows).toEqual([{ state: 'delivered', attempts: 1, count: 40 }])
    await close()
  })

  // Another connection is needed, to keep events from being accepted.
  test.runIf(name === 'Postgres')('closing waits for events that are being accepted', async () => {
    await using all = await hubOnDatabase(server, { work: false })
    const { pool, close } = await openDatabase(all.database)
    const client = await pool.connect()
    await client.query('BEGIN; LOCK TABLE prompt_webhooks.event')
    // More than one transaction accepts; the second one begins when the first has ended.
    const publishing = Promise.allSettled(Array.from({ length: 201 }, () => all.hub.publish(example)))
    await eventually(async () => {
      const { rows } = await client.query('SELECT FROM pg_locks WHERE NOT granted')
      return rows.length > 0
    })
    const closed = all.hub.close()
    // Time for it to close its connections, if it did not wait.
    const listening = async () => {
      const { rows } = await client.query(
        "SELECT FROM pg_stat_activity WHERE application_name LIKE '%listener' AND datname = current_database()",
      )
      return rows.length
    }
    // The one that stays belongs to this test.
    for (let looks = 0; looks < 200 && (await listening()) > 1; looks++);
    await client.query('COMMIT')
    client.release()
    expect((await publishing).map(({ status }) => status)).toEqual(Array(201).fill('fulfilled'))
    await closed
    await close()
  })

  test('an attempt to a webhook that was removed meanwhile does not keep others from being recorded', async () => {
    const responses: (() => void)[] = []
    await using all = await hubOnDatabase(server, {}, (_, response) =>
      responses.push(() => response.writeHead(204).end()),
    )
    await all.publish()
    await all.endpoint.count(1)
    await all.hub.webhooks.remove(all.webhook.id)
    await all.hub.webhooks.create({ url: all.endpoint.url })
    const [id = ''] = await all.publish()
    await all.endpoint.count(2)
    for (const respond of responses) respond()
    await all.inState(id, 'delivered')
  })

  test('a delivery that is held past its lease is not attempted, but taken over', async () => {
    const responses: (() => void)[] = []
    await using all = await hubOnDatabase(server, { concurrency: 1 }, (_, response) =>
      responses.push(() => response.writeHead(204).end()),
    )
    const ids = await all.publish(2)
    await all.endpoint.count(1)
    // As if the process had been stopped: it has not renewed its leases in time.
    const clock = vi.spyOn(performance, 'now').mockReturnValue(performance.now() + leaseMs + 1)
    onTestFinished(() => clock.mockRestore())
    responses[0]?.()
    await all.inState(all.endpoint.ids()[0] ?? '', 'delivered')
    expect(all.endpoint.received).toHaveLength(1)
    clock.mockRestore()
    await all.endpoint.count(2)
    responses[1]?.()
    for (const id of ids) await all.inState(id, 'delivered')
  })

  test('what was accepted is delivered to an endpoint that is slower than a lease, once', async () => {
    await using all = await hubOnDatabase(server, {}, (_, response) =>
      setTimeout(() => response.writeHead(204).end(), leaseMs + 3000),
    )
    const other = name === 'Postgres' ? await createHub({ ...all.database, allow: ['127.0.0.1'] }) : undefined
    const [id = ''] = await all.publish()
    expect(await all.inState(id, 'delivered')).toMatchObject({ attempts: 1 })
    expect(all.endpoint.received).toHaveLength(1)
    await other?.close()
  })

  // Another connection is needed, to make statements fail.
  test.runIf(name === 'Postgres')('a failed statement leaves nothing of a publish', async () => {
    await using all = await hubOnDatabase(server, { work: false })
    const { pool, close } = await openDatabase(all.database)
    // Publishing ends with inserting the jobs.
    await pool.query(
      'ALTER TABLE prompt_webhooks_queue.job_common ADD CONSTRAINT full_disk CHECK (false) NOT VALID',
    )
    const publish = () => all.hub.publish(example, { idempotencyKey: 'once' })
    await expect(publish()).rejects.toThrow('full_disk')
    expect((await all.hub.events.list()).items).toEqual([])
    expect((await all.hub.deliveries.list()).items).toEqual([])
    await pool.query('ALTER TABLE prompt_webhooks_queue.job_common DROP CONSTRAINT full_disk')
    // The key was not used up.
    expect((await publish()).deliveryIds).toHaveLength(1)
    await close()
  })

  // What records a result, from its first statement to its last ones, which are sent together.
  test.runIf(name === 'Postgres').each([
    ['UPDATE', 'prompt_webhooks.delivery'],
    ['INSERT', 'prompt_webhooks.attempt'],
    ['INSERT', 'prompt_webhooks.activity'],
    ['DELETE', 'prompt_webhooks_queue.job_common'],
  ])('a failed %s of %s leaves nothing of a result, which is recorded later', async (statement, table) => {
    const warnings: string[] = []
    const logger = pino({ level: 'warn' }, { write: (line: string) => warnings.push(line) })
    await using all = await hubOnDatabase(server, { logger })
    const { pool, close } = await openDatabase(all.database)
    await pool.query(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'refused'; END $$;
      CREATE TRIGGER refuse BEFORE ${statement} ON ${table} FOR EACH ROW EXECUTE FUNCTION refuse()`)
    const [id = ''] = await all.publish()
    await eventually(async () => warnings.some((line) => line.includes('could not record attempts')))
    const { attempts, state, log } = await all.hub.deliveries.get(id)
    expect({ attempts, state, log }).toEqual({ attempts: 0, state: 'pending', log: [] })
    expect(await all.hub.overview()).toMatchObject({ succeeded: 0 })
    const { rows } = await pool.query('SELECT FROM prompt_webhooks_queue.job_common')
    expect(rows).toHaveLength(1)
    await pool.query(`DROP TRIGGER refuse ON ${table}`)
    expect(await all.inState(id, 'delivered')).toMatchObject({ attempts: 1 })
    expect(all.endpoint.received).toHaveLength(1)
    await close()
  })

  test('a statement that is sent after another one has failed is rolled back with it', async () => {
    await using all = await hubOnDatabase(server, { work: false })
    const [id = ''] = await all.publish()
    await all.hub.close()
    const { pool, close } = await openDatabase(all.database)
    const sent = Promise.withResolvers<void>()
    const slowQueue = {
      async insert(client: Queryable) {
        // Answered after the statement that fails.
        await client.query('SELECT 1').catch(() => {})
        await setImmediate()
        await client.query('CREATE TABLE prompt_webhooks.left_behind ()').finally(sent.resolve)
      },
      async remove() {},
    } as unknown as DeliveryQueue
    const job = { id, webhookId: randomUUID(), sequence: 0, tries: 0 } as DueDelivery
    const request = { url: '', headers: {} }
    const result = { outcome: 'delivered', reason: '', latencyMs: 1, request } as unknown as DeliveryResult
    const startedAt = 'no time' as unknown as Date
    const attempted = { kind: 'attempted', job, startedAt, result } as const
    const acknowledging = acknowledge(pool, slowQueue, [attempted], {} as AcknowledgePolicy)
    // The reason, and not that statements after it are ignored.
    await expect(acknowledging).rejects.toThrow('"no time"')
    await sent.promise
    const { rows } = await pool.query("SELECT to_regclass('prompt_webhooks.left_behind') AS found")
    expect(rows).toEqual([{ found: null }])
    await close()
  })
})
