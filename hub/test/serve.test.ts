import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { once } from 'node:events'
import { Agent, type IncomingMessage, type RequestOptions, request, type Server } from 'node:http'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { hasIpv6 } from '../../test/support/tools.js'
import { type ServeOptions, serve } from '../src/index.js'
import { serveMonitor } from '../src/serve.js'
import { stubHub } from './safety/stub-hub.js'

const token = 'a-token-that-is-long-enough'
// Taken for a public address, because it is spelled unusually, but only this machine can reach it.
const publicHost = '127.1'

const withIpv6 = hasIpv6()
// Only Linux answers on all of 127.0.0.0/8 by default.
const others = process.platform === 'linux' ? ['127.0.0.2'] : []
const loopback = ['127.0.0.1', 'localhost', ...others, ...(withIpv6 ? ['::1'] : [])]

test.each<{ which: string; options: Omit<ServeOptions, 'port'>; status: number }>([
  { which: 'by default', options: {}, status: 421 },
  { which: 'on loopback with a token', options: { host: '127.0.0.1', token }, status: 421 },
  { which: 'with this host among its own', options: { hosts: ['evil.example'] }, status: 200 },
  // Where the address is public, the hub cannot know its names.
  { which: 'on a public address', options: { host: publicHost, token }, status: 200 },
  {
    which: 'on a public address with names',
    options: { host: publicHost, token, hosts: ['hub.example'] },
    status: 421,
  },
])('a server $which answers a request for evil.example with $status', async ({ options, status }) => {
  const server = await serve(stubHub(), { port: 0, ...options })
  // `fetch` would not send this Host header.
  const headers = { host: 'evil.example', authorization: `Bearer ${token}` }
  const [answer] = await once(request(new URL('api/webhooks', server.url), { headers }).end(), 'response')
  answer.resume()
  expect(answer.statusCode).toBe(status)
  await server.close()
})

test.each([
  ['hub.example.com:8443', 'hub.example.com'],
  ['https://hub.example.com', 'hub.example.com'],
  ['https://hub.example.com:8443/', 'hub.example.com'],
  ['hub.example.com/', 'hub.example.com'],
  ['hüb.example', 'xn--hb-xka.example'],
  ['2001:db8::1', '[2001:db8::1]'],
  ['*.example.com', 'hub.example.com'],
  ['', 'hub.example.com'],
])('the host name %j is refused with what to write: %s', async (name, right) => {
  const hosts = ['hub.example', name]
  await expect(serve(stubHub(), { port: 0, hosts })).rejects.toThrow(
    new TypeError(`hosts[1]: expected a host name without scheme, port, path and wildcard, such as ${right}`),
  )
})

test.each(['hub', 'Hub.Example.com', 'my_hub', '192.0.2.1', '[2001:db8::1]'])(
  'a request for the host %s, which is allowed, is answered, with any port',
  async (name) => {
    const server = await serve(stubHub(), { port: 0, hosts: [name] })
    for (const host of [name, `${name}:8443`]) {
      const asking = request(new URL('api/webhooks', server.url), { headers: { host } }).end()
      const [answer] = await once(asking, 'response')
      answer.resume()
      expect([host, answer.statusCode]).toEqual([host, 200])
    }
    await server.close()
  },
)

test.each(['127.999.1.1', '256.1.1.1', '1.2.3.4.5', 'a.0x'])(
  'a request for %s, which no URL can have, is answered with 421 and logs no error',
  async (host) => {
    const error = vi.fn()
    const logger = { error } as unknown as NonNullable<ServeOptions['logger']>
    const options = { host: publicHost, token, logger, port: 0 }
    for (const server of [
      await serve(stubHub(), { logger, port: 0 }),
      await serve(stubHub(), options),
      await serveMonitor(stubHub(), options),
    ]) {
      for (const method of ['GET', 'POST']) {
        const headers = { host, accept: 'text/html', authorization: 'Bearer wrong' }
        const asked = request(new URL('metrics', server.url), { method, headers }).end()
        const [answer] = await once(asked, 'response')
        answer.resume()
        expect(answer.statusCode).toBe(421)
      }
      await server.close()
    }
    expect(error).not.toHaveBeenCalled()
  },
)

test.each(loopback)('a server that listens on %s tells the address on which it answers', async (host) => {
  const server = await serve(stubHub(), { host, port: 0 })
  const { status } = await fetch(new URL('api/webhooks', server.url))
  expect(status).toBe(200)
  await server.close()
})

test.runIf(withIpv6)('the URL of a server on an IPv6 address has it in brackets', async () => {
  const server = await serve(stubHub(), { port: 0, host: '::1' })
  expect(server.url).toMatch(/^http:\/\/\[::1\]:\d+\/$/)
  await server.close()
})

test('a fault of the hub is logged by a server and answered with 500', async () => {
  const error = vi.fn()
  const logger = { error } as unknown as NonNullable<ServeOptions['logger']>
  const fault = new TypeError('x is not a function')
  const hub = stubHub({ webhooks: { list: () => Promise.reject(fault) } as never })
  const server = await serve(hub, { port: 0, logger })
  expect((await fetch(new URL('api/webhooks', server.url))).status).toBe(500)
  expect(error).toHaveBeenCalledOnce()
  expect(error).toHaveBeenCalledWith(expect.objectContaining({ err: fault }), expect.any(String))
  await server.close()
})

test('a request may take 30 seconds, its headers 10, and a connection may rest for two minutes', async () => {
  const servers: Server[] = []
  const onRequest = (message: unknown) => servers.push((message as { server: Server }).server)
  subscribe('http.server.request.start', onRequest)
  const server = await serve(stubHub(), { port: 0 })
  await fetch(new URL('healthz', server.url))
  unsubscribe('http.server.request.start', onRequest)
  // Live streams rest for 15 seconds between two signs of life, and must not end meanwhile.
  expect(servers).toMatchObject([{ requestTimeout: 30_000, headersTimeout: 10_000, timeout: 120_000 }])
  await server.close()
})

const json = { 'content-type': 'application/json', authorization: `Bearer ${token}` }

test.each<{ status: number; why: string; path?: string; headers: RequestOptions['headers'] }>([
  {
    status: 413,
    why: 'its length says that it is too large',
    headers: { ...json, 'content-length': 2 ** 21 },
  },
  { status: 413, why: 'it turns out to be too large', headers: json },
  { status: 401, why: 'it has no token', headers: { 'content-length': 2 ** 20 } },
  { status: 403, why: 'it is from another site', headers: { ...json, origin: 'https://evil.example' } },
  { status: 415, why: 'it is not a form', path: 'settings/webhooks', headers: { 'content-length': 2 ** 20 } },
  { status: 421, why: 'it is for another host', headers: { ...json, host: 'evil.example' } },
])('$status before a body is read, because $why, closes the connection', async (refused) => {
  const { status, path = 'api/events', headers } = refused
  const server = await serve(stubHub(), { port: 0, token })
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const ask = (to: string, options: RequestOptions) =>
    request(new URL(to, server.url), { agent, ...options }).on('error', () => {})
  const post = ask(path, { method: 'POST', headers })
  // More than the buffers of a connection hold, and not to its end.
  post.write('x'.repeat(2 ** 20 + (status === 413 ? 1 : -1)))
  const [answer]: IncomingMessage[] = await once(post, 'response')
  expect(answer).toMatchObject({ statusCode: status, headers: { connection: 'close' } })
  answer?.resume()
  const [next]: IncomingMessage[] = await once(ask('healthz', {}).end(), 'response')
  expect(next?.statusCode).toBe(200)
  agent.destroy()
  await server.close()
})

test('a client that goes on sending after it was refused gets the answer, and is cut off after a second', async () => {
  const server = await serve(stubHub(), { port: 0 })
  const { port, hostname } = new URL(server.url)
  const socket = connect(Number(port), hostname)
  const faults: Error[] = []
  socket.on('error', (error) => faults.push(error))
  const length = 2 ** 30
  socket.write(`POST /api/events HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${length}\r\n\r\n`)
  for (let sent = 0; sent < 10; sent++) {
    socket.write('x'.repeat(2 ** 20))
    await sleep(30)
  }
  expect(faults).toEqual([])
  const answered = Date.now()
  let text = ''
  for await (const chunk of socket) text += chunk
  expect(text).toMatch(/^HTTP\/1.1 413 /)
  expect(text).toMatch(/\}$/)
  expect(Date.now() - answered).toBeLessThan(3000)
  await server.close()
})
