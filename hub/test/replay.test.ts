import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../src/app.js'
import { exampleOf } from '../src/catalog.js'
import { createHubClient } from '../src/client.js'
import { type HubOptions, InvalidInputError, NotFoundError, serve } from '../src/index.js'
import { applyRetention } from '../src/store/retention.js'
import { databases, type TestDatabases } from './databases.js'
import type { startEndpoint } from './endpoint.js'
import { eventType, example, hubOnDatabase, otherType } from './engine/hub-on-database.js'
import { eventually } from './eventually.js'
import { openDatabase } from './open-database.js'
import { hiddenFields } from './pages/hidden-fields.js'

const since = new Date(0)
type Answer = Parameters<typeof startEndpoint>[0]

describe.each(databases)('$name', ({ name, start }) => {
  let server: TestDatabases
  beforeAll(async () => {
    server = await start()
  })
  afterAll(() => server.stop())

  /** A hub whose webhook gets one attempt at a time, so that the order shows. */
  async function hubInOrder(options: HubOptions = {}, ...[answer]: Answer[]) {
    const all = await hubOnDatabase(server, { concurrencyPerWebhook: 1, ...options }, answer)
    return {
      ...all,
      hub: all.hub,
      /** Publishes events that can be told apart. */
      publishNamed: async (...names: string[]) => {
        const publications = await all.hub.publish(names.map((user_name) => ({ ...example, user_name })))
        return publications.flatMap(({ deliveryIds }) => deliveryIds)
      },
      names: () => all.endpoint.received.map(({ body }): string => JSON.parse(body).user_name),
      [Symbol.asyncDispose]: all[Symbol.asyncDispose],
    }
  }

  test('what came while a webhook was disabled is counted, and then sent in order, once', async () => {
    await using all = await hubInOrder()
    const { hub, webhook } = all
    for (const id of await all.publishNamed('before')) await all.inState(id, 'delivered')
    await hub.webhooks.disable(webhook.id)
    const names = Array.from({ length: 12 }, (_, index) => `missed ${index}`)
    for (const each of names) await all.publishNamed(each)
    const counted = await hub.webhooks.replay(webhook.id, { since, dryRun: true })
    expect(counted).toMatchObject({
      matching: { missed: 12, given_up: 0, retrying: 0, delivered: 0 },
      sent: 0,
      remaining: 12,
    })
    await expect(hub.webhooks.replay(webhook.id, { since })).rejects.toThrow(/disabled\. Enable it first/)
    await hub.webhooks.enable(webhook.id)
    const { asOf } = counted
    const both = await Promise.all([
      hub.webhooks.replay(webhook.id, { since, asOf }),
      hub.webhooks.replay(webhook.id, { since, asOf }),
    ])
    expect(both[0].sent + both[1].sent).toBe(12)
    expect(both.map(({ remaining }) => remaining)).toEqual([0, 0])
    await all.endpoint.count(13)
    expect(all.names()).toEqual(['before', ...names])
    expect(await hub.webhooks.replay(webhook.id, { since })).toMatchObject({ sent: 0, remaining: 0 })
  })

  test('what was given up never counts as missed, however short it is kept', async () => {
    const options = { retryDelay: () => undefined, keepGivenUpSeconds: 0 }
    await using all = await hubOnDatabase(server, options, (_, response) => response.writeHead(500).end())
    const [id = ''] = await all.publish()
    await all.inState(id, 'given_up')
    await all.hub.close()
    const { pool, close } = await openDatabase(all.database)
    await applyRetention(pool, { deliveredSeconds: 86_400, givenUpSeconds: 0, idempotencyKeySeconds: 0 })
    await close()
    await all.restart({ ...options, work: false })
    const counted = await all.hub.webhooks.replay(all.webhook.id, { since, dryRun: true })
    expect(counted.matching).toMatchObject({ given_up: 1, missed: 0 })
  })

  test('by state, type and time; the same asOf sends nothing twice', async () => {
    let status = 500
    const options = { retryDelay: () => undefined, failuresBeforeRest: 1000 }
    await using all = await hubInOrder(options, (_, response) => response.writeHead(status).end())
    const { hub, webhook } = all
    for (const id of await all.publishNamed('a', 'b')) await all.inState(id, 'given_up')
    const { deliveryIds } = await hub.publish(exampleOf(otherType))
    for (const id of deliveryIds) await all.inState(id, 'given_up')
    status = 204
    for (const id of await all.publishNamed('c')) await all.inState(id, 'delivered')
    const count = async (request: object) => {
      const { matching } = await hub.webhooks.replay(webhook.id, { since, dryRun: true, ...request })
      return matching
    }
    const nothing = { missed: 0, given_up: 0, retrying: 0, delivered: 0 }
    expect(await count({})).toEqual({ ...nothing, given_up: 3 })
    expect(await count({ eventTypes: [eventType] })).toEqual({ ...nothing, given_up: 2 })
    expect(await count({ states: ['delivered', 'given_up'] })).toEqual({
      ...nothing,
      given_up: 3,
      delivered: 1,
    })
    const { items } = await hub.events.list()
    const [c, , , a] = items
    expect(await count({ states: ['delivered'], since: c?.publishedAt })).toEqual({
      ...nothing,
      delivered: 1,
    })
    expect(await count({ until: a?.publishedAt })).toEqual(nothing)
    expect(await count({ asOf: new Date(1) })).toEqual(nothing)

    const request = { since, states: ['given_up', 'delivered'] as const }
    const { asOf, sent } = await hub.webhooks.replay(webhook.id, request)
    expect(sent).toBe(4)
    for (const { id } of (await hub.deliveries.list()).items) await all.inState(id, 'delivered')
    expect(await hub.webhooks.replay(webhook.id, { ...request, asOf })).toMatchObject({
      sent: 0,
      remaining: 0,
    })
    expect(await count(request)).toEqual({ ...nothing, delivered: 4 })
    // The last four arrived in the order of their events.
    expect(all.names().slice(-4)).toEqual(['a', 'b', exampleOf(otherType).user_name, 'c'])
  })

  test('a time to look at that is still to come is now, so that nothing is sent twice', async () => {
    await using all = await hubInOrder({ work: false })
    const { hub, webhook } = all
    await all.publishNamed('a')
    await hub.webhooks.disable(webhook.id)
    await hub.webhooks.enable(webhook.id)
    const tomorrow = new Date(Date.now() + 86_400_000)
    const { asOf, sent } = await hub.webhooks.replay(webhook.id, { since, asOf: tomorrow })
    expect(sent).toBe(1)
    expect(Number(asOf)).toBeLessThan(Date.now() + 60_000)
  })

  test.runIf(name === 'Postgres')('a replay ends when its webhook is disabled in the meantime', async () => {
    await using all = await hubInOrder({ work: false })
    const { hub, webhook } = all
    await hub.webhooks.disable(webhook.id)
    await all.publishNamed('missed')
    await hub.webhooks.enable(webhook.id)
    const { pool, close } = await openDatabase(all.database)
    const other = await pool.connect()
    await other.query('BEGIN')
    // What a replay holds while it sends.
    await other.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`replay ${webhook.id}`])
    const replaying = hub.webhooks.replay(webhook.id, { since })
    const waits = "SELECT FROM pg_stat_activity WHERE wait_event = 'advisory'"
    await expect.poll(async () => (await pool.query(waits)).rows.length).toBe(1)
    await hub.webhooks.disable(webhook.id)
    await other.query('COMMIT')
    expect(await replaying).toMatchObject({ matching: { missed: 1 }, sent: 0, remaining: 1 })
    other.release()
    await close()
  })

  test('a replay starts the schedule over', async () => {
    const retryDelay = (failures: number) => (failures < 2 ? 1 : undefined)
    await using all = await hubInOrder({ retryDelay, failuresBeforeRest: 1000 }, (_, response) =>
      response.writeHead(500).end(),
    )
    const [id = ''] = await all.publishNamed('a')
    expect(await all.inState(id, 'given_up')).toMatchObject({ attempts: 2 })
    await all.hub.webhooks.replay(all.webhook.id, { since })
    await all.endpoint.count(4)
    expect(await all.inState(id, 'given_up')).toMatchObject({ attempts: 4 })
  })

  test('what is replayed waits from then on, as what is sent again by hand', async () => {
    const options = { retryDelay: () => undefined, failuresBeforeRest: 1000 }
    await using all = await hubInOrder(options, (_, response) => response.writeHead(500).end())
    const { hub, webhook } = all
    for (const id of await all.publishNamed('given up')) await all.inState(id, 'given_up')
    await hub.webhooks.pause(webhook.id)
    const { asOf } = await hub.webhooks.replay(webhook.id, { since })
    const { waiting, waitingSince } = await hub.overview()
    expect(waiting).toBe(1)
    expect(waitingSince?.getTime()).toBeGreaterThan(asOf.getTime() - 2)
  })

  test('what a replay sends is given up if its webhook is disabled in the meantime, even if a person had sent it', async () => {
    await using all = await hubOnDatabase(server, { work: false })
    const { id: webhookId } = all.webhook
    const [id = ''] = await all.publish()
    await all.hub.deliveries.resend(id)
    await all.hub.webhooks.disable(webhookId)
    await all.hub.webhooks.enable(webhookId)
    expect(await all.hub.webhooks.replay(webhookId, { since })).toMatchObject({ sent: 1 })
    // As if another process had disabled it while the replay was not committed yet.
    await all.restart({}, async () => {
      const { pool, close } = await openDatabase(all.database)
      await pool.query('UPDATE prompt_webhooks.webhook SET enabled = false')
      await close()
    })
    const reason = 'the webhook was disabled'
    expect(await all.inState(id, 'given_up')).toMatchObject({ attempts: 0, reason })
  })

  test('a webhook misses only what it receives, and no test of another one', async () => {
    await using all = await hubInOrder({ work: false })
    const { hub } = all
    await all.publishNamed('a')
    await hub.publish(exampleOf(otherType))
    await hub.publish({ ...example, workspace_id: 77 })
    await hub.webhooks.test(all.webhook.id)
    const later = (fields: object) =>
      hub.webhooks.create({ url: all.endpoint.url, allowDuplicate: true, ...fields })
    const missed = async ({ id }: { id: string }) =>
      (await hub.webhooks.replay(id, { since, dryRun: true })).matching.missed
    expect(await missed(await later({}))).toBe(3)
    expect(await missed(await later({ eventTypes: [otherType] }))).toBe(1)
    expect(await missed(await later({ workspaceIds: [77] }))).toBe(1)
    if (name !== 'Postgres') return
    // The hub no longer knows whether it was delivered.
    const { pool, close } = await openDatabase(all.database)
    await pool.query("UPDATE prompt_webhooks.event SET published_at = now() - interval '31 days'")
    expect(await missed(await later({}))).toBe(0)
    await close()
  })

  test.runIf(name === 'Postgres')(
    'a delivery that changes while a replay waits for it is not sent again',
    async () => {
      await using all = await hubInOrder({ work: false })
      const [id = ''] = await all.publishNamed('a')
      await all.hub.webhooks.disable(all.webhook.id)
      await all.hub.webhooks.enable(all.webhook.id)
      const { pool, close } = await openDatabase(all.database)
      const client = await pool.connect()
      await client.query('BEGIN')
      await client.query(
        "UPDATE prompt_webhooks.delivery SET updated_at = now() + interval '1 hour' WHERE id = $1",
        [id],
      )
      const replaying = all.hub.webhooks.replay(all.webhook.id, { since })
      await eventually(async () => {
        const { rows } = await pool.query(
          "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()",
        )
        return rows.length > 0
      })
      await client.query('COMMIT')
      client.release()
      expect(await replaying).toMatchObject({ matching: { given_up: 1 }, sent: 0 })
      await close()
    },
  )

  test('one call sends at most 10,000, and the next ones the rest', async () => {
    await using all = await hubInOrder({ work: false })
    await all.hub.webhooks.disable(all.webhook.id)
    for (let round = 0; round < 11; round++) await all.hub.publish(Array(round ? 1000 : 300).fill(example))
    await all.hub.webhooks.enable(all.webhook.id)
    const first = await all.hub.webhooks.replay(all.webhook.id, { since })
    expect(first).toMatchObject({ matching: { missed: 10_300 }, sent: 10_000, remaining: 300 })
    const { asOf } = first
    expect(await all.hub.webhooks.replay(all.webhook.id, { since, asOf })).toMatchObject({
      sent: 300,
      remaining: 0,
    })
    expect(await all.hub.metrics()).toMatch(/^prompt_webhooks_deliveries_waiting 10300$/m)
  })

  test('the page sends what it has counted, and not what was given up since', async () => {
    await using all = await hubInOrder({ work: false })
    const { hub, webhook } = all
    const giveUp = async (name: string) => {
      const [id = ''] = await all.publishNamed(name)
      await hub.webhooks.disable(webhook.id)
      await hub.webhooks.enable(webhook.id)
      return id
    }
    const app = createApp(hub)
    const path = `/settings/webhooks/${webhook.id}/replay`
    const counted = await giveUp('counted')
    const page = await (await app.request(`${path}?since=2020-01-01T00:00Z&states=given_up`)).text()
    expect(page).toContain('Send 1 event?')
    const body = new URLSearchParams(hiddenFields(page, path))
    // The time of the count is at most a millisecond later.
    const read = Date.now()
    await eventually(async () => Date.now() > read + 1)
    const later = await giveUp('later')
    const { status, headers } = await app.request(path, { method: 'POST', body })
    expect(status).toBe(303)
    const states = [counted, later].map(async (id) => (await hub.deliveries.get(id)).state)
    expect(await Promise.all(states)).toEqual(['pending', 'given_up'])
    // Nor does the page that follows offer it as the rest.
    const next = await (await app.request(headers.get('location') ?? '')).text()
    expect(/<h2 id="count-heading">(.*?)</.exec(next)?.[1]).toBe('Nothing to send')
  })

  test('the API and its client do the same, and refuse what is wrong', async () => {
    await using all = await hubInOrder({ work: false })
    const { hub, webhook } = all
    const [id = ''] = await all.publishNamed('a')
    await hub.webhooks.disable(webhook.id)
    const listening = await serve(hub, { port: 0 })
    const client = createHubClient({ url: listening.url })
    expect(await client.webhooks.replay(webhook.id, { since, dryRun: true })).toEqual({
      asOf: expect.any(Date),
      matching: { missed: 0, given_up: 1, retrying: 0, delivered: 0 },
      sent: 0,
      remaining: 1,
    })
    await client.webhooks.enable(webhook.id)
    expect(await client.webhooks.replay(webhook.id, { since })).toMatchObject({ sent: 1, remaining: 0 })
    const [other = ''] = await all.publishNamed('b')
    expect(await client.deliveries.resendMany([id, other, randomUUID()])).toBe(2)
    expect((await hub.deliveries.list()).items).toHaveLength(2)

    const refused = (request: object, message: RegExp) =>
      expect(client.webhooks.replay(webhook.id, { since, ...request })).rejects.toThrow(message)
    await refused({ since: 'yesterday' }, /^since: expected a date such as 2026-11-27, or a time/)
    await refused({ until: since }, /^until: expected a time after since/)
    await refused({ states: [] }, /^states: /)
    await refused({ states: ['pending'] }, /^states/)
    await refused({ eventTypes: ['later'] }, /^eventTypes/)
    await refused({ types: [] }, /^types: unknown key/)
    await expect(hub.webhooks.replay(webhook.id, { since, states: ['pending' as 'missed'] })).rejects.toThrow(
      InvalidInputError,
    )
    await expect(client.webhooks.replay(randomUUID(), { since })).rejects.toThrow(NotFoundError)
    await expect(client.deliveries.resendMany([])).rejects.toThrow(/^ids: expected 1 to 1000/)
    await expect(client.deliveries.resendMany(Array(1001).fill(id))).rejects.toThrow(
      /^ids: expected 1 to 1000/,
    )
    expect(await client.deliveries.resendMany([...Array(999).fill(randomUUID()), id])).toBe(1)
    await expect(client.deliveries.resendMany(['x'])).rejects.toThrow(NotFoundError)
    await listening.close()
  })
})
