import { getEventListeners } from 'node:events'
import { createServer } from 'node:net'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type * as emitter from '../../src/emitter/index.js'
import { loadDeliverOverFetch } from './deliver-over-fetch.js'
import { moved, secret } from './examples.js'
import { serveHttp, serveSocket, serveWithoutEnd, start } from './servers.js'

let deliver: typeof emitter.deliver

beforeAll(async () => {
  deliver = await loadDeliverOverFetch()
})
afterEach(() => {
  vi.unstubAllGlobals()
})

const post = (url: string, options?: emitter.DeliveryOptions) => deliver(moved, { url, secret }, options)
const local = async (port: number | Promise<number>, options?: emitter.DeliveryOptions) =>
  post(`http://127.0.0.1:${await port}/hooks`, { allow: ['127.0.0.1'], ...options })

describe('without access to the socket', () => {
  test('host names are refused, because their addresses cannot be checked', async () => {
    vi.stubGlobal('fetch', vi.fn())
    for (const url of ['https://example.com/', 'http://hooks.example/', 'https://127.0.0.1.example/']) {
      expect(await post(url)).toMatchObject({
        outcome: 'refused',
        reason:
          'this runtime cannot check the address of a host name; to permit it, add the host name to allow',
      })
    }
    // Allowing addresses does not allow a name.
    expect((await post('http://hooks.example/', { allow: ['0.0.0.0/0', '::/0'] })).outcome).toBe('refused')
    expect((await post('http://127.0.0.1/')).outcome).toBe('refused')
    expect((await post('http://localhost/')).outcome).toBe('refused')
    expect(fetch).not.toHaveBeenCalled()
  })

  test('allowed names and public addresses are called', async () => {
    const fetch = vi.fn(async () => new Response(null, { status: 204 }))
    vi.stubGlobal('fetch', fetch)
    expect((await post('https://example.com/', { allow: ['example.com'] })).outcome).toBe('delivered')
    expect((await post('https://8.8.8.8/')).outcome).toBe('delivered')
    expect(fetch.mock.calls.map(([url]: unknown[]) => url)).toEqual([
      'https://example.com/',
      'https://8.8.8.8/',
    ])
  })

  test('the request is the same', async () => {
    const received: unknown[] = []
    const port = await serveHttp(async (request, response) => {
      let body = ''
      for await (const chunk of request) body += chunk
      received.push(request.headers, body)
      response.writeHead(200, { 'x-a': 'b' }).end('äöü')
    })
    const result = await local(port, { id: 'msg_1', maxResponseBodyBytes: 4 })
    expect(result).toMatchObject({
      outcome: 'delivered',
      id: 'msg_1',
      response: { status: 200, headers: { 'x-a': 'b' }, body: 'äö' },
    })
    expect(received).toEqual([expect.objectContaining(result.request.headers), result.request.body])
  })
})

describe('the outcome is the same', () => {
  test('for each status', async () => {
    const answering = (status: number, headers = {}) =>
      local(serveHttp((_, response) => response.writeHead(status, headers).end()))
    expect(await answering(410)).toMatchObject({ outcome: 'gone', status: 410 })
    expect(await answering(503, { 'retry-after': '7' })).toMatchObject({
      outcome: 'retry',
      retryAfterMs: 7000,
    })
    expect(await answering(302, { location: 'http://127.0.0.1/' })).toMatchObject({
      outcome: 'retry',
      status: 302,
    })
    // What `fetch` gives in a browser for a redirect that it does not follow.
    vi.stubGlobal('fetch', async () => Response.error())
    expect(await local(1)).toMatchObject({
      outcome: 'retry',
      reason: 'answered with a redirect, which is not followed',
    })
  })

  test('for a network failure', async () => {
    expect(await local(1)).toMatchObject({ outcome: 'retry', reason: 'no answer' })
    const server = createServer()
    const port = await start(server)
    await new Promise((resolve) => server.close(resolve))
    expect(await local(port)).toMatchObject({ outcome: 'retry', reason: 'no answer (ECONNREFUSED)' })
    const reset = serveSocket((socket) => socket.resetAndDestroy())
    expect(await local(reset)).toMatchObject({
      outcome: 'retry',
      reason: expect.stringMatching(/^no answer/),
    })
    const broken = serveSocket((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nabc', () => socket.resetAndDestroy())
    })
    expect(await local(broken)).toMatchObject({ outcome: 'delivered' })
  })

  test('for a time-out', async () => {
    const silent = serveSocket(() => {})
    expect(await local(silent, { timeoutMs: 50 })).toMatchObject({ reason: 'no answer within 50 ms' })
    const slow = serveSocket((socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nabc'))
    expect(await local(slow, { timeoutMs: 700 })).toMatchObject({ outcome: 'delivered' })
  })

  test('for a caller who aborts', async () => {
    const aborted = { outcome: 'retry', reason: 'no answer: aborted by the caller' }
    const seen = vi.fn()
    const silent = await serveSocket(seen)
    expect(await local(silent, { signal: AbortSignal.abort() })).toMatchObject(aborted)
    expect(seen).not.toHaveBeenCalled()
    const controller = new AbortController()
    const delivery = local(silent, { signal: controller.signal })
    await expect.poll(() => seen.mock.calls.length).toBe(1)
    controller.abort()
    expect(await delivery).toMatchObject(aborted)
    const { signal } = new AbortController()
    await local(silent, { signal, timeoutMs: 50 })
    expect(getEventListeners(signal, 'abort')).toEqual([])
  })

  test('for a body that never ends', async () => {
    const { port, isClosed } = await serveWithoutEnd()
    expect(await local(port, { timeoutMs: 600_000 })).toMatchObject({ outcome: 'delivered' })
    await expect.poll(isClosed).toBe(true)
  })
})

test.each([
  ['Bun/1.3.14', 'cannot check'],
  ['Deno/2.8.3', 'cannot check'],
  ['Cloudflare-Workers', 'cannot check'],
  ['Mozilla/5.0 (linux) jsdom/26.1.0', 'cannot check'],
  ['toString/9.9', 'cannot check'],
  ['Node.js/22', 'not public'],
  ['Bun/1.4.0', 'not public'],
  ['Bun/2.0.0', 'not public'],
  ['Deno/2.9.0', 'not public'],
  ['Deno/3.0.0', 'not public'],
])('%s: the address of a host name %s', async (userAgent, reason) => {
  vi.stubGlobal('navigator', { userAgent })
  vi.resetModules()
  const { deliver } = await import('../../src/emitter/index.js')
  const lookup = async () => ['10.0.0.1']
  const result = await deliver(moved, { url: 'https://example.com/', secret }, { lookup })
  expect(result).toMatchObject({ outcome: 'refused', reason: expect.stringContaining(reason) })
})
