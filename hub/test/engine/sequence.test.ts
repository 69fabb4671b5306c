import type { ServerResponse } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DeliveryState } from '../../src/index.js'
import { databases, type TestDatabases } from '../databases.js'
import { eventually } from '../eventually.js'
import { hubOnDatabase } from './hub-on-database.js'

// Long enough for a person to act before the retry, on a slow machine.
const options = { failuresBeforeRest: 1000, retryDelay: () => 4000 }

describe.each(databases)('$name', ({ start }) => {
  let server: TestDatabases
  beforeAll(async () => {
    server = await start()
  })
  afterAll(() => server.stop())

  test('the result of an attempt that a person has overtaken changes nothing but the number of attempts', async () => {
    const responses: ServerResponse[] = []
    await using all = await hubOnDatabase(server, options, (_, response) => responses.push(response))
    const [id = ''] = await all.publish()
    await all.endpoint.count(1)
    await all.hub.deliveries.resend(id)
    await all.endpoint.count(2)
    responses[0]?.writeHead(500).end()
    await eventually(async () => (await all.hub.deliveries.get(id)).attempts === 1)
    expect(await all.hub.deliveries.get(id)).toMatchObject({ state: 'pending' })
    responses[1]?.writeHead(204).end()
    const { log, ...delivery } = await all.inState(id, 'delivered')
    expect(delivery).toMatchObject({ attempts: 2, lastStatus: 204, nextAttemptAt: null })
    expect(log.map(({ outcome }) => outcome)).toEqual(['retry', 'delivered'])
    await all.queueHas(0)
    expect(all.endpoint.received).toHaveLength(2)
  })

  test('a 410 of a URL that was replaced meanwhile does not disable the webhook', async () => {
    const responses: ServerResponse[] = []
    await using all = await hubOnDatabase(server, options, (_, response) => responses.push(response))
    const [id = ''] = await all.publish()
    await all.endpoint.count(1)
    await all.hub.webhooks.update(all.webhook.id, { url: `${all.endpoint.url}other` })
    responses[0]?.writeHead(410).end()
    await all.inState(id, 'given_up')
    expect(await all.hub.webhooks.get(all.webhook.id)).toMatchObject({ enabled: true, disabledReason: null })
  })

  test('the last attempt of a schedule that a person has overtaken does not count as given up', async () => {
    const responses: ServerResponse[] = []
    const last = { ...options, retryDelay: () => undefined }
    await using all = await hubOnDatabase(server, last, (_, response) => responses.push(response))
    const [id = ''] = await all.publish()
    await all.endpoint.count(1)
    await all.hub.deliveries.resend(id)
    await all.endpoint.count(2)
    responses[0]?.writeHead(500).end()
    await eventually(async () => (await all.hub.deliveries.get(id)).attempts === 1)
    responses[1]?.writeHead(204).end()
    await all.inState(id, 'delivered')
    expect(await all.hub.overview()).toMatchObject({ succeeded: 1, failed: 1, givenUp: 0 })
  })

  test('a delivery that is sent again is not attempted by its older job as well', async () => {
    await using all = await hubOnDatabase(server, options, (_, response, index) =>
      response.writeHead(index === 0 ? 500 : 204).end(),
    )
    const [id = ''] = await all.publish()
    await all.inState(id, 'retrying')
    await all.hub.deliveries.resend(id)
    await all.queueHas(0)
    expect(await all.inState(id, 'delivered')).toMatchObject({ attempts: 2 })
    expect(all.endpoint.received).toHaveLength(2)
  })

  test('a delivery that was given up is not attempted by the job of its retry', async () => {
    await using all = await hubOnDatabase(server, options, (_, response) => response.writeHead(500).end())
    const [id = ''] = await all.publish()
    await all.inState(id, 'retrying')
    expect((await all.hub.webhooks.disable(all.webhook.id)).givenUp).toBe(1)
    await all.hub.webhooks.enable(all.webhook.id)
    await all.queueHas(0)
    expect(await all.hub.deliveries.get(id)).toMatchObject({ state: 'given_up', attempts: 1 })
    expect(all.endpoint.received).toHaveLength(1)
  })

  test('a delivery tells when it last changed, by an attempt, by a person or with its webhook', async () => {
    await using all = await hubOnDatabase(server, options, (_, response) => response.writeHead(500).end())
    const [id = ''] = await all.publish()
    const { createdAt } = await all.hub.deliveries.get(id)
    const times = [createdAt.getTime()]
    const note = async (state: DeliveryState) => {
      const { updatedAt } = await all.inState(id, state)
      times.push(updatedAt.getTime())
      await eventually(async () => Date.now() > updatedAt.getTime() + 1)
    }
    await note('retrying')
    await all.hub.webhooks.disable(all.webhook.id)
    await note('given_up')
    await all.hub.webhooks.enable(all.webhook.id)
    await all.hub.webhooks.pause(all.webhook.id)
    await all.hub.deliveries.resendGivenUp()
    await note('pending')
    expect(times).toEqual([...new Set(times)].sort((one, other) => one - other))
  })

  test('after 410, everything that waits for the webhook is given up', async () => {
    let answer: ((status: number) => void) | undefined
    await using all = await hubOnDatabase(server, { ...options, concurrency: 1 }, (_, response) => {
      answer = (status) => response.writeHead(status).end()
    })
    const ids = await all.publish(20)
    await all.endpoint.count(1)
    answer?.(410)
    for (const id of ids) await all.inState(id, 'given_up')
    const [gone, ...rest] = await Promise.all(
      all.endpoint
        .ids()
        .concat(ids.filter((id) => !all.endpoint.ids().includes(id)))
        .map((id) => all.hub.deliveries.get(id)),
    )
    expect(gone).toMatchObject({ attempts: 1, lastStatus: 410 })
    for (const each of rest) expect(each).toMatchObject({ attempts: 0, reason: 'the webhook was disabled' })
    await all.hub.webhooks.enable(all.webhook.id)
    await all.queueHas(0)
    expect(all.endpoint.received).toHaveLength(1)
  })

  test('sending a delivery again that was given up starts the schedule over', async () => {
    await using all = await hubOnDatabase(
      server,
      { failuresBeforeRest: 1000, retryDelay: (failures) => (failures < 2 ? 1 : undefined) },
      (_, response) => response.writeHead(500).end(),
    )
    const [id = ''] = await all.publish()
    for (const attempts of [2, 4]) {
      expect(await all.inState(id, 'given_up')).toMatchObject({ attempts })
      if (attempts === 2) await all.hub.deliveries.resend(id)
    }
  })
})
