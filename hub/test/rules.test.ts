import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { pino } from 'pino'
import { webhookEventTypes } from 'prompt-webhooks'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasTools } from '../../test/support/tools.js'
import { catalog, exampleOf } from '../src/catalog.js'
import { openPglite } from '../src/database/open-pglite.js'
import { openPostgres } from '../src/database/open-postgres.js'
import { defaults } from '../src/hub-options.js'
import {
  type AppOptions,
  createApp,
  createHub,
  type Hub,
  type HubOptions,
  InvalidInputError,
  NotFoundError,
  type ServeOptions,
  serve,
} from '../src/index.js'
import { applyRetention } from '../src/store/retention.js'
import { databases, type TestDatabases } from './databases.js'
import { encryptionKey } from './encryption-key.js'
import { startEndpoint } from './endpoint.js'
import { eventually } from './eventually.js'
import { openDatabase } from './open-database.js'
import { type PostgresServer, startPostgres } from './postgres-server.js'

const [firstType] = webhookEventTypes
const example = exampleOf(firstType)

describe.each(databases)('$name', ({ start }) => {
  let server: TestDatabases
  beforeAll(async () => {
    server = await start()
  })
  afterAll(() => server.stop())

  async function hubWith(options: HubOptions) {
    const database = await server.create()
    const hub = await createHub({ allow: ['127.0.0.1'], ...database, ...options })
    return { hub, database, [Symbol.asyncDispose]: () => hub.close() }
  }

  test('a failing webhook is paused, without attempts, and disabled after it has failed for too long', async () => {
    await using with_ = await hubWith({
      failuresBeforeRest: 2,
      restSeconds: { first: 1, max: 1 },
      disableAfterSeconds: 2,
      retryDelay: () => 1,
    })
    const { hub } = with_
    const endpoint = await startEndpoint((_, response) => response.writeHead(500).end())
    const { id } = await hub.webhooks.create({ url: endpoint.url })
    await hub.publish(Array(30).fill(example))
    await endpoint.count(2)
    const started = Date.now()
    const disabled = await eventually(async () => {
      const webhook = await hub.webhooks.get(id)
      return !webhook.enabled && webhook
    })
    expect(disabled.disabledReason).toBe('failing')
    expect(disabled.failingSince).not.toBeNull()
    // One attempt after each pause, and those that were already running when the first pause began.
    expect(endpoint.received.length).toBeLessThanOrEqual(
      10 + 2 * Math.ceil((Date.now() - started) / 1000 + 1),
    )
    await eventually(async () => (await hub.deliveries.list({ state: 'given_up' })).items.length === 30)
    await endpoint.stop()
  })

  test('expired deliveries, events and keys are deleted at the start, but not unfinished deliveries', async () => {
    await using with_ = await hubWith({
      keepDeliveredSeconds: 0,
      keepGivenUpSeconds: 3600,
      keepIdempotencyKeySeconds: 0,
    })
    const { hub, database } = with_
    const endpoint = await startEndpoint((_, response, index) =>
      response.writeHead(index === 0 ? 204 : 503, { 'Retry-After': '3600' }).end(),
    )
    await hub.webhooks.create({ url: endpoint.url })
    await hub.publish(example, { idempotencyKey: 'old' })
    await endpoint.count(1)
    await hub.publish(example)
    await eventually(async () => (await hub.deliveries.list({ state: 'retrying' })).items.length === 1)
    await hub.close()
    const again = await createHub({ ...database, keepDeliveredSeconds: 0, keepIdempotencyKeySeconds: 0 })
    await eventually(async () => (await again.events.list()).items.length === 1)
    expect((await again.deliveries.list()).items.map(({ state }) => state)).toEqual(['retrying'])
    await again.close()
    await endpoint.stop()
  })

  test('if retryDelay throws or returns no delay, it is logged, and the default schedule stands in', async () => {
    const logged: string[] = []
    const logger = pino({ level: 'error' }, { write: (line) => logged.push(line) })
    const wrong: (() => unknown)[] = [
      () => {
        throw new Error('a mistake')
      },
      () => Number.NaN,
      () => -1,
      () => null,
      () => '5000',
      () => Promise.reject(new Error('a mistake')),
    ]
    let retryDelay = () => 1 as unknown
    await using with_ = await hubWith({
      failuresBeforeRest: 1000,
      logger,
      retryDelay: () => retryDelay() as number,
    })
    const { hub } = with_
    const endpoint = await startEndpoint((_, response) => response.writeHead(500).end())
    await hub.webhooks.create({ url: endpoint.url })
    for (const each of wrong) {
      retryDelay = each
      const { deliveryIds } = await hub.publish(example)
      const { attempts, nextAttemptAt, updatedAt, schedule } = await eventually(async () => {
        const delivery = await hub.deliveries.get(deliveryIds[0] ?? '')
        return delivery.attempts > 0 && delivery
      })
      // Ten attempts in all, the second of them after 4 to 6 seconds.
      expect(attempts + schedule.length).toBe(10)
      expect(Number(nextAttemptAt) - Number(updatedAt)).toBeGreaterThan(3500)
    }
    expect(logged.length).toBeGreaterThanOrEqual(wrong.length)
    for (const line of logged) {
      const { msg, err } = JSON.parse(line)
      expect(msg).toBe('retryDelay failed; the default schedule applies')
      expect(err.message).toMatch(/^a mistake$|^retryDelay: expected a number of milliseconds/)
    }
    await endpoint.stop()
  })

  test.each([Number.POSITIVE_INFINITY, 1e18])('a delay of %s is one of a year', async (delayMs) => {
    await using with_ = await hubWith({ retryDelay: () => delayMs })
    const { hub } = with_
    const endpoint = await startEndpoint((_, response) => response.writeHead(500).end())
    await hub.webhooks.create({ url: endpoint.url })
    const { deliveryIds } = await hub.publish(example)
    const { nextAttemptAt, schedule } = await eventually(async () => {
      const delivery = await hub.deliveries.get(deliveryIds[0] ?? '')
      return delivery.attempts > 0 && delivery
    })
    const years = (Number(nextAttemptAt) - Date.now()) / (365 * 86_400_000)
    expect(years).toBeCloseTo(1)
    expect(schedule.map(({ at }) => at)).not.toContainEqual(new Date(Number.NaN))
    await endpoint.stop()
  })

  test('the attempts that a delivery has left follow the schedule of the caller', async () => {
    const retryDelay = (failures: number) => (failures < 3 ? failures * 1000 : undefined)
    await using with_ = await hubWith({ work: false, retryDelay })
    const { hub } = with_
    await hub.webhooks.create({ url: 'http://127.0.0.1:9/' })
    const { deliveryIds } = await hub.publish(example)
    const { schedule } = await hub.deliveries.get(deliveryIds[0] ?? '')
    const first = Number(schedule[0]?.at)
    expect(schedule.map(({ at }) => Number(at) - first)).toEqual([0, 1000, 3000])
  })

  test('an option that is undefined has its default', async () => {
    const names = [...Object.keys(defaults), 'retryDelay']
    const options = Object.fromEntries(names.map((name) => [name, undefined]))
    await using with_ = await hubWith(options)
    const endpoint = await startEndpoint()
    await with_.hub.webhooks.create({ url: endpoint.url })
    await with_.hub.publish(example)
    await endpoint.count(1)
    await endpoint.stop()
  })

  test('each kind of data is kept for its own time', async () => {
    const { hub, database } = await hubWith({ work: false })
    await hub.webhooks.create({ url: 'http://127.0.0.1:9/' })
    const events = [
      { name: 'new', state: 'delivered', age: 45 },
      { name: 'delivered', state: 'delivered', age: 75 },
      { name: 'newly given up', state: 'given_up', age: 105 },
      { name: 'given_up', state: 'given_up', age: 135 },
      { name: 'pending', state: 'pending', age: 10_000 },
      { name: 'retrying', state: 'retrying', age: 10_000 },
    ]
    for (const { name } of events) await hub.publish({ ...example, user_name: name })
    for (const age of [20, 40]) await hub.publish(example, { idempotencyKey: `${age}` })
    await hub.close()
    const logger = pino({ level: 'silent' })
    const { pool, close } = database.databaseUrl
      ? await openPostgres(database.databaseUrl, 1, logger)
      : await openPglite(database.dataFolder, logger)
    for (const { name, state, age } of events) {
      await pool.query(
        `UPDATE prompt_webhooks.delivery SET state = $2, updated_at = now() - $3 * interval '1 second'
         FROM prompt_webhooks.event WHERE event.id = event_id AND event.body::json ->> 'user_name' = $1`,
        [name, state, age],
      )
    }
    await pool.query("UPDATE prompt_webhooks.event SET published_at = now() - interval '75 seconds'")
    await pool.query(
      "UPDATE prompt_webhooks.idempotency_key SET created_at = now() - key::int * interval '1 second'",
    )
    // More of them are expired than fit into two batches.
    await pool.query(
      `INSERT INTO prompt_webhooks.activity
       SELECT now() - age * interval '1 second', gen_random_uuid(), 'succeeded', 1, 1, 1
       FROM (SELECT $1 + 10 AS age FROM generate_series(1, 12000) UNION ALL SELECT $1 - 10) AS past`,
      [90 * 86_400],
    )
    await applyRetention(pool, { deliveredSeconds: 60, givenUpSeconds: 120, idempotencyKeySeconds: 30 })
    const { rows: kept } = await pool.query(
      `SELECT event.body::json ->> 'user_name' AS name FROM prompt_webhooks.delivery
       JOIN prompt_webhooks.event ON event.id = event_id ORDER BY delivery.position`,
    )
    expect(kept.map(({ name }) => name)).toEqual([
      'new',
      'newly given up',
      'pending',
      'retrying',
      example.user_name ?? null,
      example.user_name ?? null,
    ])
    const { rows } = await pool.query('SELECT count(*)::int AS events FROM prompt_webhooks.event')
    expect(rows).toEqual([{ events: kept.length }])
    expect((await pool.query('SELECT key FROM prompt_webhooks.idempotency_key')).rows).toEqual([
      { key: '20' },
    ])
    expect((await pool.query('SELECT FROM prompt_webhooks.activity')).rows).toHaveLength(1)
    await close()
  })

  test('what cannot be deleted is logged, and keeps nothing else from being deleted', async () => {
    const { hub, database } = await hubWith({ work: false })
    await hub.publish(example, { idempotencyKey: 'old' })
    await hub.close()
    const { pool, close } = await openDatabase(database)
    await pool.query(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        RAISE 'not to be deleted';
      END $$;
      CREATE TRIGGER refuse BEFORE DELETE ON prompt_webhooks.event EXECUTE FUNCTION refuse();
      CREATE TRIGGER refuse BEFORE DELETE ON prompt_webhooks.listener EXECUTE FUNCTION refuse()`)
    await close()
    const logged: { table?: string; err: Error; msg: string }[] = []
    const logger = pino({ level: 'warn' }, { write: (line) => logged.push(JSON.parse(line)) })
    const options = { keepDeliveredSeconds: 0, keepIdempotencyKeySeconds: 0, logger }
    const again = await createHub({ ...database, ...options, work: false })
    await eventually(async () => logged.length === 2)
    await again.close()
    expect(logged.map(({ msg, table, err }) => [msg, table, err.message])).toEqual([
      ['could not delete expired rows', 'event', 'not to be deleted'],
      ['could not delete expired rows', 'listener', 'not to be deleted'],
    ])
    const after = await openDatabase(database)
    expect((await after.pool.query('SELECT FROM prompt_webhooks.idempotency_key')).rows).toEqual([])
    await after.close()
  })

  test('an idempotency key that a request would change is refused in this process as well', async () => {
    await using with_ = await hubWith({ work: false })
    for (const idempotencyKey of [' a', 'a ']) {
      const publishing = with_.hub.publish(example, { idempotencyKey })
      await expect(publishing).rejects.toThrow(/^Idempotency-Key: must not begin or end with a space/)
    }
    await with_.hub.publish(example, { idempotencyKey: 'a b' })
    expect((await with_.hub.events.list()).items).toHaveLength(1)
  })

  test('a method of the hub refuses a field that it does not know, and names those that it knows', async () => {
    await using with_ = await hubWith({ work: false })
    const { hub } = with_
    const { id } = await hub.webhooks.create({ url: 'https://example.com/' })
    const since = new Date(0)
    const unknown: [string, (input: never) => Promise<unknown>, object][] = [
      ['retryMs', (input) => hub.webhooks.create(input), { url: 'https://example.com/2', retryMs: 1 }],
      ['enabled', (input) => hub.webhooks.update(id, input), { enabled: false }],
      ['ifUnchanged', (input) => hub.webhooks.update(id, {}, input), { ifUnchanged: new Date(0) }],
      ['dryrun', (input) => hub.webhooks.replay(id, input), { since, dryrun: true }],
      ['overlap', (input) => hub.webhooks.rotateSecret(id, input), { overlap: 0 }],
      ['type', (input) => hub.webhooks.test(id, input), { type: firstType }],
      ['webhook', (input) => hub.deliveries.list(input), { webhook: id }],
      ['count', (input) => hub.deliveries.list({}, input), { count: 1 }],
      ['webhook', (input) => hub.deliveries.resendGivenUp(input), { webhook: id }],
      // It is always that one.
      ['state', (input) => hub.deliveries.resendGivenUp(input), { state: 'retrying' }],
      ['span', (input) => hub.deliveries.activity(input), { span: 60 }],
      ['span', (input) => hub.overview(input), { span: 60 }],
      ['webhookId', (input) => hub.events.list(input), { webhookId: id }],
      ['count', (input) => hub.events.list({}, input), { count: 1 }],
      ['key', (input) => hub.publish(example, input), { key: 'a' }],
    ]
    for (const [name, call, input] of unknown) {
      const error: InvalidInputError = await call(input as never).then(
        () => undefined,
        (reason) => reason,
      )
      expect([name, error]).toEqual([name, expect.any(InvalidInputError)])
      expect(error.issues).toEqual([
        {
          path: [name],
          message: expect.stringMatching(`^${name}: unknown key; expected only [a-zA-Z, ]+$`),
          code: 'unknown_key',
        },
      ])
    }
    const dryrun = hub.webhooks.replay(id, { since, dryrun: true } as never)
    await expect(dryrun).rejects.toThrow('expected only since, until, states, eventTypes, asOf, dryRun')
    // As in JSON, what is undefined is not there.
    const undefinedOne = { url: 'https://example.com/3', retryMs: undefined }
    await expect(hub.webhooks.create(undefinedOne)).resolves.toMatchObject({ url: undefinedOne.url })
    expect((await hub.events.list()).items).toEqual([])
  })

  test('existing secrets are encrypted with a new key, and without the key the hub does not start', async () => {
    const [first, second] = [encryptionKey('first'), encryptionKey('second')]
    const { hub, database } = await hubWith({ work: false })
    const { id } = await hub.webhooks.create({ url: 'https://example.com/' })
    await hub.close()
    await (await createHub({ ...database, key: first, work: false })).close()
    await expect(createHub({ ...database, work: false })).rejects.toThrow(
      new RegExp(`${id} .*set PROMPT_WEBHOOKS_KEY`),
    )
    await expect(createHub({ ...database, key: second, work: false })).rejects.toThrow(
      new RegExp(`${id} .*another key`),
    )
    // The new key encrypts, and the old one still decrypts.
    await (await createHub({ ...database, key: `${second} ${first}`, work: false })).close()
    await (await createHub({ ...database, key: second, work: false })).close()
  })
})

test('an option that is wrong or unknown is refused by name', async () => {
  const refused: [string, object][] = [
    ['timeout', { timeout: 1000 }],
    ['timeoutMs', { timeoutMs: 0 }],
    ['timeoutMs', { timeoutMs: 60_001 }],
    ['maxConnections', { maxConnections: 1 }],
    ['concurrency', { concurrency: 0 }],
    ['concurrency', { concurrency: 1.5 }],
    ['concurrencyPerWebhook', { concurrencyPerWebhook: 0 }],
    ['failuresBeforeRest', { failuresBeforeRest: 0 }],
    ['failuresBeforeRest', { failuresBeforeRest: 1e10 }],
    ['maxResponseBodyBytes', { maxResponseBodyBytes: -1 }],
    ['maxResponseBodyBytes', { maxResponseBodyBytes: 65_537 }],
    ['allow', { allow: '127.0.0.1' }],
    ['allow\\[1\\]', { allow: ['127.0.0.1', '*.internal'] }],
    ['allow\\[0\\]', { allow: ['receiver:3000'] }],
    ['retryDelay', { retryDelay: 5 }],
    ['restSeconds', { restSeconds: 5 }],
    ['restSeconds', { restSeconds: { first: 5 } }],
    ['restSeconds', { restSeconds: { first: 0, max: 1 } }],
    ['restSeconds', { restSeconds: { first: 10, max: 1 } }],
    ['restSeconds', { restSeconds: { first: 1, max: Number.POSITIVE_INFINITY } }],
    ['disableAfterSeconds', { disableAfterSeconds: Number.POSITIVE_INFINITY }],
    ['keepDeliveredSeconds', { keepDeliveredSeconds: -1 }],
    ['keepGivenUpSeconds', { keepGivenUpSeconds: Number.NaN }],
    ['keepIdempotencyKeySeconds', { keepIdempotencyKeySeconds: 0.5 }],
    ['keepDeliveredSeconds', { keepDeliveredSeconds: Number.MAX_SAFE_INTEGER }],
    ['fsync', { fsync: 'no' }],
    ['work', { work: 0 }],
    ['key', { key: 'abc' }],
    ['key', { key: ' ' }],
    ['logger', { logger: true }],
    ['dataFolder', { dataFolder: '' }],
    ['databaseUrl', { databaseUrl: '' }],
    ['databaseUrl', { databaseUrl: 'mysql://localhost/hub' }],
    ['databaseUrl, dataFolder', { databaseUrl: 'postgres://localhost/', dataFolder: 'data' }],
  ]
  for (const [name, options] of refused) {
    const error = await createHub(options).catch((reason) => reason)
    expect(error).toBeInstanceOf(TypeError)
    expect(error.message).toMatch(new RegExp(`^${name}: `))
  }
})

test('every option of createHub refuses a value of another type by name', async () => {
  const unknown = await createHub({ unknown: true } as HubOptions).catch((reason) => reason)
  const names: string[] = unknown.message.split('expected only ')[1].split(', ')
  expect(names).toContain('logger')
  for (const name of names) {
    for (const wrong of [Symbol('wrong'), null]) {
      const error = await createHub({ [name]: wrong }).catch((reason) => reason)
      expect([name, error]).toEqual([name, expect.any(TypeError)])
      expect(error.message.split(': ')[0].split(', ')).toContain(name)
    }
  }
})

test('createApp and serve refuse unknown options by name', async () => {
  const hub = {} as Hub
  expect(() => createApp(hub, { tokens: 'x' } as AppOptions)).toThrow(
    new TypeError('tokens: unknown option of createApp; expected only token, hosts, logger'),
  )
  await expect(serve(hub, { port: 0, hostname: 'x' } as ServeOptions)).rejects.toThrow(
    new TypeError('hostname: unknown option of serve; expected only port, host, token, hosts, logger'),
  )
})

test('a second process cannot open the folder of the embedded database', async () => {
  const [pglite] = databases
  const server = await pglite?.start()
  const database = await server?.create()
  const hub = await createHub({ ...database, work: false })
  await expect(createHub({ ...database, work: false })).rejects.toThrow(/another process/)
  await hub.close()
  await server?.stop()
})

describe.runIf(hasTools('Postgres'))('several processes on Postgres', () => {
  let server: PostgresServer
  beforeAll(async () => {
    server = await startPostgres({ fsync: 'off' })
  })
  afterAll(() => server.stop())

  test('start at the same time, share the work, and see each other’s changes', async () => {
    const databaseUrl = await server.createDatabase()
    const options = { databaseUrl, allow: ['127.0.0.1'], concurrency: 2 }
    const [serving, ...workers] = await Promise.all([
      createHub({ ...options, work: false }),
      createHub(options),
      createHub(options),
    ])
    const endpoint = await startEndpoint((_, response) => setTimeout(() => response.writeHead(204).end(), 5))
    await serving.webhooks.create({ url: endpoint.url })
    const seen = new Set<string>()
    serving.deliveries.subscribe((deliveries) => {
      for (const { id, state } of deliveries) if (state === 'delivered') seen.add(id)
    })
    // More than one worker fetches in one batch.
    await serving.publish(Array(500).fill(example))
    await endpoint.count(500)
    expect(new Set(endpoint.ids()).size).toBe(500)
    expect(endpoint.received).toHaveLength(500)
    await eventually(async () => seen.size > 0)
    const counts = await Promise.all(workers.map((worker) => worker.metrics()))
    for (const text of counts)
      expect(text).toMatch(/prompt_webhooks_attempts_total\{outcome="delivered"\} [1-9]/)
    await Promise.all([serving, ...workers].map((hub) => hub.close()))
    await endpoint.stop()
  })

  test('of several that add one URL at once, one adds it', async () => {
    const databaseUrl = await server.createDatabase()
    const hubs = await Promise.all([1, 2].map(() => createHub({ databaseUrl, work: false })))
    for (const path of ['a', 'b', 'c']) {
      const adding = hubs.flatMap(({ webhooks }) =>
        Array.from({ length: 4 }, () => webhooks.create({ url: `https://example.com/${path}` })),
      )
      const added = (await Promise.allSettled(adding)).filter(({ status }) => status === 'fulfilled')
      expect(added).toHaveLength(1)
    }
    await Promise.all(hubs.map((hub) => hub.close()))
  })

  test('a process without the newest key leaves deliveries it cannot sign to others, and delivers the rest', async () => {
    const options = { databaseUrl: await server.createDatabase(), allow: ['127.0.0.1'] }
    const [old, newer] = [encryptionKey('old'), encryptionKey('newer')]
    const working = await createHub({ ...options, key: old })
    const endpoint = await startEndpoint()
    const { id: sealedAnew } = await working.webhooks.create({ url: `${endpoint.url}/anew` })
    const newest = await createHub({ ...options, key: `${newer} ${old}`, work: false })
    await working.webhooks.create({ url: `${endpoint.url}/old` })
    await working.publish(example)
    await endpoint.count(1)
    expect(endpoint.received.map(({ path }) => path)).toEqual(['/hook/old'])
    await Promise.all([newest, working].map((hub) => hub.close()))
    const also = await createHub({ ...options, key: `${newer} ${old}` })
    await endpoint.count(2)
    const { items } = await also.deliveries.list({ webhookId: sealedAnew })
    expect(items).toHaveLength(1)
    expect(endpoint.ids()).toContain(items[0]?.id)
    await also.close()
    await endpoint.stop()
  })

  /** A hub with a webhook, and another client of its database. Both are closed at the end of the test. */
  async function hubAndClient() {
    const databaseUrl = await server.createDatabase()
    const hub = await createHub({ databaseUrl, allow: ['127.0.0.1'] })
    const endpoint = await startEndpoint()
    await hub.webhooks.create({ url: endpoint.url })
    const client = new Client({ connectionString: databaseUrl })
    await client.connect()
    return {
      hub,
      endpoint,
      client,
      async [Symbol.asyncDispose]() {
        await client.end()
        await hub.close()
        await endpoint.stop()
      },
    }
  }

  test('attempts stop while their results cannot be recorded', async () => {
    await using all = await hubAndClient()
    const { hub, endpoint, client } = all
    await client.query('BEGIN; LOCK TABLE prompt_webhooks.attempt')
    await hub.publish(Array(1000).fill(example))
    await endpoint.count(100)
    await sleep(2000)
    expect(endpoint.received.length).toBeLessThan(400)
    await client.query('COMMIT')
    await endpoint.count(1000)
    expect(new Set(endpoint.ids()).size).toBe(1000)
  })

  test('however much is published at once, a transaction has 1,000 events, and a statement 10,000 rows', async () => {
    const databaseUrl = await server.createDatabase()
    const hub = await createHub({ databaseUrl, work: false })
    const client = new Client({ connectionString: databaseUrl })
    await client.connect()
    const tables = ['prompt_webhooks.event', 'prompt_webhooks.delivery', 'prompt_webhooks_queue.job_common']
    await client.query(`CREATE TABLE written (name text, rows int, transaction xid8);
      CREATE FUNCTION count_written() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO written SELECT TG_TABLE_NAME, count(*), pg_current_xact_id() FROM new_rows;
        RETURN NULL;
      END $$`)
    for (const table of tables) {
      await client.query(`CREATE TRIGGER count_written AFTER INSERT ON ${table}
        REFERENCING NEW TABLE AS new_rows EXECUTE FUNCTION count_written()`)
    }
    // An event that no webhook receives tells nothing about the next ones.
    const nobody = catalog.at(-1)?.example as typeof example
    const eventTypes = webhookEventTypes.filter((type) => type !== nobody.event_type)
    for (let count = 0; count < 30; count++) {
      await hub.webhooks.create({ url: `https://example.com/${count}`, eventTypes })
    }
    // Webhooks that receive none of the events make no statement smaller.
    const narrow = [{ workspaceIds: [999] }, { eventTypes: ['report_finished' as const] }]
    for (let count = 0; count < 40; count++) {
      await hub.webhooks.create({ url: `https://example.com/narrow/${count}`, ...narrow[count % 2] })
    }
    const list = [...Array(100).fill(nobody), ...Array(500).fill(example)]
    const published = await Promise.all([1, 2, 3].map(() => hub.publish(list)))
    for (const publications of published) {
      expect(publications.map(({ deliveryIds }) => deliveryIds.length)).toEqual([
        ...Array(100).fill(0),
        ...Array(500).fill(30),
      ])
    }
    const sums = async (by: string) =>
      (await client.query(`SELECT name, ${by} AS rows FROM written GROUP BY name ORDER BY name`)).rows
    expect(await sums('sum(rows)::int')).toEqual([
      { name: 'delivery', rows: 45_000 },
      { name: 'event', rows: 1800 },
      { name: 'job_common', rows: 45_000 },
    ])
    expect(await sums('max(rows) <= 10000')).toEqual(
      ['delivery', 'event', 'job_common'].map((name) => ({ name, rows: true })),
    )
    const { rows: transactions } = await client.query(
      "SELECT sum(rows)::int AS events FROM written WHERE name = 'event' GROUP BY transaction",
    )
    expect(transactions).toEqual(Array(3).fill({ events: 600 }))
    const { rows: statements } = await client.query("SELECT FROM written WHERE name = 'event'")
    expect(statements).toHaveLength(6)
    await client.end()
    await hub.close()
  })

  test('removing a webhook succeeds although it deadlocks with another transaction', async () => {
    await using all = await hubAndClient()
    const { hub, endpoint, client } = all
    const ids = (await hub.publish(Array(3).fill(example))).flatMap(({ deliveryIds }) => deliveryIds)
    await endpoint.count(3)
    const [{ id } = { id: '' }] = await hub.webhooks.list()
    // One in the middle: in whatever order the removal locks them, it holds one when it waits for this one.
    await client.query('BEGIN')
    await client.query('SELECT FROM prompt_webhooks.delivery WHERE id = $1 FOR UPDATE', [ids.sort()[1]])
    const removed = hub.webhooks.remove(id)
    await eventually(async () => {
      const { rows } = await client.query('SELECT FROM pg_locks WHERE NOT granted')
      return rows.length > 0
    })
    // Postgres may choose either transaction as the victim.
    await client.query('SELECT FROM prompt_webhooks.delivery FOR UPDATE').catch(() => {})
    await client.query('ROLLBACK')
    await removed
    expect(await hub.webhooks.list()).toEqual([])
  })

  test('an event is accepted although its webhook is removed at the same time', async () => {
    await using all = await hubAndClient()
    const { hub, client } = all
    await client.query('BEGIN; DELETE FROM prompt_webhooks.webhook')
    const publishing = hub.publish(example)
    // The new delivery waits to learn whether its webhook stays.
    await eventually(async () => {
      const { rows } = await client.query('SELECT FROM pg_locks WHERE NOT granted')
      return rows.length > 0
    })
    await client.query('COMMIT')
    const { eventId, deliveryIds } = await publishing
    expect(deliveryIds).toEqual([])
    expect((await hub.events.get(eventId)).deliveries).toEqual([])
  })

  test('workers are woken when the transaction of the caller commits', async () => {
    await using all = await hubAndClient()
    const { hub, client } = all
    let woken = 0
    hub.events.onPublished(() => woken++)
    await client.query('BEGIN')
    await hub.publish(example, { client })
    // What is told before the commit is too early for them to find anything.
    await eventually(async () => woken > 0)
    const before = woken
    await client.query('COMMIT')
    await eventually(async () => woken > before)
  })

  test("an event is accepted only if the caller's transaction commits", async () => {
    await using all = await hubAndClient()
    const { hub, endpoint, client } = all
    await client.query('CREATE TABLE prompt (name text)')
    const saveAndPublish = async (end: 'COMMIT' | 'ROLLBACK') => {
      await client.query('BEGIN')
      await client.query("INSERT INTO prompt VALUES ('welcome')")
      const publication = await hub.publish(example, { client })
      await client.query(end)
      return publication
    }
    const lost = await saveAndPublish('ROLLBACK')
    await expect(hub.events.get(lost.eventId)).rejects.toThrow(NotFoundError)
    const kept = await saveAndPublish('COMMIT')
    await endpoint.count(1)
    expect(endpoint.ids()).toEqual(kept.deliveryIds)
    // Outside of a transaction each statement would be committed by itself.
    await expect(hub.publish(example, { client })).rejects.toThrow(/^client: .*Run BEGIN/)
    expect((await hub.events.list()).items.map(({ id }) => id)).toEqual([kept.eventId])
    // The caller sees an error of its own transaction as it is.
    await client.query('BEGIN')
    await client.query('SELECT 1 / 0').catch(() => {})
    await expect(hub.publish(example, { client })).rejects.toMatchObject({ code: '25P02' })
    await client.query('ROLLBACK')
  })

  test('no accepted event is lost when the database crashes and restarts', async () => {
    const crashing = await startPostgres({ fsync: 'off' })
    const hub = await createHub({
      databaseUrl: await crashing.createDatabase(),
      allow: ['127.0.0.1'],
      concurrency: 5,
      timeoutMs: 1000,
    })
    const endpoint = await startEndpoint((_, response) => setTimeout(() => response.writeHead(204).end(), 10))
    await hub.webhooks.create({ url: endpoint.url })
    const accepted: string[] = []
    for (let count = 0; count < 60; count++) {
      if (count === 20 || count === 40) await crashing.crash()
      const publication = await hub.publish(example).catch(() => undefined)
      if (publication) accepted.push(...publication.deliveryIds)
      else await sleep(50)
    }
    expect(accepted.length).toBeGreaterThan(30)
    await eventually(async () => {
      const arrived = new Set(endpoint.ids())
      return accepted.every((id) => arrived.has(id))
    })
    await hub.close()
    await endpoint.stop()
    await crashing.stop()
  })
})
