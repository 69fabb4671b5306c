import { getEventListeners } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { createServer as createTcpServer, type Socket } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { type DeliveryOptions, deliver } from '../../src/emitter/index.js'
import { InvalidEventError } from '../../src/index.js'
import { canonicalJson } from '../../src/signature/index.js'
import { moved, secret } from './examples.js'
import { serveHttp, serveSocket, serveWithoutEnd, start } from './servers.js'

const allow = ['127.0.0.1']
const post = (port: number, options?: DeliveryOptions) =>
  deliver(moved, { url: `http://127.0.0.1:${port}/hooks?a=b#c`, secret }, { allow, ...options })

/** An answer that closes the connection. */
const answer = (status: string, ...headers: string[]) =>
  [`HTTP/1.1 ${status}`, 'connection: close', ...headers, '', ''].join('\r\n')

describe('the request', () => {
  test('has the canonical JSON as its body, and headers that describe it', async () => {
    const received: { request?: IncomingMessage; body?: string } = {}
    const port = await serveHttp((request, response) => {
      let body = ''
      request.on('data', (chunk) => {
        body += chunk
      })
      request.on('end', () => {
        Object.assign(received, { request, body })
        response.end()
      })
    })
    const before = Math.floor(Date.now() / 1000)
    const result = await post(port, { id: 'msg_1' })
    const { request, body } = received
    expect(body).toBe(canonicalJson(JSON.stringify(moved)))
    expect([request?.method, request?.url, request?.headers.host]).toEqual([
      'POST',
      '/hooks?a=b',
      `127.0.0.1:${port}`,
    ])
    expect(request?.headers).toMatchObject({
      'content-type': 'application/json',
      'content-length': `${Buffer.byteLength(body ?? '')}`,
      'user-agent': `prompt-webhooks/${packageJson.version}`,
      'webhook-id': 'msg_1',
      connection: 'keep-alive',
    })
    expect(request?.headers).not.toHaveProperty('webhook-signature')
    expect(Number(request?.headers['webhook-timestamp'])).toBeGreaterThanOrEqual(before)
    expect(result.request.body).toBe(body)
    for (const [name, value] of Object.entries(result.request.headers)) {
      expect([name, request?.headers[name]]).toEqual([name, value])
    }
  })

  test('has a random id by default', async () => {
    const port = await serveHttp((_, response) => response.end())
    const ids = [(await post(port)).id, (await post(port)).id]
    expect(new Set(ids).size).toBe(2)
    for (const id of ids) expect(id).toMatch(/^msg_[0-9a-f-]{36}$/)
  })
})

test('a runtime without crypto.randomUUID needs an id', async () => {
  const port = await serveHttp((_, response) => response.end())
  vi.stubGlobal('crypto', undefined)
  try {
    await expect(post(port)).rejects.toThrow(/^id: .*set an id$/)
    expect((await post(port, { id: 'msg_1' })).outcome).toBe('delivered')
  } finally {
    vi.unstubAllGlobals()
  }
})

describe('the outcome', () => {
  test.each([
    [200, 'delivered'],
    [201, 'delivered'],
    [202, 'delivered'],
    [204, 'delivered'],
    [299, 'delivered'],
    [410, 'gone'],
    [300, 'retry'],
    [304, 'retry'],
    [400, 'retry'],
    [401, 'retry'],
    [404, 'retry'],
    [422, 'retry'],
    [429, 'retry'],
    [500, 'retry'],
    [502, 'retry'],
    [503, 'retry'],
    [599, 'retry'],
    [999, 'retry'],
  ])('of status %i is %s', async (status, outcome) => {
    const port = await serveHttp((_, response) => response.writeHead(status, { 'x-a': 'b' }).end())
    const result = await post(port)
    expect(result).toMatchObject({ outcome, status, response: { status, headers: { 'x-a': 'b' } } })
    expect(result.latencyMs).toBeGreaterThan(0)
    expect(result.reason).toContain(status >= 300 && status < 400 ? 'redirect' : `answered ${status}`)
  })

  test.each<[string, number | undefined]>([
    ['120', 120_000],
    [' 5 ', 5000],
    ['0', 0],
    ['999999999999', 86_400_000],
    ['1'.repeat(400), 86_400_000],
    [new Date(Date.now() - 60_000).toUTCString(), 0],
    [new Date(Date.now() + 2 * 86_400_000).toUTCString(), 86_400_000],
    ['Wednesday, 09-Nov-94 08:49:37 GMT', 0],
    ['Friday, 11-Nov-94 08:49:37 GMT', 0],
    ['Sun Nov  6 08:49:37 1994', 0],
    ['-1', undefined],
    ['1.5', undefined],
    ['soon', undefined],
    ['2099', 2099_000],
    ['2099-01-01', undefined],
    ['Thu, 99 Foo 2099 00:00:00 GMT', undefined],
    // What `Date.parse` would take, but HTTP has not.
    ['Thu 2099-01-01 00:00:00 GMT', undefined],
    ['Thursday, 01 Jan 2099 00:00:00 GMT', undefined],
    ['Thu, 01 Jan 2099 00:00:00 2099', undefined],
    ['', undefined],
  ])('retry-after %j gives retryAfterMs %j', async (value, retryAfterMs) => {
    const port = await serveHttp((_, response) => response.writeHead(503, { 'retry-after': value }).end())
    const result = await post(port)
    if (retryAfterMs === undefined) expect(result).not.toHaveProperty('retryAfterMs')
    else expect(result).toMatchObject({ outcome: 'retry', retryAfterMs })
  })

  test.each([404, 500, 502, 503])('of status %d may have a retry-after', async (status) => {
    const port = await serveHttp((_, response) => response.writeHead(status, { 'retry-after': '7' }).end())
    expect(await post(port)).toMatchObject({ outcome: 'retry', status, retryAfterMs: 7000 })
  })

  test.each<[string, (date: Date) => string]>([
    ['the usual form', (date) => date.toUTCString()],
    [
      'the form of RFC 850',
      (date) => {
        const [, day, month, year, time] = date.toUTCString().split(' ')
        const weekday = date.toLocaleDateString('en', { weekday: 'long', timeZone: 'UTC' })
        return `${weekday}, ${day}-${month}-${year?.slice(2)} ${time} GMT`
      },
    ],
    [
      'the form of asctime',
      (date) => {
        const [weekday, day, month, year, time] = date.toUTCString().split(/,? /)
        return `${weekday} ${month} ${`${Number(day)}`.padStart(2)} ${time} ${year}`
      },
    ],
  ])('a retry-after date in %s gives the time until then', async (_, write) => {
    // A date without a zone must not be read as local time.
    vi.stubEnv('TZ', 'America/New_York')
    onTestFinished(() => void vi.unstubAllEnvs())
    expect(new Date().getTimezoneOffset()).not.toBe(0)
    const date = write(new Date(Date.now() + 3_600_000))
    const port = await serveHttp((_, response) => response.writeHead(429, { 'retry-after': date }).end())
    const result = await post(port)
    expect(result.outcome === 'retry' && result.retryAfterMs).toBeGreaterThan(3_500_000)
    expect(result.outcome === 'retry' && result.retryAfterMs).toBeLessThanOrEqual(3_600_000)
  })
})

describe('the response', () => {
  test('has as much of the body as maxResponseBodyBytes allows', async () => {
    const port = await serveHttp((_, response) => response.writeHead(422).end('ä'.repeat(100)))
    expect((await post(port)) as object).not.toHaveProperty('response.body')
    expect(await post(port, { maxResponseBodyBytes: 4 })).toMatchObject({ response: { body: 'ää' } })
    expect(await post(port, { maxResponseBodyBytes: 5 })).toMatchObject({ response: { body: 'ää' } })
    expect(await post(port, { maxResponseBodyBytes: 1000 })).toMatchObject({
      response: { body: 'ä'.repeat(100) },
    })
  })

  test('joins headers that came several times', async () => {
    const port = await serveHttp((_, response) => response.writeHead(200, { 'set-cookie': ['a', 'b'] }).end())
    expect(await post(port)).toMatchObject({ response: { headers: { 'set-cookie': 'a, b' } } })
  })

  test('whose body never ends is not read forever', async () => {
    const { port, isClosed } = await serveWithoutEnd()
    // Without a limit, reading would go on until the test times out.
    expect((await post(port, { timeoutMs: 600_000 })).outcome).toBe('delivered')
    await expect.poll(isClosed).toBe(true)
  })

  test.each([
    [65_536, undefined, 1],
    [65_537, undefined, 2],
    [100_000, 100_000, 1],
    [100_001, 100_000, 2],
  ])(
    'with a body of %i bytes, of which it keeps %j: two deliveries use %i connections',
    async (length, maxResponseBodyBytes, expected) => {
      let connections = 0
      const server = createServer((_, response) => response.end('a'.repeat(length)))
      server.on('connection', () => connections++)
      const port = await start(server)
      for (let sent = 0; sent < 2; sent++) {
        const result = await post(port, { maxResponseBodyBytes })
        expect(result).toMatchObject({ outcome: 'delivered' })
        if (maxResponseBodyBytes) {
          expect(result).toHaveProperty('response.body', 'a'.repeat(maxResponseBodyBytes))
        }
      }
      expect(connections).toBe(expected)
    },
  )

  test('counts by its status if the body does not end in time', async () => {
    const port = await serveSocket((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nabc')
    })
    expect(await post(port, { timeoutMs: 700, maxResponseBodyBytes: 10 })).toMatchObject({
      outcome: 'delivered',
      response: { body: 'abc' },
    })
    const slow = await serveSocket((socket) => {
      socket.write('HTTP/1.1 503 Busy\r\nretry-after: 7\r\ntransfer-encoding: chunked\r\n\r\n')
      const drip = setInterval(() => socket.write('1\r\na\r\n'), 20)
      socket.on('close', () => clearInterval(drip))
    })
    expect(await post(slow, { timeoutMs: 700 })).toMatchObject({ outcome: 'retry', retryAfterMs: 7000 })
  })

  test('counts by its status if the connection is reset in the body', async () => {
    const port = await serveSocket((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nabc', () => socket.resetAndDestroy())
    })
    expect(await post(port)).toMatchObject({ outcome: 'delivered', status: 200 })
  })

  test('may be HTTP/1.0, whose body ends with the connection', async () => {
    const port = await serveSocket((socket) => socket.end('HTTP/1.0 200 OK\r\n\r\nabc'))
    expect(await post(port, { maxResponseBodyBytes: 10 })).toMatchObject({
      outcome: 'delivered',
      response: { body: 'abc' },
    })
  })

  test('is the final one, after 100 and 103', async () => {
    const port = await serveSocket((socket) => {
      socket.write('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: <a>\r\n\r\n')
      socket.end(answer('204 No Content'))
    })
    expect(await post(port)).toMatchObject({ outcome: 'delivered', status: 204 })
  })
})

describe('a network failure gives retry', () => {
  test.each<[string, (socket: Socket) => void]>([
    ['a reset', (socket) => socket.resetAndDestroy()],
    ['the connection closed without an answer', (socket) => socket.end()],
    ['the connection closed in the status line', (socket) => socket.end('HTTP/1.1 2')],
    ['the connection closed in the headers', (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-le')],
    [
      'a reset in the headers',
      (socket) => socket.write('HTTP/1.1 200 OK\r\na', () => socket.resetAndDestroy()),
    ],
    ['the status line of another protocol', (socket) => socket.end('220 mail ESMTP\r\n')],
    ['a status that is not a number', (socket) => socket.end('HTTP/1.1 abc OK\r\n\r\n')],
    ['garbage', (socket) => socket.end(Buffer.from([0, 1, 2, 255, 254]))],
    ['TLS', (socket) => socket.end(Buffer.from('15030100020228', 'hex'))],
    ['headers that never end', (socket) => socket.write(`HTTP/1.1 200 OK\r\n${'a: b\r\n'.repeat(20_000)}`)],
    ['a request instead of an answer', (socket) => socket.end('POST / HTTP/1.1\r\n\r\n')],
  ])('%s', async (_, onRequest) => {
    const result = await post(await serveSocket(onRequest), { timeoutMs: 5000 })
    expect(result).toMatchObject({
      outcome: 'retry',
      reason: expect.stringMatching(/^no answer( \(\w+\))?$/),
    })
    expect(result).not.toHaveProperty('status')
  })

  test('101 Switching Protocols', async () => {
    const port = await serveSocket((socket) => socket.write(answer('101 Switching Protocols', 'upgrade: a')))
    expect(await post(port)).toMatchObject({ outcome: 'retry', status: 101 })
  })

  test('a port that nothing listens on', async () => {
    const server = createServer()
    const port = await start(server)
    await new Promise((resolve) => server.close(resolve))
    expect(await post(port)).toMatchObject({ outcome: 'retry', reason: 'no answer (ECONNREFUSED)' })
    for (const each of [0, 1]) expect(await post(each)).toMatchObject({ outcome: 'retry' })
  })

  test('a server without TLS at an https: URL', async () => {
    const port = await serveHttp((_, response) => response.end())
    const url = `https://127.0.0.1:${port}/`
    expect(await deliver(moved, { url, secret }, { allow })).toMatchObject({ outcome: 'retry' })
  })
})

describe('an attempt ends', () => {
  test('when no answer comes within timeoutMs', async () => {
    let closed = false
    const server = createTcpServer((socket) => {
      socket.resume().on('close', () => {
        closed = true
      })
    })
    const port = await start(server)
    expect(await post(port, { timeoutMs: 50 })).toMatchObject({
      outcome: 'retry',
      reason: 'no answer within 50 ms',
    })
    await expect.poll(() => closed).toBe(true)
  })

  test('when the headers are not complete within timeoutMs, even if they keep coming', async () => {
    const port = await serveSocket((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n')
      const drip = setInterval(() => socket.write('a: b\r\n'), 10)
      socket.on('close', () => clearInterval(drip))
    })
    expect(await post(port, { timeoutMs: 100 })).toMatchObject({ reason: 'no answer within 100 ms' })
  })

  test('when there is no connection within connectTimeoutMs', async () => {
    const lookup = () => new Promise<string[]>(() => {})
    const url = 'http://hooks.example/'
    expect(await deliver(moved, { url, secret }, { lookup, connectTimeoutMs: 50 })).toMatchObject({
      outcome: 'retry',
      reason: 'no connection within 50 ms',
    })
    expect(await deliver(moved, { url, secret }, { lookup, timeoutMs: 50 })).toMatchObject({
      reason: 'no answer within 50 ms',
    })
  })

  test('when the TLS handshake is not complete within connectTimeoutMs', async () => {
    const port = await serveSocket(() => {})
    const url = `https://127.0.0.1:${port}/`
    expect(await deliver(moved, { url, secret }, { allow, connectTimeoutMs: 50 })).toMatchObject({
      reason: 'no connection within 50 ms',
    })
  })

  test('when the caller aborts, before or during the request', async () => {
    const seen = vi.fn()
    const port = await serveSocket(seen)
    const result = { outcome: 'retry', reason: 'no answer: aborted by the caller' }
    expect(await post(port, { signal: AbortSignal.abort() })).toMatchObject(result)
    expect(seen).not.toHaveBeenCalled()
    const controller = new AbortController()
    const delivery = post(port, { signal: controller.signal })
    await expect.poll(() => seen.mock.calls.length).toBe(1)
    controller.abort()
    expect(await delivery).toMatchObject(result)
  })

  test('and leaves no listener on the caller’s signal', async () => {
    const port = await serveHttp((_, response) => response.end())
    const { signal } = new AbortController()
    expect((await post(port, { signal })).outcome).toBe('delivered')
    expect(getEventListeners(signal, 'abort')).toEqual([])
  })
})

describe('connections', () => {
  test('are kept and used again', async () => {
    let connections = 0
    const server = createServer((_, response) => response.end('a'))
    server.on('connection', () => connections++)
    const port = await start(server)
    for (let sent = 0; sent < 20; sent++) expect((await post(port)).outcome).toBe('delivered')
    expect(connections).toBe(1)
  })

  test('that the server closes as they are reused cause a second request on a new connection', async () => {
    // Resets each connection when it is used a second time, like a server that has just closed it.
    const ids: unknown[] = []
    let connections = 0
    const server = createServer((request, response) => {
      const { socket } = request as { socket: Socket & { used?: boolean } }
      if (socket.used) {
        socket.resetAndDestroy()
        return
      }
      socket.used = true
      ids.push(request.headers['webhook-id'])
      response.end()
    })
    server.on('connection', () => connections++)
    const url = `http://hooks.example:${await start(server)}/`
    const lookup = vi.fn(async () => ['127.0.0.1'])
    const first = await deliver(moved, { url, secret }, { allow, lookup })
    const second = await deliver(moved, { url, secret }, { allow, lookup })
    expect([first.outcome, second.outcome]).toEqual(['delivered', 'delivered'])
    expect(connections).toBe(2)
    expect(lookup).toHaveBeenCalledTimes(2)
    expect(ids[1]).toBe(second.id)
  })

  test('are not reused for the second request, because the server may close several at once', async () => {
    const used = new Set<unknown>()
    const waiting: (() => void)[] = []
    const server = createServer(({ socket }, response) => {
      if (used.has(socket)) return void socket.resetAndDestroy()
      used.add(socket)
      if (used.size > 2) return void response.end()
      // Answered together, so that each of the first two needs its own connection.
      waiting.push(() => response.end())
      if (used.size === 2) for (const answer of waiting) answer()
    })
    const port = await start(server)
    await Promise.all([post(port), post(port)])
    expect((await post(port)).outcome).toBe('delivered')
    expect(used.size).toBe(3)
  })

  test('that the server keeps closing do not cause a third request', async () => {
    let requests = 0
    const server = createServer((_, response) => {
      requests++
      if (requests === 1) response.end()
      else response.socket?.destroy()
    })
    const port = await start(server)
    expect((await post(port)).outcome).toBe('delivered')
    expect(await post(port)).toMatchObject({ outcome: 'retry', reason: 'no answer (ECONNRESET)' })
    expect(requests).toBe(3)
  })

  test('on which an answer has begun do not cause a second request', async () => {
    let requests = 0
    const server = createServer((_, response) => {
      requests++
      if (requests === 1) response.end()
      else response.socket?.end('HTTP/1.1 20')
    })
    const port = await start(server)
    await post(port)
    expect(await post(port)).toMatchObject({ outcome: 'retry' })
    expect(requests).toBe(2)
  })

  test('that were closed while idle are replaced', async () => {
    const server = createServer((_, response) => response.end())
    const port = await start(server)
    await post(port)
    server.closeAllConnections()
    await setTimeout(20)
    expect((await post(port)).outcome).toBe('delivered')
  })
})

describe('a TypeError or InvalidEventError', () => {
  const endpoint = { url: 'https://example.com', secret }

  test.each<[string, unknown, unknown]>([
    ['endpoint', undefined, {}],
    ['endpoint', [endpoint.url, secret], {}],
    [
      'endpoint.headres: unknown option; expected only url, secret, headers$',
      { ...endpoint, headres: { 'x-api-key': 'k' } },
      {},
    ],
    ['endpoint.url', { secret }, {}],
    ['endpoint.url', Object.create(endpoint), {}],
    ['endpoint.secret', { url: endpoint.url }, {}],
    ['endpoint.secret', { ...endpoint, secret: '' }, {}],
    ['endpoint.secret', { ...endpoint, secret: [] }, {}],
    ['endpoint.secret', { ...endpoint, secret: ' a' }, {}],
    ['endpoint.secret', { ...endpoint, secret: [secret, 'whsec_!'] }, {}],
    ['options', endpoint, null],
    ['timeout, retries: unknown option; expected only id, ', endpoint, { timeout: 1, retries: undefined }],
    ['allow\\[0\\]', endpoint, { allow: [5] }],
    ['id', endpoint, { id: 'a.b' }],
    ['id', endpoint, { id: '' }],
    ['id', endpoint, { id: 'a\r\nb: c' }],
    ['timeoutMs', endpoint, { timeoutMs: 0 }],
    ['timeoutMs', endpoint, { timeoutMs: 2 ** 31 }],
    ['timeoutMs', endpoint, { timeoutMs: '1' }],
    ['connectTimeoutMs', endpoint, { connectTimeoutMs: 1.5 }],
    ['signal', endpoint, { signal: {} }],
    ['signal', endpoint, { signal: null }],
    ['lookup', endpoint, { lookup: '127.0.0.1' }],
    ['maxResponseBodyBytes', endpoint, { maxResponseBodyBytes: -1 }],
  ])('names %s: endpoint %j, options %j', async (name, wrong, options) => {
    const delivery = deliver(moved, wrong as never, options as never)
    await expect(delivery).rejects.toThrow(TypeError)
    await expect(delivery).rejects.toThrow(new RegExp(`^${name}`))
  })

  test('is thrown for an event that is not strict', async () => {
    const fields: Record<string, unknown> = { ...moved }
    for (const event of [
      {},
      null,
      { ...fields, extra: 1 },
      { ...fields, user_id: 0 },
      { ...fields, event_type: 'a' },
    ]) {
      await expect(deliver(event as never, endpoint)).rejects.toThrow(InvalidEventError)
    }
  })
})

test('reasons contain nothing of the event, the secret or the headers', async () => {
  const port = await serveSocket((socket) => socket.end(answer('500 prod', 'x-label: prod')))
  const results = await Promise.all([post(port), post(1), post(port, { timeoutMs: 1 })])
  for (const { reason } of results) expect(reason).not.toMatch(/prod|test-secret|Hello|José/)
})
