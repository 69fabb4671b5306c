import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { connect as connectHttp2 } from 'node:http2'
import { type AddressInfo, connect } from 'node:net'
import { Readable } from 'node:stream'
import Fastify from 'fastify'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createReceiver, type DeliveryContext, toFastifyPlugin } from '../../src/receiver/index.js'
import { created, invalid, moved, secret, signedHeaders, unknown } from './signed-request.js'

const handled = vi.fn()
const onError = vi.fn()
const receiver = createReceiver({ secret, on: { prompt_template_label_moved: handled }, onError })
const cleanUps: (() => unknown)[] = []

beforeEach(() => void vi.resetAllMocks())
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp()
})

/** An app with other routes that read JSON and text, and a limit that is smaller than any event. */
function app(options = {}) {
  const fastify = Fastify({ bodyLimit: 100, ...options })
  cleanUps.push(() => fastify.close())
  fastify.register(toFastifyPlugin(receiver), { prefix: '/webhooks' })
  fastify.post('/other', async ({ body }) => ({ body }))
  return fastify
}

const post = (body: string, headers: Record<string, string> = signedHeaders(body)) =>
  ({ method: 'POST', url: '/webhooks', body, headers }) as const

const noJson = {
  'content-type': 'application/json',
  'x-promptlayer-signature': createHmac('sha256', secret).update('no JSON').digest('hex'),
}

test.each([
  [204, post(moved)],
  [204, post(moved.replace('Hello', 'José 😀'))],
  [204, post(unknown)],
  [204, { ...post(moved), url: '/webhooks/' }],
  [401, post(moved, signedHeaders(created))],
  [401, post('', { 'content-type': 'application/json' })],
  [400, post('no JSON', noJson)],
  [422, post(invalid)],
  [415, post(moved, { ...signedHeaders(moved), 'content-type': 'text/plain' })],
  [413, post(moved.padEnd(2 ** 20 + 1))],
  [405, { ...post(moved), method: 'PUT' as const }],
  [405, { method: 'GET' as const, url: '/webhooks' }],
])('%i', async (status, request) => {
  const { statusCode, headers, body } = await app().inject(request)
  expect(statusCode).toBe(status)
  expect(headers.allow).toBe(status === 405 ? 'POST' : undefined)
  // Fastify adds a charset.
  const [type] = `${headers['content-type'] ?? ''}`.split(';')
  expect(type).toBe(status === 204 ? '' : 'application/problem+json')
  expect(status === 204 ? body : JSON.parse(body)).toEqual(
    status === 204 ? '' : expect.objectContaining({ status }),
  )
})

test('other routes keep their parsers and the limit of the app', async () => {
  const fastify = app()
  const to = (headers: Record<string, string>, body: string) =>
    fastify.inject({ ...post(body, headers), url: '/other' })
  const json = { 'content-type': 'application/json' }
  expect((await to(json, '{"a":1}')).json()).toEqual({ body: { a: 1 } })
  expect((await to({ 'content-type': 'text/plain' }, 'a')).json()).toEqual({ body: 'a' })
  expect((await to({ 'content-type': 'application/xml' }, '<a/>')).statusCode).toBe(415)
  expect((await to(json, moved)).statusCode).toBe(413)
  expect(moved.length).toBeGreaterThan(100)
  expect((await fastify.inject(post(moved))).statusCode).toBe(204)
})

test('takes a body in many chunks, over HTTP/1 and with the hooks of the app', async () => {
  const fastify = app()
  const sent = vi.fn()
  fastify.addHook('onSend', async (_request, reply) => void reply.header('x-from-a-hook', 'yes'))
  fastify.addHook('onResponse', async (_request, reply) => sent(reply.statusCode))
  const url = `${await fastify.listen({ port: 0, host: '127.0.0.1' })}/webhooks`
  const body = moved.replace('Hello', 'José 😀').padEnd(300_000)
  const response = await fetch(url, { method: 'POST', body, headers: signedHeaders(body) })
  expect([response.status, response.headers.get('x-from-a-hook')]).toEqual([204, 'yes'])
  expect(handled.mock.lastCall?.[1].rawBody).toBe(body)
  await vi.waitFor(() => expect(sent).toHaveBeenCalledWith(204))
})

test('reads the stream that a hook puts in place of the body', async () => {
  const fastify = app()
  fastify.addHook('preParsing', async (_request, _reply, payload) => {
    const chunks: Buffer[] = []
    for await (const chunk of payload) chunks.push(chunk as Buffer)
    return Readable.from(chunks)
  })
  expect((await fastify.inject(post(moved))).statusCode).toBe(204)
})

test('explains what to do when a hook has read the body', async () => {
  const fastify = app()
  fastify.addHook('preParsing', async (_request, _reply, payload) => {
    for await (const _ of payload);
  })
  expect((await fastify.inject(post(moved))).statusCode).toBe(500)
  expect(onError.mock.lastCall?.[0].message).toMatch(/^body: expected the raw body/)
  expect(handled).not.toHaveBeenCalled()
})

test('stops reading at the limit, and closes the connection', async () => {
  const fastify = app()
  await fastify.listen({ port: 0, host: '127.0.0.1' })
  const socket = connect((fastify.server.address() as AddressInfo).port, '127.0.0.1')
  const answer: Buffer[] = []
  socket.on('data', (chunk) => answer.push(chunk))
  socket.on('error', () => {})
  const head = Object.entries(signedHeaders(moved)).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.write(`POST /webhooks HTTP/1.1\r\nhost: a\r\n${head.join('')}content-length: ${2 ** 20 + 1}\r\n\r\n`)
  await once(socket, 'close')
  expect(Buffer.concat(answer).toString()).toMatch(/^HTTP\/1.1 413 [\s\S]*\r\nconnection: close\r\n/i)
})

test('the signal of the handlers aborts when the sender disconnects', async () => {
  const signals: AbortSignal[] = []
  let finish = () => {}
  handled.mockImplementation((_, context: DeliveryContext) => {
    signals.push(context.signal)
    return new Promise<void>((resolve) => {
      finish = resolve
    })
  })
  const url = `${await app().listen({ port: 0, host: '127.0.0.1' })}/webhooks`
  const abort = new AbortController()
  const sent = fetch(url, { ...post(moved), signal: abort.signal }).catch(() => {})
  await vi.waitFor(() => expect(signals).toHaveLength(1))
  expect(signals[0]?.aborted).toBe(false)
  abort.abort()
  await vi.waitFor(() => expect(signals[0]?.aborted).toBe(true))
  finish()
  await sent
})

test('HTTP/2', async () => {
  const fastify = app({ http2: true })
  expect((await fastify.inject(post(moved))).statusCode).toBe(204)
})

test('HTTP/2: a body over the limit gets its 413, and leaves no stream open', async () => {
  const session = connectHttp2(await app({ http2: true }).listen({ port: 0, host: '127.0.0.1' }))
  cleanUps.unshift(() => session.destroy())
  const send = async () => {
    const stream = session.request({
      ':method': 'POST',
      ':path': '/webhooks',
      'content-type': 'application/json',
    })
    stream.end('a'.repeat(2_000_000))
    stream.resume()
    const [[headers]] = await Promise.all([once(stream, 'response'), once(stream, 'end')])
    // Node's client emits no 'close' while it has something to send.
    await vi.waitFor(() => expect(stream.closed).toBe(true))
    return headers[':status']
  }
  for (let count = 0; count < 4; count++) expect(await send()).toBe(413)
})

test.each(['foo', 'json', 'application/', 'application/json/', 'application/json/; charset=utf-8'])(
  'the malformed content type %s: 415 as problem details, and onRefused learns of it',
  async (type) => {
    const onRefused = vi.fn()
    const fastify = Fastify()
    const onErrorOfApp = vi.fn()
    fastify.setErrorHandler(onErrorOfApp)
    fastify.register(toFastifyPlugin(createReceiver({ secret, on: {}, onRefused })))
    const request = { ...post(moved), url: '/', headers: { ...signedHeaders(moved), 'content-type': type } }
    const { statusCode, headers, body } = await fastify.inject(request)
    expect(statusCode).toBe(415)
    expect(headers['content-type']).toMatch(/^application\/problem\+json/)
    expect(JSON.parse(body)).toEqual({ type: 'about:blank', title: 'Unsupported Media Type', status: 415 })
    expect(onRefused).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ reason: 'unsupported_media_type', contentType: type }),
    )
    expect(onErrorOfApp).not.toHaveBeenCalled()
  },
)

test.each([
  ['of the app', true],
  ['of Fastify', false],
])('an error in a hook goes to the error handler %s', async (_, isOwn) => {
  const fastify = app()
  if (isOwn) fastify.setErrorHandler((error, _request, reply) => reply.code(418).send(`${error}`))
  fastify.addHook('preParsing', async () => {
    throw new Error('of the hook')
  })
  const { statusCode, body } = await fastify.inject(post(moved))
  expect(statusCode).toBe(isOwn ? 418 : 500)
  expect(body).toContain('of the hook')
  expect(handled).not.toHaveBeenCalled()
})
