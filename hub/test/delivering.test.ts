import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { catalogue, exampleOf } from '../src/catalogue.js'
import { createHub, type Hub } from '../src/index.js'
import { databases, type TestDatabases } from './databases.js'
import { startEndpoint } from './endpoint.js'
import { eventually } from './eventually.js'

describe.each(databases)('$name', ({ start }) => {
  let server: TestDatabases
  let hub: Hub

  beforeAll(async () => {
    server = await start()
    hub = await createHub({
      ...(await server.create()),
      allow: ['127.0.0.1'],
      retryDelays: (failures) => (failures < 4 ? 20 : undefined),
      failuresBeforePause: 100,
    })
  })
  afterAll(async () => {
    await hub.close()
    await server.stop()
  })

  test('every event of the contract reaches the webhook', async () => {
    const endpoint = await startEndpoint()
    const webhook = await hub.webhooks.create({ url: endpoint.url })
    const events = catalogue.map(({ example }) => example)
    const publications = await hub.publish(events)
    await endpoint.count(events.length)
    expect(endpoint.received.map(({ body }) => JSON.parse(body).event_type).sort()).toEqual(
      events.map((event) => event.event_type).sort(),
    )
    expect(endpoint.ids().sort()).toEqual(publications.flatMap(({ deliveryIds }) => deliveryIds).sort())
    const delivered = await eventually(async () => {
      const { items } = await hub.deliveries.list({ webhookId: webhook.id, state: 'delivered' })
      return items.length === events.length && items
    })
    expect(delivered[0]).toMatchObject({ attempts: 1, lastStatus: 204, nextAttemptAt: null })
    await hub.webhooks.remove(webhook.id)
    await endpoint.stop()
  })

  test('what fails is tried again, with the same id, and is dead in the end', async () => {
    const endpoint = await startEndpoint((_, response) => response.writeHead(500).end('no \0 and <b>no</b>'))
    const webhook = await hub.webhooks.create({ url: endpoint.url })
    const { deliveryIds } = await hub.publish(exampleOf('prompt_template_created'))
    const [id = ''] = deliveryIds
    const dead = await eventually(async () => {
      const delivery = await hub.deliveries.get(id)
      return delivery.state === 'dead' && delivery
    })
    expect(endpoint.ids()).toEqual([id, id, id, id])
    expect(dead.log.map(({ outcome, response }) => [outcome, response?.status])).toEqual(
      Array(4).fill(['retry', 500]),
    )
    expect(dead.log[0]?.response?.body).toBe('no \u{fffd} and <b>no</b>')

    await hub.deliveries.retry(id)
    await eventually(async () => (await hub.deliveries.get(id)).attempts === 8)
    await hub.webhooks.remove(webhook.id)
    await endpoint.stop()
  })
})
