import { once } from 'node:events'
import { createServer, request as httpRequest, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { type Forwarded, forward } from '../../../src/cli/listen/forward.js'
import { createReceiver, toNodeHandler } from '../../../src/receiver/index.js'
import { invalid, moved, secret, unknown } from '../../receiver/signed-request.js'
import { atEnd, serve, untilNothingHappens } from '../server.js'
import { json, listen, parseReport, post } from './listener.js'

const movedEvent = JSON.parse(moved)

interface Seen {
  rawHeaders: string[]
  body: Buffer
  url: string | undefined
}

/** A receiver of forwarded requests, and the requests that it has seen. */
async function target(answer: RequestListener = (_, response) => response.writeHead(204).end()) {
  const seen: Seen[] = []
  const url = await serve(async (request, response) => {
    seen.push({ rawHeaders: request.rawHeaders, body: await buffer(request), url: request.url })
    answer(request, response)
  })
  return { seen, url: `${url}/webhooks?b=2` }
}

/** Ends the command, and returns the report of its only request and the last line. */
async function endOf({ background }: Awaited<ReturnType<typeof listen>>) {
  const { stdout } = await background.end('SIGINT')
  const { start, requests, stopped = '' } = parseReport(stdout)
  expect(requests).toHaveLength(1)
  return { start, ...requests[0], stopped: /(\d+) accepted, (\d+) not/.exec(stopped)?.slice(1) }
}

describe('the forwarded request', () => {
  test('has the same bytes and headers, except those of the connection', async () => {
    const { seen, url: forwardTo } = await target()
    const { url } = await listen(['--forward', forwardTo])
    const body = Buffer.from(`\n ${JSON.stringify({ ...movedEvent, user_name: 'José 😀' }, null, 2)}`)
    const kept = [
      ...['X-Twice', 'a', 'x-twice', 'b', 'CONTENT-TYPE', 'application/json;charset=UTF-8'],
      ...['User-Agent', 'a/1', 'X-PromptLayer-Signature', 'whatever'],
    ]
    const headers = [
      ...kept,
      ...['Host', 'example.com', 'Accept-Encoding', 'br', 'Connection', 'keep-alive, X-Hop', 'X-Hop', '1'],
      ...['TE', 'trailers', 'Transfer-Encoding', 'chunked', 'Keep-Alive', '9', 'Proxy-Authorization', 'a'],
      ...['Proxy-Connection', 'a', 'Trailer', 'a', 'Proxy-Authenticate', 'a'],
      ...['Expect', '100-continue'],
    ]
    const request = httpRequest(`${url}/other`, { method: 'POST', headers: headers as never })
    request.end(body)
    const [response]: IncomingMessage[] = await once(request, 'response')
    expect(response?.statusCode).toBe(204)
    expect(seen.map(({ body, url }) => [body.toString(), url])).toEqual([[body.toString(), '/webhooks?b=2']])
    expect(seen[0]?.rawHeaders).toEqual([
      ...['Host', new URL(forwardTo).host, ...kept, 'Accept-Encoding', 'br'],
      ...['Content-Length', `${body.length}`, 'Connection', 'close'],
    ])
  })

  test('passes verification', async () => {
    const events: unknown[] = []
    const receiver = createReceiver({
      secret,
      on: { prompt_template_label_moved: (event) => events.push(event) },
    })
    const { url, lines } = await listen(['--json', '--forward', await serve(toNodeHandler(receiver))])
    expect((await post(url, moved)).status).toBe(204)
    expect(events).toEqual([movedEvent])
    // The receiver rejects this one, and its answer reaches the sender.
    expect(await post(url, moved, json)).toEqual({
      status: 401,
      body: '{"type":"about:blank","title":"Unauthorized","status":401}',
    })
    await expect.poll(() => lines().length).toBe(2)
    expect(lines()[1]).toMatchObject({
      status: 401,
      signature: 'unchecked',
      verdict: 'valid',
      forward: { status: 401, latencyMs: expect.any(Number) },
    })
    expect((await post(url, unknown)).status).toBe(204)
  })

  test('is not sent if the event or its signature is wrong', async () => {
    const { seen, url: forwardTo } = await target()
    const { url, background } = await listen(['--secret', secret, '--forward', forwardTo])
    expect((await post(url, moved, json)).status).toBe(401)
    expect((await post(url, invalid)).status).toBe(422)
    expect((await fetch(url)).status).toBe(405)
    expect(seen).toEqual([])
    expect((await post(url, unknown)).status).toBe(204)
    expect(seen).toHaveLength(1)
    const { stdout } = await background.end('SIGINT')
    expect(parseReport(stdout).start).toContain(forwardTo)
  })
})

describe('the answer', () => {
  test('is the same to the byte', async () => {
    const bytes = Buffer.from([0x1f, 0x8b, 0, 0xff])
    const kept = ['Set-Cookie', 'a=1', 'set-cookie', 'b=2', 'X-Mine', 'é']
    const { url: forwardTo } = await target((_, response) => {
      response.writeHead(202, 'Thanks', [...kept, 'Keep-Alive', 'timeout=99'])
      response.end(bytes)
    })
    const listener = await listen(['--forward', forwardTo])
    const request = httpRequest(listener.url, { method: 'POST', headers: json })
    request.end(moved)
    const [response] = (await once(request, 'response')) as [IncomingMessage]
    expect([response.statusCode, response.statusMessage]).toEqual([202, 'Thanks'])
    expect(await buffer(response)).toEqual(bytes)
    expect(response.rawHeaders.slice(0, 6)).toEqual(kept)
    expect(response.headers['keep-alive']).not.toBe('timeout=99')
    const { mark, verdicts, stopped } = await endOf(listener)
    expect([mark, stopped]).toEqual(['✓', ['1', '0']])
    expect(verdicts?.at(-1)).toMatch(/^✓ .*webhooks\?b=2: 202 Accepted \(\d+ ms\)$/)
  })

  test('of a receiver that fails counts as not accepted', async () => {
    const { url: forwardTo } = await target((_, response) => response.writeHead(500).end())
    const listener = await listen(['--forward', forwardTo])
    expect((await post(listener.url, moved)).status).toBe(500)
    const { mark, answer, verdicts, stopped } = await endOf(listener)
    expect([mark, answer, stopped]).toEqual(['✗', '500 Internal Server Error', ['0', '1']])
    expect(verdicts?.at(-1)).toMatch(/^✗ .*: 500 Internal Server Error/)
  })

  test('is 502 if nothing listens at the URL', async () => {
    const listener = await listen(['--forward', 'http://127.0.0.1:1/'])
    expect((await post(listener.url, moved)).status).toBe(502)
    const { mark, answer, verdicts, stopped } = await endOf(listener)
    expect([mark, answer, stopped]).toEqual(['✗', '502 Bad Gateway', ['0', '1']])
    expect(verdicts?.at(-1)).toMatch(/^✗ .*127\.0\.0\.1:1\/: connection refused \(\d+ ms\)$/)
  })

  test('is 502 if the receiver switches to another protocol', async () => {
    const { url: forwardTo } = await target(({ socket }) =>
      socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: other\r\n\r\n'),
    )
    const listener = await listen(['--forward', forwardTo])
    expect((await post(listener.url, moved)).status).toBe(502)
    const { verdicts, stopped } = await endOf(listener)
    expect(stopped).toEqual(['0', '1'])
    expect(verdicts?.at(-1)).toMatch(/^✗ .*: the receiver switched to another protocol/)
  })

  test('that breaks off breaks off, and counts as not accepted', async () => {
    const { url: forwardTo } = await target((_, response) => {
      response.writeHead(200, { 'content-length': 10 })
      response.write('12345', () => response.destroy())
    })
    const listener = await listen(['--forward', forwardTo])
    await expect(post(listener.url, moved)).rejects.toThrow()
    const { mark, verdicts, stopped } = await endOf(listener)
    expect([mark, stopped]).toEqual(['✗', ['0', '1']])
    expect(verdicts?.at(-1)).toMatch(/^✗ .*: 200 OK, connection reset/)
  })
})

test('a request that is cut off at the end is reported before the command ends', async () => {
  const { seen, url: forwardTo } = await target(() => {})
  const listener = await listen(['--forward', forwardTo])
  const cutOff = expect(post(listener.url, moved)).rejects.toThrow()
  await expect.poll(() => seen).toHaveLength(1)
  expect((await endOf(listener)).stopped).toEqual(['0', '1'])
  await cutOff
})

test('if the sender closes the connection, the forwarded request is closed too', async () => {
  let closed: Promise<unknown> | undefined
  const { seen, url: forwardTo } = await target((request) => {
    closed = once(request.socket, 'close')
  })
  const listener = await listen(['--forward', forwardTo])
  const request = httpRequest(listener.url, { method: 'POST', headers: json }).on('error', () => {})
  request.end(moved)
  await expect.poll(() => seen.length && closed !== undefined).toBe(true)
  request.destroy()
  await closed
  await listener.background.until(/the sender closed/)
  const { mark, answer, verdicts, stopped } = await endOf(listener)
  expect([mark, answer, stopped]).toEqual(['✗', 'not answered', ['0', '1']])
  expect(verdicts?.at(-1)).toMatch(/^✗ .*: the sender closed the connection/)
})

describe('the time-out of 30 seconds', () => {
  afterEach(() => {
    vi.useRealTimers()
    vi.restoreAllMocks()
  })

  /** Forwards a request while the clock stands still, and lets the test move it. */
  async function forwardTo(url: string) {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    // The clock of `AbortSignal.timeout` cannot be replaced, so this uses the fake one.
    vi.spyOn(AbortSignal, 'timeout').mockImplementation((milliseconds) => {
      const controller = new AbortController()
      setTimeout(() => controller.abort(new DOMException('timed out', 'TimeoutError')), milliseconds)
      return controller.signal
    })
    let forwarded: Forwarded | undefined
    const server = createServer(async (request, response) => {
      forwarded = await forward(new URL(url), request, await buffer(request), response)
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    atEnd(() => server.close().closeAllConnections())
    const { port } = server.address() as AddressInfo
    const request = httpRequest({ port, host: '127.0.0.1', method: 'POST', headers: json })
    request.on('error', () => {}).end(moved)
    return { request, forwarded: () => forwarded }
  }

  test('without a response: 504', async () => {
    const { seen, url } = await target(() => {})
    const { request, forwarded } = await forwardTo(url)
    while (!seen.length) await untilNothingHappens()
    vi.advanceTimersByTime(29_999)
    await untilNothingHappens()
    expect(forwarded()).toBeUndefined()
    const answered = once(request, 'response')
    vi.advanceTimersByTime(1)
    const [response] = (await answered) as [IncomingMessage]
    expect(response.statusCode).toBe(504)
    expect(forwarded()).toMatchObject({ error: expect.stringContaining('30 seconds') })
    expect(forwarded()?.status).toBeUndefined()
  })

  test('in the middle of a response: the answer breaks off', async () => {
    const { url } = await target((_, response) => response.writeHead(200).write('part'))
    const { request, forwarded } = await forwardTo(url)
    const [response] = (await once(request, 'response')) as [IncomingMessage]
    await once(response, 'data')
    const broken = once(response, 'error')
    vi.advanceTimersByTime(30_000)
    await broken
    while (!forwarded()) await untilNothingHappens()
    expect(forwarded()).toMatchObject({ status: 200, error: expect.stringContaining('30 seconds') })
  })
})
