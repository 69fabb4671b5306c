import { execFile } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { connect as connectHttp2, constants, createServer as createHttp2Server } from 'node:http2'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { createReceiver, type DeliveryContext, toNodeHandler } from '../../src/receiver/index.js'
import { hasTools } from '../support/tools.js'
import { moved, secret, signedHeaders } from './signed-request.js'

let server: Server
const sockets: Socket[] = []
/** The server's ends of the connections, in the order in which they were opened. */
const accepted: Socket[] = []
const handler = vi.fn<(event: unknown, context: DeliveryContext) => unknown>()
const onError = vi.fn()
const rejections = vi.fn()

beforeEach(async () => {
  vi.resetAllMocks()
  process.on('unhandledRejection', rejections)
  const receiver = createReceiver({
    secret,
    on: { prompt_template_label_moved: handler },
    onError,
    maxBodyBytes: 10_000,
  })
  server = createServer(toNodeHandler(receiver)).listen(0, '127.0.0.1')
  server.on('connection', (socket) => accepted.push(socket))
  await once(server, 'listening')
})

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  accepted.length = 0
  server.closeAllConnections()
  server.close()
  await once(server, 'close')
  process.off('unhandledRejection', rejections)
  expect(rejections).not.toHaveBeenCalled()
})

function open() {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  sockets.push(socket)
  const connection = { socket, text: '', closed: false }
  socket.on('data', (chunk) => {
    connection.text += chunk
  })
  socket.on('error', () => {})
  socket.on('close', () => {
    connection.closed = true
  })
  return connection
}

const head = (headers: Record<string, string | number>, method = 'POST') =>
  [
    `${method} /webhooks HTTP/1.1`,
    'host: localhost',
    ...Object.entries(headers).map((each) => each.join(': ')),
    '',
    '',
  ].join('\r\n')

const bytes = Buffer.byteLength(moved)
const signed: Record<string, string | number> = { ...signedHeaders(moved), 'content-length': bytes }
const chunked = { ...signedHeaders(moved), 'transfer-encoding': 'chunked' }
const chunk = (text: string) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`

const answered = (connection: { text: string }, status: number) =>
  vi.waitFor(() => expect(connection.text).toMatch(new RegExp(`^HTTP/1.1 ${status} `)), 5000)

test('a body is read that arrives byte by byte, also within a character', async () => {
  const body = moved.replace('Hello', 'José 😀')
  const whole = Buffer.from(body)
  for (const headers of [{ 'content-length': whole.length }, { 'transfer-encoding': 'chunked' }]) {
    const connection = open()
    connection.socket.setNoDelay(true)
    connection.socket.write(head({ ...signedHeaders(body), ...headers }))
    for (const byte of whole) {
      connection.socket.write(
        'content-length' in headers
          ? Buffer.of(byte)
          : Buffer.concat([Buffer.from('1\r\n'), Buffer.of(byte), Buffer.from('\r\n')]),
      )
      await setTimeout(1)
    }
    if (!('content-length' in headers)) connection.socket.write('0\r\n\r\n')
    await answered(connection, 204)
  }
  expect(handler.mock.calls.map(([, { rawBody }]) => rawBody)).toEqual([body, body])
})

test('the context has the headers of the request', async () => {
  const connection = open()
  connection.socket.write(
    head({ ...signed, 'X-Request-Id': 'a', 'set-cookie': 'b=1\r\nset-cookie: c=2' }) + moved,
  )
  await answered(connection, 204)
  const { headers } = handler.mock.lastCall?.[1] ?? {}
  const all: Record<string, string> = {}
  headers?.forEach((value, name) => {
    all[name] = value
  })
  expect(all).toMatchObject({ host: 'localhost', 'x-request-id': 'a', 'set-cookie': 'b=1, c=2' })
  for (const [name, value] of Object.entries(all)) expect(headers?.get(name.toUpperCase())).toBe(value)
  for (const name of ['constructor', '__proto__', 'x-other']) expect(headers?.get(name)).toBeNull()
})

test('one connection carries several requests', async () => {
  const connection = open()
  connection.socket.write((head(signed) + moved).repeat(3))
  await vi.waitFor(() => expect(connection.text.match(/HTTP\/1.1 204/g)).toHaveLength(3))
  expect(connection.closed).toBe(false)
})

test('a body that the caller stops sending reaches no handler', async () => {
  for (const headers of [signed, chunked]) {
    const connection = open()
    const part = head(headers) + (headers === signed ? moved.slice(0, 50) : chunk(moved.slice(0, 50)))
    connection.socket.write(part)
    await vi.waitFor(() => expect(accepted.at(-1)?.bytesRead).toBe(part.length))
    connection.socket.destroy()
    await vi.waitFor(() => expect(accepted.at(-1)?.closed).toBe(true))
  }
  // The server still works.
  const connection = open()
  connection.socket.write(head(signed) + moved)
  await answered(connection, 204)
  expect(handler).toHaveBeenCalledOnce()
  expect(onError).not.toHaveBeenCalled()
})

test('a body that does not end in time is cut off by the server, and reaches no handler', async () => {
  const receiver = createReceiver({ secret, on: { prompt_template_label_moved: handler } })
  const impatient = createServer(
    { requestTimeout: 200, connectionsCheckingInterval: 50 },
    toNodeHandler(receiver),
  ).listen(0, '127.0.0.1')
  await once(impatient, 'listening')
  const socket = connect((impatient.address() as AddressInfo).port, '127.0.0.1')
  socket.on('error', () => {})
  socket.write(head(signed) + moved.slice(0, -1))
  socket.resume()
  await once(socket, 'close')
  expect(handler).not.toHaveBeenCalled()
  impatient.close()
  await once(impatient, 'close')
})

test('a content-length that does not match the body reaches no handler', async () => {
  const short = open()
  short.socket.write(head({ ...signed, 'content-length': bytes - 1 }) + moved)
  // Node parses the rest as the next request, which is not HTTP, and may answer before the receiver does.
  await vi.waitFor(() => expect(short.text).toMatch(/^HTTP\/1.1 40[01] /))
  const long = open()
  long.socket.end(head({ ...signed, 'content-length': bytes + 1 }) + moved)
  await vi.waitFor(() => expect(long.closed).toBe(true))
  expect(handler).not.toHaveBeenCalled()
})

test.each(['-1', '1e3', '0x10', '5, 5', 'a'])('Node refuses a content-length of %s', async (length) => {
  const connection = open()
  connection.socket.write(head({ ...signed, 'content-length': length }) + moved)
  await answered(connection, 400)
  expect(handler).not.toHaveBeenCalled()
})

test('a content-length over the limit is refused before the body arrives, and the connection is closed', async () => {
  const connection = open()
  connection.socket.write(head({ ...signed, 'content-length': 10_001 }))
  await answered(connection, 413)
  expect(connection.text).toMatch(/connection: close/i)
  await vi.waitFor(() => expect(connection.closed).toBe(true))
})

test.runIf(hasTools('python3')).each([1, 1000, 100_000])(
  'a flood of chunks of %i bytes is refused, and the connection is closed',
  async (size) => {
    const { port } = server.address() as AddressInfo
    const flooding = promisify(execFile)('python3', ['test/receiver/flood.py', `${port}`, `${size}`])
    flooding.child.stdin?.end(head(chunked))
    const { sent, closed, text } = JSON.parse((await flooding).stdout)
    expect(closed).toBe(true)
    expect(text).toMatch(/^HTTP\/1.1 413 /)
    expect(sent).toBeLessThan(2 ** 24)
  },
)

test('a body over the limit is no longer read, even while the answer is not sent', async () => {
  let answer = () => {}
  const mayAnswer = new Promise<void>((resolve) => {
    answer = resolve
  })
  const { receive } = createReceiver({ secret, on: {}, maxBodyBytes: 10_000 })
  const handle = toNodeHandler({
    receive: async (delivery) => {
      const result = await receive(delivery)
      await mayAnswer
      return result
    },
  })
  const requests: IncomingMessage[] = []
  server.removeAllListeners('request').on('request', (request, response) => {
    requests.push(request)
    void handle(request, response)
  })
  const flood = 2 ** 24
  const connection = open()
  connection.socket.write(head(chunked))
  connection.socket.write(chunk('a'.repeat(flood)))
  await expect.poll(() => requests[0]?.isPaused(), { timeout: 10_000 }).toBe(true)
  answer()
  await vi.waitFor(() => expect(connection.closed).toBe(true), 5000)
  expect(accepted[0]?.bytesRead).toBeLessThan(flood / 8)
})

test('a compressed body is refused, even if it is signed', async () => {
  const body = gzipSync(moved)
  for (const encoding of ['gzip', 'br', 'identity, gzip', 'GZIP']) {
    const connection = open()
    connection.socket.write(head({ ...signed, 'content-encoding': encoding, 'content-length': body.length }))
    connection.socket.write(body)
    await answered(connection, 415)
  }
  const connection = open()
  connection.socket.write(head({ ...signed, 'content-encoding': 'identity' }) + moved)
  await answered(connection, 204)
})

test('a body that is not UTF-8 is answered with 401, or with 400 if it is signed', async () => {
  const body = Buffer.concat([Buffer.from(moved.slice(0, -1)), Buffer.of(0xc3, 0x28), Buffer.from('}')])
  const signature = createHmac('sha256', secret).update(body).digest('hex')
  for (const [status, value] of [
    [401, 'a'],
    [400, signature],
  ] as const) {
    const connection = open()
    connection.socket.write(
      head({ ...signed, 'content-length': body.length, 'x-promptlayer-signature': value }),
    )
    connection.socket.write(body)
    await answered(connection, status)
  }
  expect(handler).not.toHaveBeenCalled()
})

test('other methods are answered with 405 and the allowed method', async () => {
  for (const method of ['GET', 'PUT', 'HEAD', 'DELETE', 'OPTIONS']) {
    const connection = open()
    connection.socket.write(head({ 'content-type': 'application/json' }, method))
    await answered(connection, 405)
    expect(connection.text).toMatch(/^allow: POST\r$/im)
  }
})

test('a signature header that is sent twice is refused', async () => {
  for (const twice of ['x-promptlayer-signature', 'X-PromptLayer-Signature']) {
    const connection = open()
    const more = `${twice}: ${signed['x-promptlayer-signature']}`
    connection.socket.write(head(signed).replace('\r\n\r\n', `\r\n${more}\r\n\r\n`) + moved)
    await answered(connection, 401)
  }
})

test('the signal aborts when the caller goes away while the handler runs', async () => {
  const aborted = vi.fn()
  handler.mockImplementation((_, { signal }) => {
    signal.addEventListener('abort', aborted)
    return new Promise((resolve) => signal.addEventListener('abort', resolve))
  })
  const leaving = open()
  leaving.socket.write(head(signed) + moved)
  await vi.waitFor(() => expect(handler).toHaveBeenCalled())
  leaving.socket.destroy()
  await vi.waitFor(() => expect(aborted).toHaveBeenCalledOnce())

  aborted.mockReset()
  handler.mockImplementation((_, { signal }) => signal.addEventListener('abort', aborted))
  const staying = open()
  staying.socket.write(head({ ...signed, connection: 'close' }) + moved)
  await vi.waitFor(() => expect(staying.closed).toBe(true))
  expect(staying.text).toMatch(/^HTTP\/1.1 204/)
  expect(aborted).not.toHaveBeenCalled()
})

test('the signal is aborted if the caller went away before the handler asks for it', async () => {
  const responses: ServerResponse[] = []
  server.prependListener('request', (_, response) => responses.push(response))
  let aborted: boolean | undefined
  handler.mockImplementation(async (_, context) => {
    await vi.waitFor(() => expect(responses[0]?.closed).toBe(true))
    aborted = context.signal.aborted
  })
  const leaving = open()
  leaving.socket.write(head(signed) + moved)
  await vi.waitFor(() => expect(handler).toHaveBeenCalled())
  leaving.socket.destroy()
  await vi.waitFor(() => expect(aborted).toBe(true))
})

/** Serves the handler over HTTP/2, and returns a function that sends it a delivery. */
async function openHttp2() {
  const receiver = createReceiver({ secret, on: { prompt_template_label_moved: handler } })
  const http2 = createHttp2Server(toNodeHandler(receiver)).listen(0, '127.0.0.1')
  await once(http2, 'listening')
  const session = connectHttp2(`http://127.0.0.1:${(http2.address() as AddressInfo).port}`)
  onTestFinished(() => {
    session.destroy()
    http2.close()
  })
  const send = () => {
    const stream = session.request({ ':method': 'POST', ...signedHeaders(moved) })
    stream.on('error', () => {})
    return stream.end(moved).resume()
  }
  return { http2, send }
}

test('HTTP/2: the signal is aborted if the caller went away before the handler asks for it', async () => {
  const { http2, send } = await openHttp2()
  const gone = new Promise((resolve) => http2.on('stream', (stream) => stream.on('close', resolve)))
  let aborted: boolean | undefined
  handler.mockImplementation(async (_, context) => {
    leaving.close(constants.NGHTTP2_CANCEL)
    await gone
    aborted = context.signal.aborted
  })
  const leaving = send()
  await vi.waitFor(() => expect(aborted).toBe(true))
})

test('HTTP/2: the signal aborts when the caller goes away, and not after the answer', async () => {
  const { send } = await openHttp2()
  const signals: AbortSignal[] = []
  handler.mockImplementationOnce((_, { signal }) => {
    signals.push(signal)
  })
  await once(send(), 'close')
  handler.mockImplementationOnce((_, { signal }) => {
    signals.push(signal)
    leaving.close(constants.NGHTTP2_CANCEL)
    return once(signal, 'abort')
  })
  const leaving = send()
  await vi.waitFor(() => expect(signals.map(({ aborted }) => aborted)).toEqual([false, true]))
})

test('the signal is not aborted if it is first read after the answer', async () => {
  const connection = open()
  connection.socket.write(head({ ...signed, connection: 'close' }) + moved)
  await vi.waitFor(() => expect(connection.closed).toBe(true))
  expect(connection.text).toMatch(/^HTTP\/1.1 204/)
  expect(handler.mock.lastCall?.[1].signal.aborted).toBe(false)
})
