import { randomUUID } from 'node:crypto'
import { type WebhookEventType, webhookEventTypes } from 'prompt-webhooks'
import { verifySignature } from 'prompt-webhooks/signature'
import { verifyMessage } from 'prompt-webhooks/standard-webhooks'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { catalog, exampleOf } from '../src/catalog.js'
import {
  createHub,
  type Delivery,
  type DeliveryState,
  type Hub,
  type HubOptions,
  IdempotencyConflictError,
  InvalidInputError,
  NotFoundError,
  type Publication,
} from '../src/index.js'
import { type DatabaseOptions, databases, type TestDatabases } from './databases.js'
import { startEndpoint } from './endpoint.js'
import { hubOnDatabase } from './engine/hub-on-database.js'
import { eventually } from './eventually.js'

const [firstType, secondType] = webhookEventTypes as readonly [WebhookEventType, WebhookEventType]
const example = exampleOf(firstType)

describe.each(databases)('$name', ({ start }) => {
  let server: TestDatabases
  let database: DatabaseOptions
  let hub: Hub
  const quick: HubOptions = {
    allow: ['127.0.0.1'],
    retryDelay: (failures) => (failures < 4 ? 10 : undefined),
    failuresBeforeRest: 1000,
  }

  beforeAll(async () => {
    server = await start()
    database = await server.create()
    hub = await createHub({ ...database, ...quick })
  })
  afterAll(async () => {
    await hub.close()
    await server.stop()
  })

  const inState = (id: string, state: DeliveryState) =>
    eventually(async () => {
      const delivery = await hub.deliveries.get(id)
      return delivery.state === state && delivery
    })

  /** An endpoint with a webhook. Both are removed at the end of the test. */
  async function subscribed(...[answer]: Parameters<typeof startEndpoint>) {
    const endpoint = await startEndpoint(answer)
    const webhook = await hub.webhooks.create({ url: endpoint.url })
    return {
      endpoint,
      webhook,
      async [Symbol.asyncDispose]() {
        await hub.webhooks.remove(webhook.id)
        await endpoint.stop()
      },
    }
  }
  async function publishOne(options = {}): Promise<string> {
    const { deliveryIds } = await hub.publish(example, options)
    return deliveryIds[0] ?? ''
  }

  test('every event of the contract reaches the webhook, signed with both schemes', async () => {
    await using to = await subscribed()
    const events = catalog.map(({ example }) => example)
    const publications = await hub.publish(events)
    await to.endpoint.count(events.length)
    expect(to.endpoint.received.map(({ body }) => JSON.parse(body))).toEqual(expect.arrayContaining(events))
    expect(to.endpoint.ids().sort()).toEqual(publications.flatMap(({ deliveryIds }) => deliveryIds).sort())
    const { secret } = to.webhook
    for (const { body, headers } of to.endpoint.received) {
      expect(verifySignature({ body, signature: `${headers['x-promptlayer-signature']}`, secret })).toBe(true)
      const read = { get: (name: string) => `${headers[name]}` }
      expect(verifyMessage({ body, headers: read, secret }).id).toBe(headers['webhook-id'])
    }
    const { items } = await eventually(async () => {
      const page = await hub.deliveries.list({ webhookId: to.webhook.id, state: 'delivered' })
      return page.items.length === events.length && page
    })
    expect(items[0]).toMatchObject({ attempts: 1, lastStatus: 204, nextAttemptAt: null })
    const { states } = await hub.events.get(publications[0]?.eventId ?? '')
    expect(states).toEqual({ pending: 0, retrying: 0, delivered: 1, given_up: 0 })
  })

  test('a webhook receives only the types it selected, and only while it is enabled', async () => {
    await using to = await subscribed()
    await hub.webhooks.update(to.webhook.id, { eventTypes: [secondType] })
    expect(await hub.publish(example)).toMatchObject({ deliveryIds: [] })
    expect((await hub.publish(exampleOf(secondType))).deliveryIds).toHaveLength(1)
    await hub.webhooks.disable(to.webhook.id)
    expect(await hub.publish(exampleOf(secondType))).toMatchObject({ deliveryIds: [] })
  })

  test('a failed delivery is retried with the same id until it is given up, and can be sent again by hand', async () => {
    let isHealthy = false
    await using to = await subscribed((_, response) =>
      isHealthy ? response.writeHead(200).end() : response.writeHead(500).end('no \0 and <b>no</b>'),
    )
    const id = await publishOne()
    const givenUp = await inState(id, 'given_up')
    expect(to.endpoint.ids()).toEqual([id, id, id, id])
    expect(givenUp).toMatchObject({ attempts: 4, lastStatus: 500, nextAttemptAt: null })
    expect(givenUp.log.map(({ outcome, response }) => [outcome, response?.status])).toEqual(
      Array(4).fill(['retry', 500]),
    )
    expect(givenUp.log[0]?.response?.body).toBe('no \u{fffd} and <b>no</b>')
    isHealthy = true
    expect(await hub.deliveries.resend(id)).toMatchObject({ state: 'pending', reason: null })
    expect(await inState(id, 'delivered')).toMatchObject({ attempts: 5 })
  })

  test('the attempts of a delivery are told in their order, however long each took', async () => {
    await using to = await subscribed((_, response, index) =>
      setTimeout(() => response.writeHead(500 + index).end(), 90 - 30 * index),
    )
    const { log } = await inState(await publishOne(), 'given_up')
    expect(log.map(({ number, response }) => [number, response?.status])).toEqual([
      [1, 500],
      [2, 501],
      [3, 502],
      [4, 503],
    ])
    expect(to.endpoint.received).toHaveLength(4)
  })

  test('all deliveries of a webhook that were given up can be sent again', async () => {
    let isHealthy = false
    await using to = await subscribed((_, response) => response.writeHead(isHealthy ? 204 : 500).end())
    const ids = (await hub.publish(Array(5).fill(example))).flatMap(({ deliveryIds }) => deliveryIds)
    for (const id of ids) await inState(id, 'given_up')
    isHealthy = true
    expect(await hub.deliveries.resendGivenUp({ webhookId: to.webhook.id })).toEqual({
      count: 5,
      remaining: 0,
    })
    for (const id of ids) await inState(id, 'delivered')
    expect(await hub.deliveries.resendGivenUp({ webhookId: to.webhook.id })).toEqual({
      count: 0,
      remaining: 0,
    })
  })

  test('Retry-After is honoured', async () => {
    await using to = await subscribed((_, response) =>
      response.writeHead(503, { 'Retry-After': '3600' }).end(),
    )
    const before = Date.now()
    const { nextAttemptAt, updatedAt } = await inState(await publishOne(), 'retrying')
    expect(nextAttemptAt?.getTime()).toBeGreaterThanOrEqual(before + 3_600_000)
    expect(nextAttemptAt?.getTime()).toBeLessThanOrEqual(updatedAt.getTime() + 3_601_000)
    expect(to.endpoint.received).toHaveLength(1)
  })

  test('Retry-After makes no retry come sooner than the schedule does', async () => {
    const options: HubOptions = { allow: ['127.0.0.1'], retryDelay: () => 3_600_000 }
    await using all = await hubOnDatabase(server, options, (_, response) =>
      response.writeHead(503, { 'Retry-After': '1' }).end(),
    )
    const [id = ''] = await all.publish()
    const { nextAttemptAt, createdAt } = await all.inState(id, 'retrying')
    expect(Number(nextAttemptAt) - Number(createdAt)).toBeGreaterThanOrEqual(3_600_000)
  })

  test('a subscriber learns of each delivery that a person sends', async () => {
    await using all = await hubOnDatabase(server, { work: false })
    const { deliveries, webhooks } = all.hub
    const seen = new Set<string>()
    deliveries.subscribe((changed) => {
      for (const { id } of changed) seen.add(id)
    })
    const expectSeen = async (ids: readonly string[]) => {
      await expect.poll(() => [...seen].sort()).toEqual([...ids].sort())
      seen.clear()
    }
    const ids = await all.publish(3)
    await expectSeen(ids)
    const [one = '', ...others] = ids
    await deliveries.resend(one)
    await expectSeen([one])
    await deliveries.resendMany(others)
    await expectSeen(others)
    await webhooks.disable(all.webhook.id)
    await webhooks.enable(all.webhook.id)
    await deliveries.resendGivenUp()
    await expectSeen(ids)
    await expectSeen([(await webhooks.test(all.webhook.id)).id])
    const late = await webhooks.create({ url: 'https://example.com/late' })
    expect(await webhooks.replay(late.id, { since: new Date(0) })).toMatchObject({ sent: 3 })
    await expectSeen((await deliveries.list({ webhookId: late.id })).items.map(({ id }) => id))
  })

  test('no more than 1,000 deliveries are sent again by one list', async () => {
    const ids = (count: number) => Array.from({ length: count }, () => randomUUID())
    await expect(hub.deliveries.resendMany(ids(1001))).rejects.toThrow(InvalidInputError)
    expect(await hub.deliveries.resendMany(ids(1000))).toBe(0)
  })

  test('410 disables the webhook, and its unfinished deliveries are given up', async () => {
    await using to = await subscribed((_, response, index) =>
      response.writeHead(index === 0 ? 503 : 410, { 'Retry-After': '3600' }).end(),
    )
    const unfinished = await publishOne()
    await inState(unfinished, 'retrying')
    await inState(await publishOne(), 'given_up')
    expect(await inState(unfinished, 'given_up')).toMatchObject({
      attempts: 1,
      nextAttemptAt: null,
      reason: expect.stringContaining('disabled'),
    })
    expect(await hub.webhooks.get(to.webhook.id)).toMatchObject({ enabled: false, disabledReason: 'gone' })
    const enabled = await hub.webhooks.enable(to.webhook.id)
    expect(enabled).toMatchObject({ enabled: true, disabledReason: null, failingSince: null })
  })

  test('during a rotation both secrets sign, and afterwards only the new one', async () => {
    await using to = await subscribed()
    const { id, secret: old } = to.webhook
    const signs = (secret: string) => {
      const { body, headers } = to.endpoint.received.at(-1) ?? {
        body: '',
        headers: {} as Record<string, string>,
      }
      try {
        return Boolean(verifyMessage({ body, headers: { get: (name) => `${headers[name]}` }, secret }))
      } catch {
        return false
      }
    }
    const { secret: next, previousSecretExpiresAt } = await hub.webhooks.rotateSecret(id, {
      overlapSeconds: 60,
    })
    const overlapMs = Number(previousSecretExpiresAt) - Date.now()
    expect(overlapMs).toBeGreaterThan(50_000)
    expect(overlapMs).toBeLessThan(61_000)
    await inState(await publishOne(), 'delivered')
    expect([signs(old), signs(next)]).toEqual([true, true])
    // Only one secret of before is kept.
    const { secret: third } = await hub.webhooks.rotateSecret(id, { overlapSeconds: 60 })
    await inState(await publishOne(), 'delivered')
    expect([signs(old), signs(next), signs(third)]).toEqual([false, true, true])
    const { secret: last } = await hub.webhooks.rotateSecret(id, { overlapSeconds: 0 })
    await inState(await publishOne(), 'delivered')
    expect([signs(next), signs(third), signs(last)]).toEqual([false, false, true])
  })

  test('the secret of before signs for a day by default, and for 30 days at most', async () => {
    await using to = await subscribed()
    const longest = 30 * 24 * 60 * 60
    const rotate = (overlapSeconds: number) => hub.webhooks.rotateSecret(to.webhook.id, { overlapSeconds })
    const byDefault = await hub.webhooks.rotateSecret(to.webhook.id)
    const days = (Number(byDefault.previousSecretExpiresAt) - Date.now()) / 86_400_000
    expect(days).toBeCloseTo(1)
    const { previousSecretExpiresAt } = await rotate(longest)
    const overlapMs = Number(previousSecretExpiresAt) - Date.now()
    expect(overlapMs / 1000).toBeGreaterThan(longest - 60)
    for (const wrong of [longest + 1, -1, 0.5]) {
      await expect(rotate(wrong)).rejects.toThrow(
        /^overlapSeconds: expected a whole number from 0 to 2592000/,
      )
    }
  })

  test('a test is sent even to a disabled webhook, and even if it does not receive the type', async () => {
    await using to = await subscribed()
    await hub.webhooks.update(to.webhook.id, { eventTypes: [secondType] })
    await hub.webhooks.disable(to.webhook.id)
    const delivery = await hub.webhooks.test(to.webhook.id)
    expect(delivery.eventType).toBe(secondType)
    await inState(delivery.id, 'delivered')
    await inState((await hub.webhooks.test(to.webhook.id, { eventType: firstType })).id, 'delivered')
    expect((await hub.webhooks.list()).find(({ id }) => id === to.webhook.id)?.lastDelivery?.state).toBe(
      'delivered',
    )
  })

  test('concurrent publishes with the same idempotency key are accepted once', async () => {
    await using to = await subscribed()
    const publish = () => hub.publish(example, { idempotencyKey: 'once' })
    const [first, ...others] = await Promise.all([publish(), publish(), publish()])
    expect(others).toEqual([first, first])
    expect(await publish()).toEqual(first)
    const { items } = await hub.deliveries.list({ webhookId: to.webhook.id })
    expect(items.map(({ id }) => id)).toEqual(first.deliveryIds)
    const other = hub.publish(exampleOf(secondType), { idempotencyKey: 'once' })
    await expect(other).rejects.toThrow(IdempotencyConflictError)
  })

  test('one event that violates the strict contract rejects the whole list', async () => {
    await using to = await subscribed()
    const bad = { ...example, user_id: 0 }
    const error = await hub.publish([example, bad]).catch((reason) => reason)
    expect(error).toBeInstanceOf(InvalidInputError)
    expect(error.issues).toEqual([
      { path: [1, 'user_id'], message: expect.stringContaining('[1].user_id'), code: 'too_small' },
    ])
    expect((await hub.deliveries.list({ webhookId: to.webhook.id })).items).toEqual([])
  })

  test('what is stored is what the event was when it was published, whatever becomes of it later', async () => {
    const details: Record<string, unknown> = { ...example.details }
    const changing = { ...example, details } as unknown as typeof example
    const published = [1, 2, 3].map((id) => {
      details.prompt_template_id = id
      return hub.publish(changing, { idempotencyKey: `changing ${id}` })
    })
    // No event of the contract any more.
    details.prompt_template_id = 'x'
    const stored = (await Promise.all(published)).map(({ eventId }) => hub.events.get(eventId))
    const events = await Promise.all(stored)
    expect(events.map(({ event }) => event.details)).toEqual(
      [1, 2, 3].map((id) => ({ ...example.details, prompt_template_id: id })),
    )
    expect(events.map(({ subject }) => subject.id)).toEqual([1, 2, 3])
    // The key stands for the same event.
    const again = await hub.publish(
      { ...example, details: { ...example.details, prompt_template_id: 2 } } as typeof example,
      { idempotencyKey: 'changing 2' },
    )
    expect(again.eventId).toBe(events[1]?.id)
  })

  test('1,000 concurrent publishes are all delivered', async () => {
    await using to = await subscribed()
    const publications = await Promise.all(Array.from({ length: 1000 }, () => hub.publish(example)))
    await to.endpoint.count(1000)
    expect(new Set(to.endpoint.ids())).toEqual(
      new Set(publications.flatMap(({ deliveryIds }) => deliveryIds)),
    )
  })

  test('an endpoint that never answers uses only its own share of the attempts', async () => {
    let open = 0
    let max = 0
    await using dead = await subscribed((_, response) => {
      max = Math.max(max, ++open)
      response.on('close', () => open--)
    })
    await hub.publish(Array(100).fill(example))
    // The default of concurrencyPerWebhook.
    await eventually(async () => max === 10)
    await using healthy = await subscribed()
    await hub.webhooks.update(dead.webhook.id, { eventTypes: [secondType] })
    await hub.publish(Array(100).fill(example))
    await healthy.endpoint.count(100)
    expect(max).toBe(10)
  })

  test('other endpoints do not wait for the backlog of a slow one', async () => {
    await using slow = await subscribed((_, response) => setTimeout(() => response.writeHead(204).end(), 50))
    for (let count = 0; count < 3; count++) await hub.publish(Array(1000).fill(example))
    await using healthy = await subscribed()
    await hub.webhooks.update(slow.webhook.id, { eventTypes: [secondType] })
    await hub.publish(example)
    await healthy.endpoint.count(1)
    expect(slow.endpoint.received.length).toBeLessThan(1500)
  })

  test.each([
    { webhooks: 4, attempts: 40 },
    // A tenth of the slots is kept for others.
    { webhooks: 20, attempts: 45 },
  ])('other endpoints do not wait for the backlogs of $webhooks that never answer', async (slow) => {
    const limits = { concurrency: 50, concurrencyPerWebhook: 10, timeoutMs: 60_000 }
    const busy = await createHub({ ...(await server.create()), allow: ['127.0.0.1'], ...limits })
    const [silent, healthy] = [await startEndpoint(() => {}), await startEndpoint()]
    for (let count = 0; count < slow.webhooks; count++) {
      await busy.webhooks.create({ url: silent.url, allowDuplicate: true, eventTypes: [secondType] })
    }
    await busy.publish(Array(4000 / slow.webhooks).fill(exampleOf(secondType)))
    await silent.count(slow.attempts)
    await busy.webhooks.create({ url: healthy.url, eventTypes: [firstType] })
    await busy.publish(Array(20).fill(example))
    await healthy.count(20)
    expect(silent.received).toHaveLength(slow.attempts)
    await silent.stop()
    await busy.close()
    await healthy.stop()
  })

  test('a backlog that keeps every attempt busy is delivered, each once', async () => {
    const limits = { concurrency: 10, concurrencyPerWebhook: 10 }
    const busy = await createHub({ ...(await server.create()), allow: ['127.0.0.1'], ...limits })
    const endpoint = await startEndpoint()
    await busy.webhooks.create({ url: endpoint.url })
    await busy.publish(Array(1000).fill(example))
    await busy.publish(Array(1000).fill(example))
    await endpoint.count(2000)
    expect(new Set(endpoint.ids()).size).toBe(2000)
    expect(endpoint.received).toHaveLength(2000)
    await busy.close()
    await endpoint.stop()
  })

  test('removing a webhook removes its unfinished deliveries', async () => {
    await using to = await subscribed((_, response) =>
      response.writeHead(503, { 'Retry-After': '3600' }).end(),
    )
    const id = await publishOne()
    await inState(id, 'retrying')
    await hub.webhooks.remove(to.webhook.id)
    await expect(hub.deliveries.get(id)).rejects.toThrow(NotFoundError)
    await expect(hub.webhooks.remove(to.webhook.id)).rejects.toThrow(NotFoundError)
    Object.assign(to.webhook, await hub.webhooks.create({ url: to.endpoint.url }))
  })

  test('lists come in pages, newest first', async () => {
    await using to = await subscribed()
    const oldestFirst: Publication[] = []
    for (let count = 0; count < 5; count++) oldestFirst.push(await hub.publish(example))
    const newestFirst = [...oldestFirst].reverse()

    const pages: string[][] = []
    let cursor: string | undefined
    do {
      const page = await hub.deliveries.list({ webhookId: to.webhook.id }, { cursor, limit: 2 })
      pages.push(page.items.map(({ id }) => id))
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    expect(pages.map(({ length }) => length)).toEqual([2, 2, 1])
    expect(pages.flat()).toEqual(newestFirst.flatMap(({ deliveryIds }) => deliveryIds))

    const { items, nextCursor } = await hub.events.list({ eventType: firstType }, { limit: 3 })
    const next = await hub.events.list({ eventType: firstType }, { cursor: nextCursor ?? '', limit: 2 })
    expect([...items, ...next.items].map(({ id }) => id)).toEqual(newestFirst.map(({ eventId }) => eventId))
    expect(items[0]?.event).toEqual(example)
  })

  test('a page has 50 items by default and 200 at most, and cursors are checked', async () => {
    await using to = await subscribed()
    await hub.publish(Array(201).fill(example))
    const count = async (limit?: number) =>
      (await hub.deliveries.list({ webhookId: to.webhook.id }, { limit })).items.length
    expect([await count(), await count(200)]).toEqual([50, 200])
    for (const page of [
      { limit: 201 },
      { limit: 0 },
      { limit: 1.5 },
      { cursor: "1'; --" },
      { cursor: '0' },
    ]) {
      const error = await hub.deliveries.list({}, page).catch((reason) => reason)
      expect(error).toBeInstanceOf(InvalidInputError)
      expect(error.issues).toEqual([expect.objectContaining({ path: Object.keys(page) })])
    }
  })

  test('a webhook comes with its newest delivery', async () => {
    await using to = await subscribed()
    expect((await hub.webhooks.get(to.webhook.id)).lastDelivery).toBeNull()
    for (let count = 0; count < 2; count++) {
      const id = await publishOne()
      const { updatedAt: at } = await inState(id, 'delivered')
      expect((await hub.webhooks.get(to.webhook.id)).lastDelivery).toEqual({ id, state: 'delivered', at })
    }
  })

  test('webhooks are listed oldest first', async () => {
    await using first = await subscribed()
    await using second = await subscribed()
    const ids = (await hub.webhooks.list()).map(({ id }) => id)
    expect(ids.slice(-2)).toEqual([first.webhook.id, second.webhook.id])
  })

  test('subscribers see deliveries change, and activity counts what succeeded, failed and was given up', async () => {
    const seen: Delivery[] = []
    const unsubscribe = hub.deliveries.subscribe((deliveries) => seen.push(...deliveries))
    await using to = await subscribed((_, response, index) => response.writeHead(index ? 500 : 204).end())
    const id = await publishOne()
    await eventually(async () => seen.some((each) => each.id === id && each.state === 'delivered'))
    unsubscribe()
    // Four attempts: three are followed by another one, the fourth is the last.
    await inState(await publishOne(), 'given_up')
    expect(seen.map(({ state }) => state)).not.toContain('given_up')
    const activity = await hub.deliveries.activity({ spans: 5, spanSeconds: 60, webhookId: to.webhook.id })
    expect(activity).toHaveLength(5)
    const sum = (name: 'succeeded' | 'failed' | 'givenUp') =>
      activity.reduce((total, span) => total + span[name], 0)
    expect([sum('succeeded'), sum('failed'), sum('givenUp')]).toEqual([1, 4, 1])
  })

  // Must be the last test: it closes the hub.
  test('closing lets attempts finish; the rest is delivered after the next start, to endpoints that are still allowed', async () => {
    const endpoint = await startEndpoint((_, response) =>
      setTimeout(() => response.writeHead(204).end(), 300),
    )
    await hub.webhooks.create({ url: endpoint.url })
    const ids = (await hub.publish(Array(40).fill(example))).flatMap(({ deliveryIds }) => deliveryIds)
    await endpoint.count(5)
    await hub.close()
    const before = endpoint.received.length
    expect(before).toBeLessThan(40)
    hub = await createHub({ ...database, ...quick })
    await endpoint.count(40)
    expect(endpoint.ids().sort()).toEqual(ids.sort())

    await hub.close()
    hub = await createHub({ ...database, ...quick, allow: [] })
    const { log } = await inState(await publishOne(), 'given_up')
    expect(log.map(({ outcome }) => outcome)).toEqual(['refused'])
    expect(endpoint.received).toHaveLength(40)
    await endpoint.stop()
  })
})
