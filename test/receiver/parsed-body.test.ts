import { EventEmitter, once } from 'node:events'
import { createServer, type RequestListener, request } from 'node:http'
import { connect, createServer as createHttp2Server } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import express, { type RequestHandler } from 'express'
import Fastify from 'fastify'
import { Hono } from 'hono'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createReceiver, toNodeHandler } from '../../src/receiver/index.js'
import { moved, secret, signedHeaders } from './signed-request.js'

const onError = vi.fn()
const handler = vi.fn()
const receiver = createReceiver({ secret, onError, on: { prompt_template_label_moved: handler } })
const cleanUps: (() => unknown)[] = []

afterEach(async () => {
  vi.resetAllMocks()
  for (const cleanUp of cleanUps.splice(0)) await cleanUp()
})

async function statusOf(listener: RequestListener, body = moved): Promise<number> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  cleanUps.push(() => server.close())
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`
  return (await fetch(url, { method: 'POST', body, headers: signedHeaders(body) })).status
}

const behind = (middleware: RequestHandler) =>
  express().use(middleware).post('/webhooks', toNodeHandler(receiver))

const explained = () => {
  expect(onError).toHaveBeenCalledOnce()
  expect(onError.mock.lastCall?.[0].message).toMatch(/^body: expected the raw body.*express\.raw/)
  expect(handler).not.toHaveBeenCalled()
}

test.each<[string, RequestHandler]>([
  ['express.raw', express.raw({ type: '*/*' })],
  ['express.text', express.text({ type: '*/*' })],
  ['express.json for other types', express.json({ type: 'text/plain' })],
  [
    'an old middleware that sets an empty body',
    (request, _, next) => {
      request.body = {}
      next()
    },
  ],
  [
    'a middleware that keeps the raw body',
    (request, _, next) => {
      express.json({ verify: (_request, _response, buffer) => Object.assign(request, { rawBody: buffer }) })(
        request,
        _,
        next,
      )
    },
  ],
  [
    'a middleware that sets an encoding',
    (request, _, next) => {
      request.setEncoding('utf8')
      next()
    },
  ],
])('Express: gets the raw body behind %s', async (_, middleware) => {
  // Long enough for several chunks.
  const body = moved.replace('Hello', 'José 😀').padEnd(90_000)
  expect(await statusOf(behind(middleware), body)).toBe(204)
  expect(handler.mock.lastCall?.[1].rawBody).toBe(body)
})

test.each<[string, RequestHandler, number]>([
  ['express.raw', express.raw({ type: '*/*' }), 401],
  [
    'a middleware that drops it',
    (request, _, next) => {
      request.resume().on('end', next)
    },
    500,
  ],
])('Express: an empty body that was read by %s counts as read', async (_, middleware, status) => {
  const server = createServer(behind(middleware)).listen(0, '127.0.0.1')
  cleanUps.push(() => server.close())
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const sent = request({ port, path: '/webhooks', method: 'POST', headers: signedHeaders(moved) })
  sent.setHeader('transfer-encoding', 'chunked')
  sent.end()
  const [response] = await once(sent, 'response')
  response.resume()
  expect(response.statusCode).toBe(status)
})

test('Express: explains what to do when express.json has parsed the body', async () => {
  expect(await statusOf(behind(express.json()))).toBe(500)
  explained()
})

describe('Express: what the explanation advises', () => {
  // Larger than the limit of express.raw.
  const large = moved.padEnd(150_000)
  const raw = (options = {}) => express.raw({ type: 'application/json', ...options })
  const handle = toNodeHandler(receiver)

  test('a route before express.json, with a limit', async () => {
    expect(
      await statusOf(
        express()
          .post('/webhooks', raw({ limit: '1mb' }), handle)
          .use(express.json()),
        large,
      ),
    ).toBe(204)
    expect(await statusOf(express().post('/webhooks', handle).use(express.json()), large)).toBe(204)
  })

  test('without a limit, express.raw stops at 100 kB', async () => {
    vi.spyOn(console, 'error').mockReturnValue()
    expect(await statusOf(express().post('/webhooks', raw(), handle), moved.padEnd(102_400))).toBe(204)
    expect(await statusOf(express().post('/webhooks', raw(), handle), moved.padEnd(102_401))).toBe(413)
  })

  test('rawBody, kept by verify', async () => {
    const parse = express.json({
      limit: '1mb',
      verify: (request, _, rawBody) => {
        Object.assign(request, { rawBody })
      },
    })
    expect(await statusOf(behind(parse), large)).toBe(204)
  })

  test('express.raw behind express.json changes nothing', async () => {
    expect(await statusOf(express().use(express.json()).post('/webhooks', raw(), handle))).toBe(500)
    explained()
  })
})

test('node:http: explains what to do when the body was read before', async () => {
  const listener: RequestListener = async (request, response) => {
    for await (const _ of request);
    await toNodeHandler(receiver)(request, response)
  }
  expect(await statusOf(listener)).toBe(500)
  explained()
})

test('node:http: explains what to do when the body was read in part before', async () => {
  const listener: RequestListener = (request, response) => {
    request.once('data', () => {
      request.pause()
      toNodeHandler(receiver)(request, response)
    })
  }
  expect(await statusOf(listener, moved.padEnd(200_000))).toBe(500)
  explained()
})

test('joins four million chunks of one byte in linear time', async () => {
  // Copying all bytes for each chunk takes so long that the test would time out.
  const size = 2 ** 22
  const large = createReceiver({ secret: null, maxBodyBytes: size, on: {} })
  const request = Object.assign(new EventEmitter(), {
    method: 'POST',
    headers: signedHeaders(moved),
    pause: vi.fn(),
  })
  const response = { headersSent: false, setHeader: vi.fn(), end: vi.fn(), on: vi.fn(), statusCode: 0 }
  const done = toNodeHandler(large)(request, response)
  await vi.waitFor(() => expect(request.listenerCount('data')).toBe(1))
  for (const byte of Buffer.from(moved.padEnd(size))) request.emit('data', Uint8Array.of(byte))
  request.emit('end')
  await done
  expect(response.statusCode).toBe(204)
})

test('400: a request that closes before its body ends, without an error', async () => {
  const request = Object.assign(new Readable({ read() {} }), {
    method: 'POST',
    headers: signedHeaders(moved),
  })
  const response = { headersSent: false, setHeader: vi.fn(), end: vi.fn(), on: vi.fn(), statusCode: 0 }
  const done = toNodeHandler(receiver)(request, response)
  request.push(moved)
  request.destroy()
  await done
  expect(response.statusCode).toBe(400)
  expect(handler).not.toHaveBeenCalled()
})

test('HTTP/2: answers 413 without a connection header, which HTTP/2 does not have', async () => {
  const warn = vi.spyOn(process, 'emitWarning').mockReturnValue()
  const server = createHttp2Server(toNodeHandler(receiver)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const session = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  cleanUps.push(
    () => server.close(),
    () => session.close(),
  )
  const declared = { ':method': 'POST', ...signedHeaders(moved), 'content-length': `${2 ** 20 + 1}` }
  const stream = session.request(declared)
  const [headers] = await once(stream, 'response')
  stream.destroy()
  expect(headers[':status']).toBe(413)
  expect(warn).not.toHaveBeenCalled()
  warn.mockRestore()
})

test('HTTP/2: a body over the limit gets its 413, and leaves no stream open', async () => {
  const small = createReceiver({ secret, on: {}, maxBodyBytes: 1000, onRefused: null })
  const server = createHttp2Server(toNodeHandler(small)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  // In MB. Node's client counts what it did not send, also of closed streams.
  const session = connect(url, { maxSessionMemory: 100 })
  cleanUps.push(
    () => server.close(),
    () => session.destroy(),
  )
  let open = 0
  server.on('stream', (stream) => {
    open++
    stream.on('close', () => open--)
  })
  let read = () => 0
  server.on('session', ({ socket }) => {
    read = () => socket.bytesRead
  })
  const send = async (body: string) => {
    const stream = session.request({ ':method': 'POST', ...signedHeaders(moved) })
    stream.setEncoding('utf8').end(body)
    let answer = ''
    stream.on('data', (text) => {
      answer += text
    })
    const [[headers]] = await Promise.all([once(stream, 'response'), once(stream, 'end')])
    // Node's client emits no 'close' while it has something to send.
    await vi.waitFor(() => expect(stream.closed).toBe(true))
    return { status: headers[':status'], answer }
  }
  const large = 'a'.repeat(300_000)
  for (let round = 0; round < 10; round++) {
    for (const { status, answer } of await Promise.all(Array.from({ length: 10 }, () => send(large)))) {
      expect(status).toBe(413)
      expect(JSON.parse(answer)).toMatchObject({ status: 413 })
    }
  }
  await vi.waitFor(() => expect(open).toBe(0))
  expect(read()).toBeLessThan((100 * large.length) / 2)
  // The connection still works.
  expect((await send(moved)).status).toBe(204)
})

test('Fastify: explains what to do when Fastify has parsed the body', async () => {
  const fastify = Fastify()
  fastify.post('/webhooks', (request, reply) => {
    reply.hijack()
    return toNodeHandler(receiver)(request.raw, reply.raw)
  })
  cleanUps.push(() => fastify.close())
  const url = `${await fastify.listen({ port: 0, host: '127.0.0.1' })}/webhooks`
  expect((await fetch(url, { method: 'POST', body: moved, headers: signedHeaders(moved) })).status).toBe(500)
  explained()
})

test('Hono: explains what to do when a middleware has read the body', async () => {
  const app = new Hono()
    .use(async (context, next) => {
      await context.req.json()
      await next()
    })
    .post('/webhooks', (context) => receiver.fetch(context.req.raw))
  expect(
    (await app.request('/webhooks', { method: 'POST', body: moved, headers: signedHeaders(moved) })).status,
  ).toBe(500)
  expect(onError.mock.lastCall?.[0].message).toMatch(
    /^body: expected the raw body.*Hono, Next: await request\.clone\(\)/,
  )
  expect(handler).not.toHaveBeenCalled()
})

test.each<[string, (request: Request) => unknown]>([
  ['was read', (request) => request.json()],
  ['is being read', (request) => request.body?.getReader()],
])('fetch: explains what to do with a request that %s, and the advice works', async (_, read) => {
  const request = () =>
    new Request('http://a', { method: 'POST', body: moved, headers: signedHeaders(moved) })
  const spent = request()
  await read(spent)
  expect((await receiver.fetch(spent)).status).toBe(500)
  const error = onError.mock.lastCall?.[0]
  expect(error).toBeInstanceOf(TypeError)
  expect(error.message).toMatch(/^body: expected the raw body.*Hono, Next: await request\.clone\(\)/)
  const whole = request()
  await read(whole.clone())
  expect((await receiver.fetch(whole)).status).toBe(204)
})

test('handles a request that was aborted before the handler ran', async () => {
  let done: Promise<void> | undefined
  const server = createServer(async (request, response) => {
    request.destroy()
    await once(request, 'close')
    done = toNodeHandler(receiver)(request, response)
  }).listen(0, '127.0.0.1')
  cleanUps.push(() => server.close())
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  await expect(fetch(url, { method: 'POST', body: moved, headers: signedHeaders(moved) })).rejects.toThrow()
  await expect(done).resolves.toBeUndefined()
  expect(handler).not.toHaveBeenCalled()
})

test('does not touch a response that was sent already', async () => {
  let done: Promise<void> | undefined
  const listener: RequestListener = (request, response) => {
    response.end('other')
    request.headers['x-promptlayer-signature'] = 'wrong'
    done = toNodeHandler(receiver)(request, response)
  }
  expect(await statusOf(listener)).toBe(200)
  await expect(done).resolves.toBeUndefined()
})
