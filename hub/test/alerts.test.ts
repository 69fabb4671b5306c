import { Ajv2020 } from 'ajv/dist/2020.js'
import { pino } from 'pino'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { takeDueAlert } from '../src/alerts/alert-outbox.js'
import { createApp } from '../src/app.js'
import { createHub, type HubOptions } from '../src/index.js'
import { type OperationalEvent, operationalEventSchema } from '../src/operational-events.js'
import { databases, type TestDatabases } from './databases.js'
import { startEndpoint } from './endpoint.js'
import { hubOnDatabase } from './engine/hub-on-database.js'
import { eventually } from './eventually.js'
import { openDatabase } from './open-database.js'

const alertSecret = `whsec_${Buffer.alloc(32, 'alert').toString('base64')}`
type Answer = Parameters<typeof startEndpoint>[0]

/** An alert URL that verifies each message with the library of Standard Webhooks. */
async function startAlertUrl(answer?: Answer) {
  const endpoint = await startEndpoint(answer)
  const verifier = new Webhook(alertSecret)
  return {
    ...endpoint,
    options: { alertUrl: endpoint.url, alertSecret } satisfies HubOptions,
    events: () =>
      endpoint.received.map(({ body, headers }): OperationalEvent => {
        verifier.verify(body, headers as Record<string, string>)
        return operationalEventSchema.parse(JSON.parse(body))
      }),
    types: () => endpoint.received.map(({ body }): string => JSON.parse(body).type),
    [Symbol.asyncDispose]: () => endpoint.stop(),
  }
}

describe.each(databases)('$name', ({ name, start }) => {
  let server: TestDatabases
  beforeAll(async () => {
    server = await start()
  })
  afterAll(() => server.stop())

  test('a webhook that keeps failing is reported once, however often it rests, and so is its recovery', async () => {
    await using alerts = await startAlertUrl()
    let isHealthy = false
    const options = { failuresBeforeRest: 2, restSeconds: { first: 1, max: 1 }, retryDelay: () => 1 }
    await using all = await hubOnDatabase(server, { ...options, ...alerts.options }, (_, response) =>
      response.writeHead(isHealthy ? 204 : 500).end(),
    )
    await all.publish()
    // Two failures, and one after each of two rests.
    await all.endpoint.count(4)
    await alerts.count(1)
    isHealthy = true
    await alerts.count(2)
    const [failing, recovered] = alerts.events()
    const about = { webhookId: all.webhook.id, url: all.endpoint.url }
    expect(failing).toMatchObject({ type: 'webhook.failing', data: { ...about, failures: 2 } })
    expect(recovered).toMatchObject({ type: 'webhook.recovered', data: about })
    expect(new Set(alerts.ids()).size).toBe(2)
    // Healthy again, it is reported anew.
    isHealthy = false
    await all.publish(2)
    await alerts.count(3)
    expect(alerts.types()).toEqual(['webhook.failing', 'webhook.recovered', 'webhook.failing'])
  })

  test('recovery is also reported after a person resumed or enabled the webhook', async () => {
    await using alerts = await startAlertUrl()
    let isHealthy = false
    const options = { failuresBeforeRest: 1, restSeconds: { first: 300, max: 300 }, retryDelay: () => 1 }
    await using all = await hubOnDatabase(server, { ...options, ...alerts.options }, (_, response) =>
      response.writeHead(isHealthy ? 204 : 500).end(),
    )
    await all.publish()
    await alerts.count(1)
    isHealthy = true
    await all.hub.webhooks.resume(all.webhook.id)
    await alerts.count(2)
    expect(alerts.types()).toEqual(['webhook.failing', 'webhook.recovered'])
  })

  test('disabling by the hub is one alert, with what was given up, and by a person none', async () => {
    await using alerts = await startAlertUrl()
    let status = 410
    await using all = await hubOnDatabase(
      server,
      { concurrencyPerWebhook: 1, ...alerts.options },
      (_, response) => response.writeHead(status).end(),
    )
    await all.publish(3)
    await alerts.count(1)
    expect(alerts.events()).toMatchObject([
      { type: 'webhook.disabled', data: { webhookId: all.webhook.id, reason: 'gone', givenUp: 2 } },
    ])
    // A test of a disabled webhook that arrives does not mean that it receives events again.
    status = 204
    await all.inState((await all.hub.webhooks.test(all.webhook.id)).id, 'delivered')
    const allAreSent = () =>
      eventually(async () => /^prompt_webhooks_alerts_waiting 0$/m.test(await all.hub.metrics()))
    await allAreSent()
    expect(alerts.types()).toEqual(['webhook.disabled'])
    await all.hub.webhooks.enable(all.webhook.id)
    const [id = ''] = await all.publish()
    await all.inState(id, 'delivered')
    await all.hub.webhooks.disable(all.webhook.id)
    await alerts.count(2)
    await allAreSent()
    expect(alerts.types()).toEqual(['webhook.disabled', 'webhook.recovered'])
  })

  test('a webhook that fails again after it was disabled is reported again', async () => {
    await using alerts = await startAlertUrl()
    let status = 410
    const options = { failuresBeforeRest: 1, ...alerts.options }
    await using all = await hubOnDatabase(server, options, (_, response) => response.writeHead(status).end())
    await all.publish()
    await alerts.count(1)
    status = 500
    await all.hub.webhooks.enable(all.webhook.id)
    await all.publish()
    await alerts.count(2)
    expect(alerts.types()).toEqual(['webhook.disabled', 'webhook.failing'])
  })

  test('deliveries that were given up share an alert, at most one a minute for a webhook', async () => {
    await using alerts = await startAlertUrl()
    const options = { failuresBeforeRest: 1000, retryDelay: () => undefined }
    await using all = await hubOnDatabase(server, { ...options, ...alerts.options }, (_, response) =>
      response.writeHead(500).end(),
    )
    const [first = ''] = await all.publish()
    await alerts.count(1)
    expect(alerts.events()).toMatchObject([
      { type: 'delivery.given_up', data: { count: 1, deliveryIds: [first] } },
    ])
    const ids = await all.publish(22)
    for (const id of ids) await all.inState(id, 'given_up')
    expect(await all.hub.metrics()).toMatch(/^prompt_webhooks_alerts_waiting 1$/m)
    if (name !== 'Postgres') return
    const { pool, close } = await openDatabase(all.database)
    const { rows } = await pool.query(
      'SELECT extract(epoch FROM next_attempt_at - created_at)::int AS seconds FROM prompt_webhooks.alert',
    )
    expect(rows[0].seconds).toBeGreaterThan(30)
    expect(rows[0].seconds).toBeLessThanOrEqual(60)
    await pool.query('UPDATE prompt_webhooks.alert SET next_attempt_at = now()')
    await alerts.count(2)
    const { data } = alerts.events()[1] as Extract<OperationalEvent, { type: 'delivery.given_up' }>
    expect(data.count).toBe(22)
    expect(data.deliveryIds).toHaveLength(20)
    expect(ids).toEqual(expect.arrayContaining(data.deliveryIds))
    await close()
  })

  test('what is given up while an alert is on its way is in the next one', async () => {
    let accept = () => {}
    await using alerts = await startAlertUrl((_, response) => {
      accept = () => response.writeHead(200).end()
    })
    const options = { failuresBeforeRest: 1000, retryDelay: () => undefined }
    await using all = await hubOnDatabase(server, { ...options, ...alerts.options }, (_, response) =>
      response.writeHead(500).end(),
    )
    const waiting = async (count: number) =>
      new RegExp(`^prompt_webhooks_alerts_waiting ${count}$`, 'm').test(await all.hub.metrics())
    await all.publish()
    await alerts.count(1)
    for (const id of await all.publish(2)) await all.inState(id, 'given_up')
    expect(await waiting(2)).toBe(true)
    if (name === 'Postgres') {
      // No other process takes the one that is on its way, and the other one is not due yet.
      const { pool, close } = await openDatabase(all.database)
      expect(await takeDueAlert(pool, 30)).toBeUndefined()
      // Nor while the attempt may still run.
      const { rows } = await pool.query(
        `SELECT extract(epoch FROM next_attempt_at - now())::float AS seconds FROM prompt_webhooks.alert
         WHERE tries = 1`,
      )
      expect(rows[0].seconds).toBeGreaterThan(15)
      expect(rows[0].seconds).toBeLessThanOrEqual(30)
      await close()
    }
    accept()
    await eventually(() => waiting(1))
  })

  test('an attempt to send an alert takes ten seconds at most', async () => {
    const stuck = new AbortController()
    const timeout = vi.spyOn(AbortSignal, 'timeout')
    onTestFinished(() => timeout.mockRestore())
    timeout.mockImplementation((ms) => (ms === 10_000 ? stuck.signal : new AbortController().signal))
    await using alerts = await startAlertUrl((_, response, index) => {
      if (index > 0) response.writeHead(200).end()
    })
    const options = { timeoutMs: 5000, retryDelay: () => 1, ...alerts.options }
    await using all = await hubOnDatabase(server, options, (_, response) => response.writeHead(410).end())
    await all.publish()
    await alerts.count(1)
    stuck.abort()
    timeout.mockRestore()
    await alerts.count(2)
    expect(alerts.ids()[1]).toBe(alerts.ids()[0])
  })

  test('an alert that closing cuts off is due at once', async () => {
    await using alerts = await startAlertUrl(() => {})
    await using all = await hubOnDatabase(server, alerts.options, (_, response) =>
      response.writeHead(410).end(),
    )
    await all.publish()
    await alerts.count(1)
    await all.restart({ work: false }, async () => {
      const { pool, close } = await openDatabase(all.database)
      const { rows } = await pool.query('SELECT next_attempt_at <= now() AS due FROM prompt_webhooks.alert')
      expect(rows).toEqual([{ due: true }])
      await close()
    })
  })

  test('an alert is sent again until it is accepted, in a later process too, and its failures raise no alert', async () => {
    let isAccepting = false
    await using alerts = await startAlertUrl((_, response) =>
      response.writeHead(isAccepting ? 200 : 500).end(),
    )
    const options = { failuresBeforeRest: 1, retryDelay: () => 1, ...alerts.options }
    await using all = await hubOnDatabase(server, options, (_, response) => response.writeHead(410).end())
    await all.publish()
    await alerts.count(3)
    await all.restart(options, async () => {
      isAccepting = true
    })
    const before = alerts.received.length
    await alerts.count(before + 1)
    await eventually(async () => /^prompt_webhooks_alerts_waiting 0$/m.test(await all.hub.metrics()))
    expect(new Set(alerts.ids()).size).toBe(1)
    expect(new Set(alerts.received.map(({ body }) => body)).size).toBe(1)
  })

  test('an alert waits for as long as the schedule says, and a process that does not deliver sends none', async () => {
    const log: string[] = []
    const logger = pino({ level: 'warn' }, { write: (line) => log.push(line) })
    await using alerts = await startAlertUrl((_, response) => response.writeHead(500).end())
    const options = { retryDelay: () => 60_000, logger, ...alerts.options }
    await using all = await hubOnDatabase(server, options, (_, response) => response.writeHead(410).end())
    await all.publish()
    await eventually(async () => log.some((line) => line.includes('alert not sent')))
    const read = async (text: string) => {
      const { pool, close } = await openDatabase(all.database)
      const { rows } = await pool.query(text)
      await close()
      return rows[0]
    }
    await all.restart({ work: false, ...alerts.options }, async () => {
      const { seconds } = await read(
        'SELECT extract(epoch FROM next_attempt_at - now())::float AS seconds FROM prompt_webhooks.alert',
      )
      expect(seconds).toBeGreaterThan(0)
      expect(seconds).toBeLessThanOrEqual(60)
      await read('UPDATE prompt_webhooks.alert SET next_attempt_at = now()')
    })
    await all.restart({ work: false }, async () =>
      expect(await read('SELECT tries FROM prompt_webhooks.alert')).toEqual({ tries: 1 }),
    )
    expect(alerts.received).toHaveLength(1)
  })

  test('the alert that has been due for the longest time is sent first', async () => {
    const options = { work: false }
    await using all = await hubOnDatabase(server, options)
    await all.restart(options, async () => {
      const { pool, close } = await openDatabase(all.database)
      await pool.query(
        `INSERT INTO prompt_webhooks.alert (id, webhook_id, type, data, next_attempt_at)
         SELECT gen_random_uuid(), $1, 'webhook.recovered', json_build_object('age', age), now() - age * interval '1 second'
         FROM unnest('{1, 3, 2}'::int[]) AS age`,
        [all.webhook.id],
      )
      const ages: unknown[] = []
      for (let taken = 0; taken < 3; taken++) ages.push((await takeDueAlert(pool, 30))?.event.data)
      expect(ages).toEqual([{ age: 3 }, { age: 2 }, { age: 1 }])
      await close()
    })
  })

  test('an alert that nobody accepts is given up at the end of the schedule', async () => {
    await using alerts = await startAlertUrl((_, response) =>
      response.writeHead(302, { Location: '/' }).end(),
    )
    const options = { retryDelay: (failures: number) => (failures < 3 ? 1 : undefined), ...alerts.options }
    await using all = await hubOnDatabase(server, options, (_, response) => response.writeHead(410).end())
    await all.publish()
    await alerts.count(3)
    await eventually(async () => /^prompt_webhooks_alerts_waiting 0$/m.test(await all.hub.metrics()))
    expect(alerts.received).toHaveLength(3)
    // The redirect was not followed.
    expect(new Set(alerts.received.map(({ path }) => path))).toEqual(new Set(['/hook']))
  })

  test('without an alert URL nothing is stored', async () => {
    await using all = await hubOnDatabase(server, {}, (_, response) => response.writeHead(410).end())
    const [id = ''] = await all.publish()
    await all.inState(id, 'given_up')
    expect(await all.hub.metrics()).not.toContain('alerts_waiting')
  })

  test('the OpenAPI document describes every message', async () => {
    await using alerts = await startAlertUrl()
    const options = { failuresBeforeRest: 1, retryDelay: () => undefined, ...alerts.options }
    await using all = await hubOnDatabase(server, options, (_, response) => response.writeHead(500).end())
    await all.publish()
    await alerts.count(2)
    const answer = await createApp(all.hub).request('http://localhost/api/openapi.json')
    const { webhooks } = (await answer.json()) as {
      webhooks: Record<string, { post: { requestBody: { content: Record<string, { schema: object }> } } }>
    }
    const types = operationalEventSchema.options.map(({ shape }) => shape.type.value)
    expect(Object.keys(webhooks)).toEqual(types)
    for (const [index, event] of alerts.events().entries()) {
      const { 'content-type': type = '' } = alerts.received[index]?.headers ?? {}
      const schema = webhooks[event.type]?.post.requestBody.content[type]?.schema ?? false
      const ajv = new Ajv2020({ strict: false, validateFormats: false })
      expect(ajv.validate(schema, event), event.type).toBe(true)
      expect(ajv.validate(schema, { ...event, data: {} })).toBe(false)
    }
  })
})

test.each([
  [{ alertUrl: 'https://example.com' }, /^alertUrl, alertSecret: expected both/],
  [{ alertSecret }, /^alertUrl, alertSecret: expected both/],
  [{ alertUrl: 'ftp://example.com', alertSecret }, /^alertUrl: expected an http/],
  [{ alertUrl: 'https://me:pass@example.com', alertSecret }, /^alertUrl: .*without credentials/],
  [{ alertUrl: 'https://me@example.com', alertSecret }, /^alertUrl: .*without credentials/],
  [{ alertUrl: 'https://:pass@example.com', alertSecret }, /^alertUrl: .*without credentials/],
  [{ alertUrl: 'nowhere', alertSecret }, /^alertUrl: /],
  [{ alertUrl: 'https://example.com', alertSecret: 'short' }, /^alertSecret: /],
])('%j is refused', async (options, message) => {
  await expect(createHub(options)).rejects.toThrow(message)
})
