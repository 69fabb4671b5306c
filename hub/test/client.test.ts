import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { WebhookEvent } from 'prompt-webhooks'
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { createHubClient, type HubClient, type HubClientOptions, HubRequestError } from '../src/client.js'
import { InvalidInputError, NotFoundError } from '../src/errors.js'
import { createApp, type Hub, type Replay, type ReplayRequest, serve } from '../src/index.js'
import { example } from './engine/hub-on-database.js'
import { stubHub } from './safety/stub-hub.js'

const asked: string[] = []
let answer = { status: 200, body: '{}' }
const server = createServer(({ method, url }, response) => {
  asked.push(`${method} ${url}`)
  response.writeHead(answer.status, { 'Content-Type': 'application/json' }).end(answer.body)
})
let client: HubClient
let origin: string

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  client = createHubClient({ url: `${origin}/hub/` })
})
beforeEach(() => {
  asked.length = 0
  answer = { status: 200, body: '{}' }
})
afterAll(() => server.close())

// Without encoding, each of them would reach another address than the one of its method.
const ids = ['../webhooks', 'a/b', 'a?b=c', 'a#b', '%2e%2e', 'é', 'a b']

/** Calls every method of an object that takes an id, whatever else it takes. */
async function callEach(methods: object, id: string): Promise<string[]> {
  const called = Object.entries(methods).filter(
    ([name, method]) => typeof method === 'function' && !namesWithoutId.has(name),
  )
  for (const [, method] of called) await method(id).catch(() => {})
  return called.map(([name]) => name)
}
const namesWithoutId = new Set(['list', 'create', 'resendMany', 'resendGivenUp', 'activity'])

test.each(ids)('the id %j stays one part of the path, in every method that takes an id', async (id) => {
  const names = [
    ...(await callEach(client.webhooks, id)),
    ...(await callEach(client.events, id)),
    ...(await callEach(client.deliveries, id)),
  ]
  expect(asked).toHaveLength(names.length)
  expect(names.length).toBeGreaterThan(10)
  for (const address of asked) {
    const path = address.split(' ')[1] ?? ''
    expect(path).toMatch(/^\/hub\/api\/(webhooks|events|deliveries)\/[^/?#]+(\/[a-z-]+)?$/)
    expect(decodeURIComponent(path.split('/')[4] ?? '')).toBe(id)
  }
})

// A URL resolves these, so they would reach a list or another address.
test.each(['', '.', '..'])('the id %j is the id of nothing, in every method that takes an id', async (id) => {
  const groups = [client.webhooks, client.events, client.deliveries]
  let count = 0
  for (const methods of groups) {
    for (const [name, method] of Object.entries(methods)) {
      if (typeof method !== 'function' || namesWithoutId.has(name)) continue
      count++
      await expect(method(id)).rejects.toThrow(NotFoundError)
    }
  }
  expect(count).toBeGreaterThan(10)
  expect(asked).toEqual([])
  await client.webhooks.list()
  expect(asked).toEqual(['GET /hub/api/webhooks'])
})

test.each<[string, object]>([
  [
    'tokens: unknown option of createHubClient; expected only url, token',
    { url: 'http://127.0.0.1/', tokens: 'x' },
  ],
  ['url: expected an absolute URL, such as http://127.0.0.1:8484/', { url: '127.0.0.1' }],
  ['url: expected an absolute URL, such as http://127.0.0.1:8484/', {}],
  ['url: expected an http or https URL, such as http://127.0.0.1:8484/', { url: 'localhost:8484' }],
  [
    'url: expected an http or https URL, such as http://127.0.0.1:8484/',
    { url: 'postgres://me:secret@localhost/hub' },
  ],
  [
    'url: expected a URL without a user and a password, such as http://127.0.0.1:8484/. Pass the token as token',
    { url: 'http://me:secret@127.0.0.1/' },
  ],
  [
    'url: expected a URL without a user and a password, such as http://127.0.0.1:8484/. Pass the token as token',
    { url: 'https://:secret@hub.example.com/' },
  ],
  [
    'token: expected visible ASCII characters, without spaces',
    { url: 'http://127.0.0.1/', token: 'secret\nsecret' },
  ],
  ['token: expected visible ASCII characters, without spaces', { url: 'http://127.0.0.1/', token: '€' }],
])('%s', (message, options) => {
  expect(() => createHubClient(options as HubClientOptions)).toThrow(new TypeError(message))
})

test('a client that is made as before says what it expects', () => {
  const old = createHubClient as unknown as (url: string) => HubClient
  expect(() => old('http://127.0.0.1/')).toThrow('options: expected an object with url, token')
})

test.each(['€', '', 'a\nb', 'k'.repeat(256)])(
  'the idempotency key %j is refused like in the hub, and nothing is sent',
  async (idempotencyKey) => {
    for (const events of [example, [example]] as [WebhookEvent][]) {
      const error = await client.publish(events, { idempotencyKey }).catch((reason) => reason)
      expect(error).toBeInstanceOf(InvalidInputError)
      expect(error.message).toBe('Idempotency-Key: expected 1 to 255 printable ASCII characters')
    }
    expect(asked).toEqual([])
  },
)

test.each([' a', 'a ', ' '])(
  'the idempotency key %j, whose space a request loses, is refused, and nothing is sent',
  async (idempotencyKey) => {
    const message = 'Idempotency-Key: must not begin or end with a space, because HTTP removes it'
    await expect(client.publish(example, { idempotencyKey })).rejects.toThrow(message)
    expect(asked).toEqual([])
  },
)

test('options that the client would not send are refused, before anything is asked', async () => {
  const wrong = { client: {}, ifUnchanged: new Date(0) } as never
  for (const call of [() => client.publish(example, wrong), () => client.webhooks.update('id', {}, wrong)]) {
    await expect(call()).rejects.toThrow(/^client: unknown key; expected only \w+; ifUnchanged: unknown key/)
  }
  expect(asked).toEqual([])
})

test('values of filters are encoded as well', async () => {
  await client.deliveries.list({ webhookId: 'a&state=given_up' }, { cursor: '1 2' })
  await client.events.list({ search: 'a&b' }, { cursor: '1 2', limit: 5 })
  expect(asked).toEqual([
    'GET /hub/api/deliveries?webhookId=a%26state%3Dgiven_up&cursor=1+2',
    'GET /hub/api/events?search=a%26b&cursor=1+2&limit=5',
  ])
})

test('an invalid Date in a filter is left to the hub, which names the field', async () => {
  await client.events.list({ from: new Date(Number.NaN) })
  expect(asked).toEqual(['GET /hub/api/events?from=null'])
})

// A proxy in between knows nothing of problem documents.
test.each([
  [404, '<h1>Not Found</h1>', 'The hub answered 404'],
  [502, '', 'The hub answered 502'],
  [409, '"conflict"', 'The hub answered 409'],
  [401, JSON.stringify({ detail: 'A token is required' }), 'The hub answered 401: A token is required'],
])('an answer of %d with the text %j is a failed request', async (status, body, message) => {
  answer = { status, body }
  const error = await client.webhooks.get('x').catch((reason) => reason)
  expect(error).toBeInstanceOf(HubRequestError)
  expect(error).toMatchObject({ status, message, code: 'hub_request_failed' })
})

test.each([400, 422])('an answer of %d with issues is invalid input', async (status) => {
  const issues = [{ path: ['limit'], message: 'limit: expected 1 to 200', code: 'invalid' }]
  answer = { status, body: JSON.stringify({ detail: 'limit: expected 1 to 200', issues }) }
  const error = await client.events.list({}, { limit: 0 }).catch((reason) => reason)
  expect(error).toBeInstanceOf(InvalidInputError)
  expect(error.issues).toEqual(issues)
})

test.each(['', '/', '/hub', '/hub/', '/a/hub'])(
  'a hub at the path %j is asked under that path',
  async (path) => {
    await createHubClient({ url: `${origin}${path}` }).webhooks.list()
    expect(asked).toEqual([`GET ${path.replace(/\/$/, '')}/api/webhooks`])
  },
)

/** The names of all times in the schemas of the API. */
async function timeNames(): Promise<string[]> {
  const answer = await createApp(stubHub()).request('/api/openapi.json')
  const { components } = (await answer.json()) as { components: { schemas: Record<string, object> } }
  // Requests hold what the caller sends.
  const { ReplayRequest: _, ...schemas } = components.schemas
  const names = new Set<string>()
  JSON.stringify(schemas, (name, value) => {
    if (value?.format === 'date-time') names.add(name)
    return value
  })
  return [...names]
}

test('every time in an answer arrives as a Date', async () => {
  const names = await timeNames()
  expect(names).toContain('restingUntil')
  const time = '2026-11-27T09:30:00.000Z'
  answer.body = JSON.stringify(Object.fromEntries(names.map((name) => [name, time])))
  const expected = Object.fromEntries(names.map((name) => [name, new Date(time)]))
  expect(await client.webhooks.get('x')).toEqual(expected)
})

test.each<[string, RequestListener | undefined]>([
  ['no hub', undefined],
  [
    'a connection that breaks within the answer',
    (_, response) => response.write('{', () => response.destroy()),
  ],
])('%s is a failed request that names the address', async (_, listener) => {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  if (!listener) server.close()
  const error = await createHubClient({ url })
    .webhooks.list()
    .catch((reason) => reason)
  expect(error).toBeInstanceOf(HubRequestError)
  expect(error.message).toBe(
    `No answer from the hub at ${url}api/. Check that it runs, and that this is its address`,
  )
  expect(error.status).toBeUndefined()
  expect(error.cause).toBeInstanceOf(Error)
  server.close()
})

test('an id that the hub does not know is a NotFoundError', async () => {
  answer = { status: 404, body: JSON.stringify({ detail: 'No webhook has this id' }) }
  await expect(client.webhooks.get('x')).rejects.toThrow(new NotFoundError('No webhook has this id'))
})

test('a replay is asked for with the times that the caller gives', async () => {
  const asked: ReplayRequest[] = []
  const replay = async (_: string, request: ReplayRequest) => {
    asked.push(request)
    return {} as Replay
  }
  const listening = await serve(stubHub({ webhooks: { replay } as unknown as Hub['webhooks'] }), { port: 0 })
  const { webhooks } = createHubClient({ url: listening.url })
  const times = { since: new Date(1), until: new Date(2), asOf: new Date(3) }
  await webhooks.replay('x', times)
  await webhooks.replay('x', { since: times.since })
  expect(asked).toEqual([times, { since: times.since }])
  await listening.close()
})

test('the times of a replay are in UTC, wherever the hub runs; what is no time is refused by its name', async () => {
  vi.stubEnv('TZ', 'America/New_York')
  onTestFinished(() => void vi.unstubAllEnvs())
  const asked: ReplayRequest[] = []
  const replay = async (_: string, request: ReplayRequest) => {
    asked.push(request)
    return {} as Replay
  }
  const app = createApp(stubHub({ webhooks: { replay } as unknown as Hub['webhooks'] }))
  const ask = async (body: object) => {
    const headers = { 'Content-Type': 'application/json' }
    const init = { method: 'POST', headers, body: JSON.stringify(body) }
    const answer = await app.request('/api/webhooks/x/replay', init)
    return { status: answer.status, problem: (await answer.json()) as { issues?: { path: string[] }[] } }
  }
  const local = { since: '2026-11-27T09:00', until: '2026-11-27', asOf: '2026-11-28T09:00:00.123' }
  expect((await ask(local)).status).toBe(200)
  expect((await ask({ since: '2026-11-27T09:00-05:00' })).status).toBe(200)
  expect(asked).toEqual([
    {
      since: new Date('2026-11-27T09:00Z'),
      until: new Date('2026-11-28T00:00Z'),
      asOf: new Date('2026-11-28T09:00:00.123Z'),
    },
    { since: new Date('2026-11-27T14:00Z') },
  ])
  for (const field of ['since', 'until', 'asOf']) {
    for (const text of ['1', 'Nov 27', '2026-02-30', '']) {
      const { status, problem } = await ask({ since: '2026-11-27', [field]: text })
      expect([text, status, problem.issues?.map(({ path }) => path)]).toEqual([text, 422, [[field]]])
    }
  }
  expect(asked).toHaveLength(2)
})
