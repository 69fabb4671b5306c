import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer, type Server } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deliver as overNode } from '../../src/emitter/index.js'
import { fuzzRuns } from '../support/fuzz-runs.js'
import { seed } from '../support/random-seed.js'
import { loadDeliverOverFetch } from './deliver-over-fetch.js'
import { moved, secret } from './examples.js'

// The same answer, read over `node:http` and over `fetch`, has the same result.

/** What the server writes, and whether it then breaks the connection. */
let answer: { readonly head: string; readonly body: Buffer; readonly ending: 'end' | 'reset' }
let server: Server
let url: string
let overFetch: typeof overNode

beforeAll(async () => {
  overFetch = await loadDeliverOverFetch()
  server = createServer((socket) => {
    let text = ''
    socket.on('error', () => {})
    socket.on('data', (data) => {
      text += data.toString('latin1')
      const [head = '', body] = text.split('\r\n\r\n')
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1])
      if (body === undefined || body.length < length) return
      text = ''
      socket.write(answer.head)
      socket.write(answer.body, () => (answer.ending === 'end' ? socket.end() : socket.resetAndDestroy()))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks?a=b`
})
afterAll(() => server.close())

const token = fc.stringMatching(/^[a-z][a-z-]{0,9}$/)
const headerName = fc.oneof(
  fc.constantFrom(
    'retry-after',
    'x-a',
    'Set-Cookie',
    'content-type',
    'Location',
    'etag',
    'server',
    '__proto__',
    'age',
  ),
  token,
)
const headerValue = fc.oneof(
  fc.constantFrom(
    '7',
    '0',
    '',
    '9999999',
    'Wed, 21 Oct 2099 07:28:00 GMT',
    '-1',
    '1.5',
    'text/html; charset=latin1',
  ),
  fc.stringMatching(/^[!-~\xa0-\xff](?:[ -~\xa0-\xff]{0,20}[!-~\xa0-\xff])?$/),
)
const status = fc
  .oneof(
    fc.constantFrom(
      200,
      201,
      202,
      204,
      205,
      206,
      299,
      300,
      301,
      302,
      304,
      307,
      308,
      400,
      401,
      404,
      408,
      410,
      413,
      425,
      429,
      500,
      503,
      599,
    ),
    fc.integer({ min: 200, max: 599 }),
  )
  // `fetch` makes an error of the first, as its standard says, and Node's sends the request again on the
  // second.
  .filter((each) => each !== 407 && each !== 421)
const framing = fc.constantFrom('length', 'chunked', 'close', 'too short', 'none')
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }).map((each) => Buffer.from(each)),
  fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
  fc.nat(200_000).map((length) => Buffer.alloc(length, 'é')),
)

const arbitraryAnswer = fc
  .record({
    status,
    informational: fc.boolean(),
    reason: fc.constantFrom('', 'OK', 'Some words'),
    headers: fc.array(fc.tuple(headerName, headerValue), { maxLength: 6 }),
    framing,
    body: text,
    ending: fc.constantFrom('end' as const, 'end' as const, 'reset' as const),
  })
  .map(({ status, informational, reason, headers, framing, body, ending }) => {
    const names = new Set([
      'content-length',
      'transfer-encoding',
      'connection',
      'content-encoding',
      'trailer',
      'upgrade',
    ])
    const lines = headers
      .filter(([name]) => !names.has(name.toLowerCase()))
      .map(([name, value]) => `${name}: ${value}`)
    // Of these, `fetch` shows no body, and nobody may send one.
    const hasNoBody = [204, 205, 304].includes(status)
    const bytes = hasNoBody ? Buffer.alloc(0) : body
    const chunked = () =>
      Buffer.concat([
        ...(bytes.length
          ? [Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]
          : []),
        Buffer.from('0\r\n\r\n'),
      ])
    if (hasNoBody) lines.push('connection: close')
    else if (framing === 'chunked') lines.push('transfer-encoding: chunked')
    else if (framing === 'length') lines.push(`content-length: ${bytes.length}`)
    else if (framing === 'too short') lines.push(`content-length: ${bytes.length + 5}`)
    const before = informational ? 'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n' : ''
    const head = `${before}HTTP/1.1 ${status} ${reason}\r\n${lines.map((line) => `${line}\r\n`).join('')}\r\n`
    return {
      head: Buffer.from(head, 'latin1').toString('latin1'),
      body: !hasNoBody && framing === 'chunked' ? chunked() : bytes,
      ending,
    }
  })

/** What does not depend on the way. */
function withoutTheWay({ id, latencyMs, request, ...result }: Awaited<ReturnType<typeof overNode>>) {
  const { 'webhook-timestamp': _, ...headers } = request.headers
  return { ...result, request: { ...request, headers } }
}

async function bothWays(maxResponseBodyBytes: number) {
  const results = []
  for (const deliver of [overNode, overFetch]) {
    const options = { id: 'msg_1', allow: ['127.0.0.1'], maxResponseBodyBytes, timeoutMs: 60_000 }
    results.push(withoutTheWay(await deliver(moved, { url, secret }, options)))
  }
  return results
}

describe('over node:http and over fetch', () => {
  test('any answer has the same result', async () => {
    const outcomes: Record<string, number> = {}
    const property = fc.asyncProperty(
      arbitraryAnswer,
      fc.constantFrom(0, 5, 100_000),
      async (given, maxBytes) => {
        answer = given
        const [node, web] = await bothWays(maxBytes)
        outcomes[node?.outcome ?? ''] = (outcomes[node?.outcome ?? ''] ?? 0) + 1
        expect(web).toEqual(node)
      },
    )
    await fc.assert(property, { numRuns: fuzzRuns(3000), seed })
    for (const outcome of ['delivered', 'gone', 'retry'])
      expect(outcomes[outcome], `${seed}`).toBeGreaterThan(0)
  }, 300_000)
})
