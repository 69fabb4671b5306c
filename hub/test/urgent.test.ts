import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp, type Hub } from '../src/index.js'
import { databases, type TestDatabases } from './databases.js'
import { hubOnDatabase } from './engine/hub-on-database.js'

const waits = 'waits until you resume the webhook'

describe.each(databases)('$name', ({ start }) => {
  let database: TestDatabases
  beforeAll(async () => {
    database = await start()
  })
  afterAll(() => database.stop())

  const pageOf = async (hub: Hub, id: string) => (await createApp(hub).request(`/deliveries/${id}`)).text()

  test('what a person sends to a paused webhook is due now, and what is published waits', async () => {
    await using all = await hubOnDatabase(database, { work: false })
    const { hub, webhook } = all
    await hub.webhooks.pause(webhook.id)
    const [published = ''] = await all.publish()
    expect(await hub.deliveries.get(published)).toMatchObject({ urgent: false })
    expect(await pageOf(hub, published)).toContain(waits)
    await hub.deliveries.resend(published)
    for (const id of [published, (await hub.webhooks.test(webhook.id)).id]) {
      expect(await hub.deliveries.get(id)).toMatchObject({ urgent: true })
      const html = await pageOf(hub, id)
      expect(html).toContain('due now')
      expect(html).not.toContain(waits)
    }
    const list = await (await createApp(hub).request('/deliveries')).text()
    expect(list).not.toContain('waits for that')
  })

  test('a retry of what a person sent waits like any other', async () => {
    await using all = await hubOnDatabase(database, { retryDelay: () => 600_000 }, (_, response) =>
      response.writeHead(500).end(),
    )
    const { id } = await all.hub.webhooks.test(all.webhook.id)
    expect(await all.inState(id, 'retrying')).toMatchObject({ urgent: false })
    await all.hub.webhooks.pause(all.webhook.id)
    expect(await pageOf(all.hub, id)).toContain(waits)
  })

  test('one attempt is planned to a disabled webhook, and retries as soon as it is enabled', async () => {
    await using all = await hubOnDatabase(database, { work: false })
    const { hub, webhook } = all
    await hub.webhooks.disable(webhook.id)
    const { id } = await hub.webhooks.test(webhook.id)
    const { schedule, nextAttemptAt } = await hub.deliveries.get(id)
    expect(schedule).toEqual([{ at: nextAttemptAt }])
    expect(await pageOf(hub, id)).not.toContain('If the next attempt fails')
    await hub.webhooks.enable(webhook.id)
    expect((await hub.deliveries.get(id)).schedule.length).toBeGreaterThan(1)
  })
})
