import { getEventListeners } from 'node:events'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type * as emitter from '../../src/emitter/index.js'
import { loadIn } from '../support/runtimes.js'
import { moved, secret } from './examples.js'
import { serveHttp, serveSocket, serveWithoutEnd } from './servers.js'

let deliver: typeof emitter.deliver

beforeAll(async () => {
  deliver = await loadIn('without node:crypto', async () => {
    const loaded = await import('../../src/emitter/index.js')
    // How to connect is chosen by the first delivery.
    await loaded.deliver(moved, { url: 'https://example.com/', secret })
    return loaded.deliver
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
})

const post = (url: string, options?: emitter.DeliveryOptions) => deliver(moved, { url, secret }, options)
const local = async (port: number | Promise<number>, options?: emitter.DeliveryOptions) =>
  post(`http://127.0.0.1:${await port}/hooks`, { allow: ['127.0.0.1'], ...options })

describe('without a hold on the socket', () => {
  test('names are refused, since it cannot be told where they lead', async () => {
    vi.stubGlobal('fetch', vi.fn())
    for (const url of ['https://example.com/', 'http://hooks.example/', 'https://127.0.0.1.example/']) {
      expect(await post(url)).toMatchObject({
        outcome: 'refused',
        reason: 'this runtime cannot check where a host name leads; allow it by name',
      })
    }
    // What a name leads to does not allow the name.
    expect((await post('http://hooks.example/', { allow: ['0.0.0.0/0', '::/0'] })).outcome).toBe('refused')
    expect((await post('http://127.0.0.1/')).outcome).toBe('refused')
    expect((await post('http://localhost/')).outcome).toBe('refused')
    expect(fetch).not.toHaveBeenCalled()
  })

  test('what is allowed by name, and public addresses, are called', async () => {
    const fetch = vi.fn(async () => new Response(null, { status: 204 }))
    vi.stubGlobal('fetch', fetch)
    expect((await post('https://example.com/', { allow: ['example.com'] })).outcome).toBe('delivered')
    expect((await post('https://8.8.8.8/')).outcome).toBe('delivered')
    expect(fetch.mock.calls.map(([url]: unknown[]) => url)).toEqual([
      'https://example.com/',
      'https://8.8.8.8/',
    ])
  })

  test('the same request is sent', async () => {
    const received: unknown[] = []
    const port = await serveHttp(async (request, response) => {
      let body = ''
      for await (const chunk of request) body += chunk
      received.push(request.headers, body)
      response.writeHead(200, { 'x-a': 'b' }).end('äöü')
    })
    const result = await local(port, { id: 'msg_1', responseBodyBytes: 4 })
    expect(result).toMatchObject({
      outcome: 'delivered',
      id: 'msg_1',
      response: { status: 200, headers: { 'x-a': 'b' }, body: 'äö' },
    })
    expect(received).toEqual([expect.objectContaining(result.request.headers), result.request.body])
  })
})

describe('the outcome is the same', () => {
  test('of statuses', async () => {
    const answering = (status: number, headers = {}) =>
      local(serveHttp((_, response) => response.writeHead(status, headers).end()))
    expect(await answering(410)).toMatchObject({ outcome: 'gone', status: 410 })
    expect(await answering(503, { 'retry-after': '7' })).toMatchObject({ outcome: 'retry', retryAfter: 7000 })
    expect(await answering(302, { location: 'http://127.0.0.1/' })).toMatchObject({
      outcome: 'retry',
      status: 302,
    })
    // What a browser's fetch says of a redirect that it does not follow.
    vi.stubGlobal('fetch', async () => Response.error())
    expect(await local(1)).toMatchObject({
      outcome: 'retry',
      reason: 'answered with a redirect, which is not followed',
    })
  })

  test('of a network that fails', async () => {
    expect(await local(1)).toMatchObject({ outcome: 'retry', reason: expect.stringMatching(/^no answer/) })
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

  test('of time that runs out', async () => {
    const silent = serveSocket(() => {})
    expect(await local(silent, { timeout: 50 })).toMatchObject({ reason: 'no answer within 50 ms' })
    const slow = serveSocket((socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nabc'))
    expect(await local(slow, { timeout: 700 })).toMatchObject({ outcome: 'delivered' })
  })

  test('of a caller who aborts', async () => {
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
    await local(silent, { signal, timeout: 50 })
    expect(getEventListeners(signal, 'abort')).toEqual([])
  })

  test('of a body without end', async () => {
    const { port, isClosed } = await serveWithoutEnd()
    expect(await local(port, { timeout: 600_000 })).toMatchObject({ outcome: 'delivered' })
    await expect.poll(isClosed).toBe(true)
  })
})

test('what has modules of Node’s names but no hold on the socket is no Node', async () => {
  vi.stubGlobal('navigator', { userAgent: 'Bun/1.3.0' })
  vi.resetModules()
  const { deliver } = await import('../../src/emitter/index.js')
  const result = await deliver(
    moved,
    { url: 'https://example.com/', secret },
    { lookup: async () => ['10.0.0.1'] },
  )
  expect(result).toMatchObject({ outcome: 'refused', reason: expect.stringContaining('cannot check') })
})
