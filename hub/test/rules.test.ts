import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { webhookEventTypes } from 'prompt-webhooks'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasTools } from '../../test/support/tools.js'
import { exampleOf } from '../src/catalogue.js'
import { createHub, type HubOptions } from '../src/index.js'
import { databases, type TestDatabases } from './databases.js'
import { startEndpoint } from './endpoint.js'
import { eventually } from './eventually.js'
import { type PostgresServer, startPostgres } from './postgres-server.js'

const [firstType] = webhookEventTypes
const example = exampleOf(firstType)
const key = () => Buffer.alloc(32, Math.random() * 256).toString('base64')

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

  test('what keeps failing rests, without an attempt, and is disabled when it has failed for long', async () => {
    await using with_ = await hubWith({
      failuresBeforePause: 2,
      pauseSeconds: { first: 1, longest: 1 },
      disableAfterSeconds: 2,
      retryDelays: () => 1,
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
    // One probe for each rest, and those that were on their way when it began.
    expect(endpoint.received.length).toBeLessThanOrEqual(
      10 + 2 * Math.ceil((Date.now() - started) / 1000 + 1),
    )
    await eventually(async () => (await hub.deliveries.list({ state: 'dead' })).items.length === 30)
    await endpoint.stop()
  })

  test('what is old is deleted, but not what is still to be delivered', async () => {
    await using with_ = await hubWith({
      keepDeliveredSeconds: 0,
      keepDeadSeconds: 3600,
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
    // It is applied at the start, and then every minute.
    const again = await createHub({ ...database, keepDeliveredSeconds: 0, keepIdempotencyKeySeconds: 0 })
    await eventually(async () => (await again.events.list()).items.length === 1)
    expect((await again.deliveries.list()).items.map(({ state }) => state)).toEqual(['retrying'])
    await again.close()
    await endpoint.stop()
  })

  test('secrets are encrypted with the key, those of before too, and without it the hub does not start', async () => {
    const [first, second] = [key(), key()]
    const { hub, database } = await hubWith({ work: false })
    const { id } = await hub.webhooks.create({ url: 'https://example.com/' })
    await hub.close()
    await (await createHub({ ...database, key: first, work: false })).close()
    await expect(createHub({ ...database, work: false })).rejects.toThrow(
      `The secret of webhook ${id} is encrypted: set`,
    )
    await expect(createHub({ ...database, key: second, work: false })).rejects.toThrow('another key')
    // The new key encrypts, the old one still opens.
    await (await createHub({ ...database, key: `${second} ${first}`, work: false })).close()
    await (await createHub({ ...database, key: second, work: false })).close()
  })
})

test('a second process cannot open the folder of the embedded database', async () => {
  const [pglite] = databases
  const server = await pglite?.start()
  const database = await server?.create()
  const hub = await createHub({ ...database, work: false })
  await expect(createHub({ ...database, work: false })).rejects.toThrow('another process uses this folder')
  await hub.close()
  await server?.stop()
})

describe.runIf(hasTools('Postgres'))('several processes on Postgres', () => {
  let server: PostgresServer
  beforeAll(async () => {
    server = await startPostgres({ fsync: 'off' })
  })
  afterAll(() => server.stop())

  test('start at the same time, share the work, and see what others change', async () => {
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
    // More than one worker takes at once.
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

  test('a process without the newest key leaves to others what it cannot open, and delivers the rest', async () => {
    const options = { databaseUrl: await server.createDatabase(), allow: ['127.0.0.1'] }
    const [old, newer] = [key(), key()]
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

  /** A hub with a webhook, and somebody else on its database, until the test is over. */
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

  test('no more is sent than can be written down', async () => {
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

  test("an event is accepted with the caller's transaction, or not at all", async () => {
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
    await expect(hub.events.get(lost.eventId)).rejects.toThrow('There is no such event')
    const kept = await saveAndPublish('COMMIT')
    await endpoint.count(1)
    expect(endpoint.ids()).toEqual(kept.deliveryIds)
  })

  test('a database that crashes and comes back loses nothing that was accepted', async () => {
    const crashing = await startPostgres({ fsync: 'off' })
    const hub = await createHub({
      databaseUrl: await crashing.createDatabase(),
      allow: ['127.0.0.1'],
      concurrency: 5,
      timeout: 1000,
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
