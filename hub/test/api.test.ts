import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { webhookEventTypes } from 'prompt-webhooks'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { createApp } from '../src/app.js'
import { exampleOf } from '../src/catalog.js'
import { createHubClient } from '../src/client.js'
import {
  ChangedMeanwhileError,
  createHub,
  type DeliveryState,
  DuplicateUrlError,
  type Hub,
  type HubServer,
  IdempotencyConflictError,
  InvalidInputError,
  NotFoundError,
  serve,
} from '../src/index.js'
import { databases, type TestDatabases } from './databases.js'
import { startEndpoint } from './endpoint.js'
import { eventually } from './eventually.js'
import { from, stubHub } from './safety/stub-hub.js'

const [firstType] = webhookEventTypes
const example = exampleOf(firstType)
const token = 'a-token-that-is-long-enough'

describe.each(databases)('$name', ({ start }) => {
  let database: TestDatabases
  let hub: Hub
  let server: HubServer
  beforeAll(async () => {
    database = await start()
    hub = await createHub({ ...(await database.create()), allow: ['127.0.0.1'] })
    server = await serve(hub, { port: 0 })
  })
  afterAll(async () => {
    await server.close()
    await hub.close()
    await database.stop()
  })

  const request = (path: string, init: RequestInit = {}) => fetch(new URL(path, server.url), init)
  const post = (path: string, body: unknown, headers = {}) =>
    request(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })

  test('the typed client does everything that the hub does', async () => {
    const client = createHubClient({ url: server.url })
    // The name of this response header equals the name of a date field of the hub.
    const endpoint = await startEndpoint((_, response) =>
      response.writeHead(204, { From: 'us@example.com' }).end(),
    )
    const created = await client.webhooks.create({ url: endpoint.url, description: 'mine' })
    expect(created).toMatchObject({ url: endpoint.url, description: 'mine', createdAt: expect.any(Date) })
    const publication = await client.publish(example, { idempotencyKey: 'key' })
    expect(await client.publish(example, { idempotencyKey: 'key' })).toEqual(publication)
    await expect(client.publish([example], { idempotencyKey: 'key' })).resolves.toEqual([publication])
    await expect(client.publish([example, example], { idempotencyKey: 'key' })).rejects.toThrow(
      IdempotencyConflictError,
    )
    await endpoint.count(1)
    const [id = ''] = publication.deliveryIds
    const delivery = await eventually(async () => {
      const found = await client.deliveries.get(id)
      return found.state === 'delivered' && found
    })
    expect(delivery).toEqual(await hub.deliveries.get(id))
    expect(await client.deliveries.list({ eventId: publication.eventId })).toEqual(
      await hub.deliveries.list({ eventId: publication.eventId }),
    )
    expect(await client.events.get(publication.eventId)).toEqual(await hub.events.get(publication.eventId))
    expect(await client.webhooks.list()).toEqual(await hub.webhooks.list())
    expect((await client.webhooks.rotateSecret(created.id)).secret).not.toBe(created.secret)
    expect((await client.webhooks.test(created.id)).webhookId).toBe(created.id)
    expect((await client.deliveries.resend(id)).state).toBe('pending')
    expect(await client.deliveries.resendGivenUp({ webhookId: created.id })).toEqual({
      count: 0,
      remaining: 0,
    })
    expect(await client.deliveries.activity({ spans: 3 })).toHaveLength(3)
    expect(await client.webhooks.pause(created.id)).toMatchObject({ paused: true, restingUntil: null })
    expect(await client.webhooks.resume(created.id)).toMatchObject({ paused: false })
    expect(await client.webhooks.disable(created.id)).toMatchObject({
      enabled: false,
      // What was sent again above may still wait.
      givenUp: expect.any(Number),
    })
    expect(await client.webhooks.enable(created.id)).toMatchObject({ enabled: true })
    await client.webhooks.remove(created.id)
    await expect(client.webhooks.get(created.id)).rejects.toThrow(NotFoundError)
    await expect(client.webhooks.create({ url: 'ftp://x' })).rejects.toThrow(InvalidInputError)
    // A secret that no delivery could be signed with.
    for (const secret of ['"a-secret-in-quotes"', '`a-secret-in-backticks`', 'whsec_short-and-no-base64']) {
      await expect(client.webhooks.create({ url: endpoint.url, secret })).rejects.toThrow(InvalidInputError)
    }
    await endpoint.stop()
  })

  test('errors are problem details with the issues of the contract', async () => {
    const answer = await post('api/events', [{ ...example, user_id: 'x' }])
    expect(answer.status).toBe(422)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(await answer.json()).toMatchObject({
      title: 'Unprocessable Content',
      issues: [{ path: [0, 'user_id'], code: 'invalid_type' }],
    })
    expect((await post('api/events', { ...example, event_type: 'later' })).status).toBe(422)
    expect((await post('api/events', '{"secret": tru')).status).toBe(400)
    expect(await (await post('api/events', '{"secret": tru')).text()).not.toContain('secret')
    expect((await request('api/events', { method: 'POST', body: 'x=1' })).status).toBe(415)
    expect((await request('api/nothing')).status).toBe(404)
    expect((await request('api/webhooks/%00')).status).toBe(404)
    expect((await request("api/deliveries?cursor=1'")).status).toBe(400)
    expect((await request("api/deliveries?cursor=1'", { method: 'HEAD' })).status).toBe(400)
    expect((await request('api/deliveries?webhookId=x')).status).toBe(400)
    expect((await post('api/webhooks', { url: 'https://example.com', colour: 'red' })).status).toBe(422)
    expect((await post('api/events', example, { 'Idempotency-Key': 'é' })).status).toBe(422)
    for (const [length, status] of [
      [255, 202],
      [256, 422],
    ] as const) {
      const key = { 'Idempotency-Key': 'k'.repeat(length) }
      expect([length, (await post('api/events', example, key)).status]).toEqual([length, status])
    }
    const unstorable = { url: 'https://example.com', description: 'zero \0' }
    expect((await post('api/webhooks', unstorable)).status).toBe(422)
  })

  test.each<[string, string, unknown, string]>([
    ['a query', 'deliveries?workspaceId=x', undefined, 'workspaceId: expected a number'],
    ['a query', 'deliveries?limit=ten', undefined, 'limit: expected a number'],
    [
      'a query',
      'deliveries?state=lost',
      undefined,
      'state[0]: expected one of pending, retrying, delivered, given_up',
    ],
    [
      'a query',
      'events?eventType=x',
      undefined,
      `eventType: expected one of ${webhookEventTypes.join(', ')}`,
    ],
    ['a query', 'events?colour=red', undefined, 'colour: unknown key'],
    [
      'a query',
      'events?from=soon',
      undefined,
      'from: expected a date such as 2026-11-27, or a time such as 2026-11-27T09:30:00Z',
    ],
    ['a query', `events/live?name=${'x'.repeat(101)}`, undefined, 'name: expected at most 100 characters'],
    ['a webhook', 'webhooks', {}, 'url: expected a string'],
    ['a webhook', 'webhooks', [], 'expected an object'],
    ['a webhook', 'webhooks', { url: 'https://example.com', enabled: 1 }, 'enabled: expected true or false'],
    ['a webhook', 'webhooks', { url: 'https://example.com', eventTypes: 'x' }, 'eventTypes: expected a list'],
    [
      'a webhook',
      'webhooks',
      { url: 'https://example.com', headers: { a: 1 } },
      'headers.a: expected a string',
    ],
    [
      'a webhook',
      'webhooks',
      { url: 'https://example.com', secret: 'whsec_abc' },
      'secret: expected 24 to 64 bytes in base64 after whsec_',
    ],
    ['a filter', 'deliveries/resend-given-up', { workspaceId: 0.5 }, 'workspaceId: expected a whole number'],
    ['a list of events', 'events', [null], '[0]: expected an object, got null'],
    [
      'a list of events',
      'events',
      [{ ...example, user_id: 'x' }],
      '[0].user_id: expected a whole number, got a string',
    ],
  ])('%s that is wrong (%s, %j) is answered in the words of the contract', async (_, path, body, detail) => {
    const answer = await (body === undefined ? request(`api/${path}`) : post(`api/${path}`, body))
    expect(answer.status).toBe(body === undefined ? 400 : 422)
    const problem = (await answer.json()) as { detail: string; issues: { message: string }[] }
    expect(problem.detail).toBe(detail)
    expect(problem.issues.map(({ message }) => message)).toEqual([detail])
  })

  test('a body that is not JSON is refused with line and column, and without its text', async () => {
    const answer = await post('api/events', '{\n  "secret": tru\n}')
    expect([answer.status, await answer.json()]).toEqual([
      400,
      {
        type: 'about:blank',
        title: 'Bad Request',
        status: 400,
        detail: 'The request body is not valid JSON: line 2, column 13: invalid symbol',
      },
    ])
  })

  test.each([
    ['PUT', 'api/webhooks/x', 'DELETE, GET, HEAD, PATCH'],
    ['PUT', 'api/webhooks', 'GET, HEAD, POST'],
    ['GET', 'api/webhooks/x/pause', 'POST'],
    ['DELETE', 'api/deliveries/live', 'GET, HEAD'],
    ['POST', 'api/openapi.json', 'GET, HEAD'],
  ])('%s %s is answered with 405 and what is allowed', async (method, path, allow) => {
    const answer = await request(path, { method })
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, allow])
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
  })

  test('an address that does not exist is answered with 404, whatever the method', async () => {
    for (const method of ['GET', 'PUT', 'DELETE']) {
      for (const path of ['api/nothing', 'api/webhooks/x/nothing', 'api/']) {
        const answer = await request(path, { method })
        expect([path, answer.status]).toEqual([path, 404])
        expect(answer.headers.get('content-type')).toBe('application/problem+json')
      }
    }
  })

  test('the same event with its keys in another order is the same event', async () => {
    const { event_type, details, ...rest } = example
    const turned = { ...rest, details: Object.fromEntries(Object.entries(details).toReversed()), event_type }
    expect(JSON.stringify(turned)).not.toBe(JSON.stringify(example))
    const key = { 'Idempotency-Key': 'in another order' }
    const first = await post('api/events', example, key)
    const second = await post('api/events', turned, key)
    expect([second.status, await second.json()]).toEqual([202, await first.json()])
    expect((await post('api/events', { ...turned, user_id: 2 }, key)).status).toBe(409)
  })

  test('a URL that another webhook has is refused, unless it is wanted', async () => {
    const client = createHubClient({ url: server.url })
    const url = 'https://example.com/twice'
    const { id } = await client.webhooks.create({ url })
    await expect(client.webhooks.create({ url })).rejects.toThrow(DuplicateUrlError)
    await expect(hub.webhooks.create({ url })).rejects.toThrow(/allowDuplicate/)
    // Written in another way, it is the same endpoint.
    for (const same of [
      'https://EXAMPLE.com/twice',
      'https://example.com:443/twice',
      'https://example.com/./twice',
    ])
      await expect(client.webhooks.create({ url: same })).rejects.toThrow(DuplicateUrlError)
    const twin = await client.webhooks.create({ url, allowDuplicate: true })
    for (const each of [id, twin.id]) await hub.webhooks.remove(each)
    const again = await client.webhooks.create({ url })
    await hub.webhooks.remove(again.id)
  })

  test('only one of several simultaneous requests can add a URL', async () => {
    const client = createHubClient({ url: server.url })
    const url = 'https://example.com/at-once'
    for (const path of ['', '#fragment-that-is-never-sent']) {
      const adding = Array.from({ length: 8 }, () => client.webhooks.create({ url: `${url}${path}` }))
      const refused = (await Promise.allSettled(adding)).filter(({ status }) => status === 'rejected')
      expect(refused).toHaveLength(path ? 8 : 7)
      for (const each of refused) expect(each).toHaveProperty('reason.code', 'duplicate_url')
    }
    const twins = Array.from({ length: 3 }, () => client.webhooks.create({ url, allowDuplicate: true }))
    expect(new Set((await Promise.all(twins)).map(({ id }) => id)).size).toBe(3)
    for (const each of await hub.webhooks.list()) if (each.url === url) await hub.webhooks.remove(each.id)
  })

  test('a change to a URL that another webhook has is refused, unless it is wanted', async () => {
    const client = createHubClient({ url: server.url })
    const first = await client.webhooks.create({ url: 'https://example.com/first' })
    const second = await client.webhooks.create({ url: 'https://example.com/second' })
    const url = 'https://EXAMPLE.com/first'
    await expect(client.webhooks.update(second.id, { url })).rejects.toThrow(DuplicateUrlError)
    // What does not exist has no URL to take.
    await expect(client.webhooks.update(randomUUID(), { url })).rejects.toThrow(NotFoundError)
    await expect(hub.webhooks.update(second.id, { url })).rejects.toThrow(/allowDuplicate/)
    expect(await hub.webhooks.get(second.id)).toMatchObject({ url: second.url })
    // One webhook that keeps its URL, however it is spelled, is not a second one.
    for (const own of [first.url, url]) await client.webhooks.update(first.id, { url: own })
    await client.webhooks.update(second.id, { url, allowDuplicate: true })
    await client.webhooks.update(second.id, { url, description: 'has it already' })
    const changing = [first, second].map(({ id }) => client.webhooks.update(id, { url: `${url}/deeper` }))
    const states = (await Promise.allSettled(changing)).map(({ status }) => status)
    expect(states.toSorted()).toEqual(['fulfilled', 'rejected'])
    for (const { id } of [first, second]) await hub.webhooks.remove(id)
    await expect(client.webhooks.update(first.id, { url })).rejects.toThrow(NotFoundError)
  })

  test('the second of two concurrent changes gets 412', async () => {
    const client = createHubClient({ url: server.url })
    const { id, updatedAt } = await client.webhooks.create({ url: 'https://example.com/changed' })
    const path = `api/webhooks/${id}`
    const tag = (await request(path)).headers.get('etag') ?? ''
    const patch = (description: string, match: string) =>
      request(path, {
        method: 'PATCH',
        headers: { 'Content-Type': 'application/json', 'If-Match': match },
        body: JSON.stringify({ description }),
      })
    const first = await patch('first', tag)
    expect(first.status).toBe(200)
    for (const wrong of [tag, '"x"', 'W/"1"']) expect((await patch('second', wrong)).status).toBe(412)
    await expect(
      client.webhooks.update(id, { description: 'third' }, { ifUpdatedAt: updatedAt }),
    ).rejects.toThrow(ChangedMeanwhileError)
    expect((await hub.webhooks.get(id)).description).toBe('first')
    expect((await patch('fourth', first.headers.get('etag') ?? '')).status).toBe(200)
    expect((await patch('fifth', '*')).status).toBe(200)
    const { updatedAt: now } = await hub.webhooks.get(id)
    expect(await hub.webhooks.update(id, { description: 'sixth' }, { ifUpdatedAt: now })).toMatchObject({
      description: 'sixth',
    })
    await hub.webhooks.remove(id)
    await expect(hub.webhooks.update(id, {}, { ifUpdatedAt: now })).rejects.toThrow(NotFoundError)
  })

  test('a list has 1 to 1,000 events', async () => {
    for (const [size, status, code] of [
      [0, 422, 'too_short'],
      [1, 202, undefined],
      [1000, 202, undefined],
      [1001, 422, 'too_big'],
    ] as const) {
      const answer = await post('api/events', Array(size).fill(example))
      const body = (await answer.json()) as { issues?: { code: string }[]; publications?: object[] }
      expect([size, answer.status, body.issues?.[0]?.code]).toEqual([size, status, code])
      if (status === 202) expect(body.publications).toHaveLength(size)
    }
    for (const wrong of [[], Array(1001).fill(example)]) {
      await expect(hub.publish(wrong)).rejects.toThrow(/expected 1 to 1000 events/)
    }
  })

  test('a list that is wrong throughout is answered with its first 1,000 issues', async () => {
    const answer = await post('api/events', Array(1000).fill({ ...example, user_id: 'x', workspace_id: 'x' }))
    const { issues } = (await answer.json()) as { issues: { path: (string | number)[] }[] }
    expect([answer.status, issues.length, issues[0]?.path[0]]).toEqual([422, 1000, 0])
  })

  test('a given secret has 16 to 256 visible characters, or 24 to 64 bytes in base64', async () => {
    const base64 = (bytes: number) => `whsec_${Buffer.alloc(bytes, 'secret').toString('base64')}`
    for (const [secret, status] of [
      ['x'.repeat(15), 422],
      ['x'.repeat(16), 201],
      ['x'.repeat(256), 201],
      ['x'.repeat(257), 422],
      ['sixteen and more', 422],
      ['sechzehn-zeichän', 422],
      [base64(23), 422],
      [base64(24), 201],
      [base64(64), 201],
      [base64(65), 422],
      [base64(25).replace(/=+$/, ''), 201],
      [`${base64(24)}!`, 422],
      [`whsec_${'-'.repeat(36)}`, 422],
    ] as const) {
      const answer = await post('api/webhooks', { url: 'https://example.com/', secret })
      const body = (await answer.json()) as { id: string; secret?: string; issues?: { path: string[] }[] }
      expect([secret, answer.status]).toEqual([secret, status])
      if (status === 422) expect(body.issues?.map(({ path }) => path)).toEqual([['secret']])
      else {
        expect(body.secret).toBe(secret)
        await hub.webhooks.remove(body.id)
      }
    }
  })

  test('URLs that no webhook may have', async () => {
    const before = (await hub.webhooks.list()).length
    for (const url of refusedUrls) {
      const answer = await post('api/webhooks', { url })
      expect([url, answer.status]).toEqual([url, 422])
      const { issues } = (await answer.json()) as { issues: { path: string[] }[] }
      expect(issues[0]?.path).toEqual(['url'])
    }
    expect(await hub.webhooks.list()).toHaveLength(before)
  })

  test.each([
    ['a declared length', { 'Content-Length': `${10 * 2 ** 20}` }],
    ['chunks', { 'Transfer-Encoding': 'chunked' }],
  ])('a body of 10 MB with %s is refused before all of it is sent', async (_, length) => {
    const headers = { 'Content-Type': 'application/json', ...length }
    const sending = httpRequest(new URL('api/events', server.url), { method: 'POST', headers })
    const answered = once(sending, 'response')
    let isAnswered = false
    answered.then(
      () => {
        isAnswered = true
      },
      () => {},
    )
    // Slightly more than the limit. The rest never follows, so the hub must answer without waiting for it.
    for (let sent = 0; sent <= 2 ** 20 && !isAnswered; sent += 2 ** 16) {
      sending.write(Buffer.alloc(2 ** 16, ' '))
      await sleep(1)
    }
    const [answer] = await answered
    expect(answer.statusCode).toBe(413)
    sending.on('error', () => {}).destroy()
    expect((await request('healthz')).status).toBe(200)
  })

  test('1,000 concurrent publishes are all accepted', async () => {
    const app = createApp(hub)
    const send = () =>
      app.request('/api/events', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(example),
      })
    const answers = await Promise.all(Array.from({ length: 1000 }, send))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]))
  })

  test('changes are streamed to live pages', async () => {
    const endpoint = await startEndpoint()
    const { id } = await hub.webhooks.create({ url: endpoint.url })
    const stream = await request('api/deliveries/live')
    expect(stream.headers.get('content-type')).toBe('text/event-stream')
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader()
    const { deliveryIds } = await hub.publish(example)
    let text = ''
    while (!text.includes('"delivered"') || !text.includes(deliveryIds[0] ?? '-'))
      text += (await reader?.read())?.value
    await reader?.cancel()
    await hub.webhooks.remove(id)
    await endpoint.stop()
  })

  test('health checks answer while the database does', async () => {
    for (const path of ['healthz', 'readyz']) {
      const answer = await request(path)
      expect([path, answer.status, await answer.text()]).toEqual([path, 200, 'ok'])
    }
  })

  test('metrics count events, attempts by outcome, and seconds', async () => {
    const names = {
      published: 'prompt_webhooks_events_published_total',
      delivered: 'prompt_webhooks_attempts_total{outcome="delivered"}',
      gone: 'prompt_webhooks_attempts_total{outcome="gone"}',
      attempts: 'prompt_webhooks_attempt_duration_seconds_count',
      seconds: 'prompt_webhooks_attempt_duration_seconds_sum',
    }
    const read = async () => {
      const answer = await request('metrics')
      expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
      const samples = (await answer.text()).split('\n').map((line) => line.split(' '))
      const values = new Map(samples.map(([name, value]) => [name, Number(value)]))
      return (name: keyof typeof names) => values.get(names[name]) ?? 0
    }
    const before = await read()
    const endpoint = await startEndpoint((_, response, index) =>
      response.writeHead(index < 2 ? 204 : 410).end(),
    )
    const { id } = await hub.webhooks.create({ url: endpoint.url })
    const finished = async (ids: readonly string[], state: DeliveryState) =>
      eventually(async () => {
        const found = await Promise.all(ids.map((each) => hub.deliveries.get(each)))
        return found.every((each) => each.state === state) && found
      })
    const deliveryIds = (await hub.publish([example, example])).flatMap((each) => each.deliveryIds)
    const delivered = await finished(deliveryIds, 'delivered')
    const gone = await finished((await hub.publish(example)).deliveryIds, 'given_up')
    const after = await read()
    const added = (name: keyof typeof names) => after(name) - before(name)
    expect([added('published'), added('delivered'), added('gone'), added('attempts')]).toEqual([3, 2, 1, 3])
    const log = [...delivered, ...gone].flatMap((each) => each.log)
    expect(log).toHaveLength(3)
    const milliseconds = log.reduce((sum, { latencyMs }) => sum + latencyMs, 0)
    expect(added('seconds')).toBeCloseTo(milliseconds / 1000, 5)
    await hub.webhooks.remove(id)
    await endpoint.stop()
  })
})

describe('safety', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  const hub = stubHub()
  const ask = (
    app: ReturnType<typeof createApp>,
    path: string,
    headers: Record<string, string> = {},
    init = {},
  ) =>
    app.request(
      `http://localhost${path}`,
      { headers: { host: 'localhost:8484', ...headers }, ...init },
      fromAddress,
    )
  const fromAddress = from('192.0.2.1')

  test('requests for other hosts are refused with 421', async () => {
    const app = createApp(hub, { hosts: ['Hub.Example.COM'] })
    for (const host of [
      'localhost',
      'LOCALHOST:1',
      '127.0.0.1:8484',
      '127.1.2.3',
      '[::1]:8484',
      'hub.example.com',
      'HUB.example.com:443',
    ]) {
      expect([host, (await ask(app, '/api/webhooks', { host })).status]).toEqual([host, 200])
    }
    for (const host of [
      'evil.example',
      'localhost.evil.example',
      '127.0.0.1.nip.io',
      '127.999.1.1',
      '[::2]',
      '',
      '10.0.0.1',
    ]) {
      expect([host, (await ask(app, '/api/webhooks', { host })).status]).toEqual([host, 421])
    }
  })

  test.each(['/healthz', '/readyz'])(
    '%s answers for every host: probes ask for an IP address',
    async (path) => {
      const app = createApp(hub, { hosts: [], token })
      expect((await ask(app, path, { host: '10.0.0.1:8484' })).status).toBe(200)
    },
  )

  test('pages of other sites cannot change anything', async () => {
    const app = createApp(hub)
    const status = async (headers: Record<string, string>) =>
      (await ask(app, '/api/nothing', headers, { method: 'POST' })).status
    expect(await status({ 'sec-fetch-site': 'cross-site' })).toBe(403)
    expect(await status({ 'sec-fetch-site': 'same-site' })).toBe(403)
    expect(await status({ origin: 'https://evil.example' })).toBe(403)
    expect(await status({ origin: 'null' })).toBe(403)
    expect(await status({ origin: 'http://localhost:8484' })).toBe(404)
    expect(await status({ 'sec-fetch-site': 'same-origin', origin: 'https://proxied.example' })).toBe(404)
    // What a person starts, for instance by loading a page again.
    expect(await status({ 'sec-fetch-site': 'none' })).toBe(404)
    expect(await status({})).toBe(404)
  })

  test('only requests with the token are allowed', async () => {
    const app = createApp(hub, { token })
    const bearer = (text: string) => ({ authorization: `Bearer ${text}` })
    expect((await ask(app, '/api/webhooks')).status).toBe(401)
    expect((await ask(app, '/metrics')).status).toBe(401)
    expect((await ask(app, '/api/webhooks', bearer(`${token}x`))).status).toBe(401)
    expect((await ask(app, '/api/webhooks', bearer(token))).status).toBe(200)
    expect((await ask(app, '/healthz')).status).toBe(200)
    expect((await ask(app, '/', { accept: 'text/html' })).headers.get('location')).toBe('/sign-in')
  })

  test('signing in exchanges the token for a cookie, which is valid for a week and only with this token', async () => {
    const app = createApp(hub, { token })
    const signIn = (text: string, headers = {}) =>
      ask(app, '/sign-in', headers, { method: 'POST', body: new URLSearchParams({ token: text }) })
    expect((await signIn('wrong')).headers.get('set-cookie')).toBeNull()
    const cookie = (await signIn(token)).headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/HttpOnly.*SameSite=Strict/)
    expect(cookie).toContain('Max-Age=604800;')
    expect(cookie).not.toContain(token)
    expect(cookie).not.toContain('Secure')
    const behindTls = await signIn(token, { 'x-forwarded-proto': 'https' })
    expect(behindTls.headers.get('set-cookie')).toContain('Secure')
    const sent = { cookie: cookie.split(';')[0] ?? '' }
    expect((await ask(app, '/api/webhooks', sent)).status).toBe(200)
    const forged = { cookie: sent.cookie.replace(/=\d+/, '=9999999999999') }
    expect((await ask(app, '/api/webhooks', forged)).status).toBe(401)
    expect((await ask(createApp(hub, { token: `${token}2` }), '/api/webhooks', sent)).status).toBe(401)
    // The hub itself checks the age, too.
    const issuedAt = Date.now()
    vi.useFakeTimers({ toFake: ['Date'], now: issuedAt + 604_700_000 })
    expect((await ask(app, '/api/webhooks', sent)).status).toBe(200)
    vi.setSystemTime(issuedAt + 604_801_000)
    expect((await ask(app, '/api/webhooks', sent)).status).toBe(401)
  })

  test.each([
    ['declared', (size: number) => 'x'.repeat(size)],
    ['streamed', (size: number) => new Blob(['x'.repeat(size)]).stream()],
  ])('a %s body may have 1 MiB, and no more', async (_, body) => {
    const status = async (size: number) =>
      (await ask(createApp(hub), '/api/nothing', {}, { method: 'POST', body: body(size), duplex: 'half' }))
        .status
    expect(await status(2 ** 20)).toBe(404)
    expect(await status(2 ** 20 + 1)).toBe(413)
  })

  test('pages may load only what the hub serves', async () => {
    const { headers } = await ask(createApp(hub), '/healthz')
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; script-src 'self'; style-src 'self';/,
    )
    expect(headers.get('content-security-policy')).not.toMatch(/unsafe|\*|https?:/)
    for (const directive of [
      "connect-src 'self'",
      "img-src 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "form-action 'self'",
    ]) {
      expect(headers.get('content-security-policy')?.split('; ')).toContain(directive)
    }
    expect(headers.get('permissions-policy')).toBe('camera=(), geolocation=(), microphone=()')
    // The proxy that terminates TLS decides about it.
    expect(headers.get('strict-transport-security')).toBeNull()
    expect(headers.get('x-frame-options')).toBe('DENY')
    // With `no-referrer`, a browser would send `Origin: null` with forms, which the hub refuses.
    expect(headers.get('referrer-policy')).toBe('same-origin')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })

  test('errors are pages for browsers and problem details for programs', async () => {
    const app = createApp(hub, { hosts: [] })
    for (const [status, path, headers, init] of [
      [421, '/deliveries', { host: 'evil.example' }],
      [403, '/send/x', { 'sec-fetch-site': 'cross-site' }, { method: 'POST' }],
      [413, '/send/x', { 'content-length': `${2 ** 20 + 1}` }, { method: 'POST', body: 'x' }],
      [
        415,
        '/send/prompt_template_created',
        { 'content-type': 'multipart/form-data; boundary=x' },
        { method: 'POST', body: 'x' },
      ],
      [404, '/nothing', {}],
      [404, '/static/x/pages.css', {}],
      [500, '/deliveries', {}],
    ] as const) {
      const answer = (accept: string) => ask(app, path, { ...headers, accept }, init)
      const page = await answer('text/html,*/*;q=0.8')
      expect([path, page.status]).toEqual([path, status])
      expect(page.headers.get('content-type')).toBe('text/html; charset=UTF-8')
      expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
      const problem = (await (await answer('*/*')).json()) as { title: string; detail: string }
      const text = await page.text()
      expect(text).toContain(`<h1>${problem.title}</h1><p class="lead">${problem.detail}.</p>`)
    }
    const fromScript = await ask(app, '/api/nothing', { accept: 'text/html' })
    expect(fromScript.headers.get('content-type')).toBe('application/problem+json')
  })

  test('browsers do not cache pages', async () => {
    const { headers } = await ask(createApp(hub), '/settings/webhooks')
    expect(headers.get('cache-control')).toBe('no-store')
  })

  test('the hub is not ready while its database does not answer', async () => {
    const app = createApp({ ...hub, ready: async () => false })
    expect((await ask(app, '/readyz')).status).toBe(503)
    expect((await ask(app, '/healthz')).status).toBe(200)
  })

  test('listening on a public address requires a token', async () => {
    await expect(serve(hub, { port: 0, host: '0.0.0.0' })).rejects.toThrow(/^host: .*token/)
    for (const wrong of ['', 'of two words', 'é']) {
      await expect(serve(hub, { port: 0, token: wrong })).rejects.toThrow(/^token: .*ASCII/)
    }
    await (await serve(hub, { port: 0, host: '0.0.0.0', token })).close()
  })

  test.each([
    ['header', 'POST /api/events HTTP/1.1\r\nHost: localhost\r\nX-Slow: '],
    [
      'body',
      'POST /api/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 9999\r\n\r\n',
    ],
  ])(
    'a client that sends its %s one byte at a time is cut off, and does not block others',
    async (_, start) => {
      const server = await serve(hub, { port: 0 }, { headersTimeout: 500, requestTimeout: 500 })
      const { port, hostname } = new URL(server.url)
      const slow = Array.from({ length: 50 }, () => connect(Number(port), hostname))
      const closed = slow.map((socket) => {
        socket.write(start)
        const trickle = setInterval(() => socket.write('1'), 50)
        // `once` of node:events would reject on the error of a write that came too late.
        return new Promise<void>((resolve) => {
          socket
            .resume()
            .on('error', () => {})
            .on('close', () => resolve(clearInterval(trickle)))
        })
      })
      expect((await fetch(new URL('healthz', server.url))).status).toBe(200)
      await Promise.all(closed)
      await server.close()
    },
  )
})

const refusedUrls = [
  '',
  ' ',
  'x',
  '/hook',
  '//example.com/',
  'example.com',
  'localhost',
  'about:blank',
  'javascript:alert(1)',
  'data:text/html,x',
  'file:///etc/passwd',
  'ftp://example.com/',
  'gopher://example.com/',
  'ws://example.com/',
  'blob:https://x/y',
  'http://',
  'https://',
  'http:///',
  'http://:80/',
  'http://[::1',
  'http://exa mple.com/',
  'http://example.com:99999/',
  'http://%00/',
  'https://user@example.com/',
  'https://user:pass@example.com/',
  'https://:pass@example.com/',
  'http://localhost/',
  'http://LOCALHOST./',
  'http://a.localhost/',
  'http://127.0.0.2/',
  'http://127.1.1.1/',
  'http://2130706434/',
  'http://0x7f000002/',
  'http://0177.0.0.2/',
  'http://127.2/',
  'http://0/',
  'http://0.0.0.0/',
  'http://[::]/',
  'http://[::1]/',
  'http://[::ffff:127.0.0.2]/',
  'http://[::ffff:7f00:2]/',
  'http://[0:0:0:0:0:0:0:1]/',
  'http://10.0.0.1/',
  'http://10.255.255.255/',
  'http://172.16.0.1/',
  'http://172.31.255.255/',
  'http://192.168.0.1/',
  'http://169.254.169.254/latest/meta-data/',
  'http://100.64.0.1/',
  'http://192.0.2.1/',
  'http://198.18.0.1/',
  'http://203.0.113.1/',
  'http://224.0.0.1/',
  'http://255.255.255.255/',
  'http://240.0.0.1/',
  'http://[fe80::1]/',
  'http://[fc00::1]/',
  'http://[fd00:ec2::254]/',
  'http://[ff02::1]/',
  'http://[2001:db8::1]/',
  'http://[64:ff9b::7f00:2]/',
  `https://example.com/${'x'.repeat(3000)}`,
  'http://１２７.０.０.２/',
  'http://①②⑦.0.0.2/',
]
