import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkEndpointHeader, createEmitter, deliver } from '../../src/emitter/index.js'
import { moved, secret } from './examples.js'
import { serveHttp } from './servers.js'

const allow = ['127.0.0.1']
// Signs with both schemes, so that a delivery has every header that it can have.
const whsec = `whsec_${btoa('0123456789abcdef01234567')}`

/** Delivers with headers to a server, and returns what was sent and what arrived. */
async function deliverWith(headers: Record<string, string>) {
  let arrived: NodeJS.Dict<string | string[]> = {}
  const port = await serveHttp((request, response) => {
    arrived = request.headers
    response.end()
  })
  const { request } = await deliver(
    moved,
    { url: `http://127.0.0.1:${port}/`, secret: whsec, headers },
    { allow },
  )
  return { sent: request.headers, arrived }
}

test('headers of an endpoint are sent with each delivery, their names in lower case', async () => {
  const { sent, arrived } = await deliverWith({ 'X-Api-Key': 'k 1', Authorization: 'Bearer t' })
  expect(sent).toMatchObject({ 'x-api-key': 'k 1', authorization: 'Bearer t' })
  expect(arrived).toMatchObject({ 'x-api-key': 'k 1', authorization: 'Bearer t' })
})

test('every header that a delivery has without them is refused, in any case', async () => {
  const { sent, arrived } = await deliverWith({})
  const names = new Set([...Object.keys(sent), ...Object.keys(arrived)])
  expect(names.size).toBeGreaterThan(7)
  for (const name of names) {
    for (const each of [name, name.toUpperCase()]) {
      expect([each, checkEndpointHeader(each, 'x')]).toEqual([each, expect.any(String)])
    }
  }
})

// RFC 9110, 7.6.1, and its predecessors.
test.each([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])('%s is refused, because it belongs to the connection', (name) => {
  expect(checkEndpointHeader(name, 'x')).toBe('it belongs to the connection, which the sender manages')
})

test.each([
  ['Host', 'x', 'the URL decides the host'],
  ['Transfer-Encoding', 'chunked', 'it belongs to the connection, which the sender manages'],
  ['Content-Encoding', 'gzip', 'it describes the body, which the sender makes'],
  ['Webhook-Id', 'x', 'a signature depends on it'],
  ['X-PromptLayer-Signature', 'x', 'a signature depends on it'],
  ['user-agent', 'x', 'it names the sender'],
  ['', 'x', expect.stringContaining('the name may contain only letters')],
  ['x:y', 'x', expect.stringContaining('the name may contain only letters')],
  ['x y', 'x', expect.stringContaining('the name may contain only letters')],
  ['é', 'x', expect.stringContaining('the name may contain only letters')],
  ['x-a', '', expect.stringContaining('the value may contain only visible ASCII')],
  ['x-a', ' x', expect.stringContaining('the value may contain only visible ASCII')],
  ['x-a', 'x\r\nx-b: y', expect.stringContaining('the value may contain only visible ASCII')],
  ['x-a', 'é', expect.stringContaining('the value may contain only visible ASCII')],
])('%j: %j is refused, and the reason does not have the value', (name, value, reason) => {
  expect(checkEndpointHeader(name, value)).toEqual(reason)
})

test('whatever is not refused arrives as it was given', async () => {
  const printable = fc.string({
    unit: fc.constantFrom(...'aZ09 \t!#$%&~-_"\\:;,=é\0\n'),
    minLength: 0,
    maxLength: 6,
  })
  await fc.assert(
    fc.asyncProperty(printable, printable, async (name, value) => {
      fc.pre(checkEndpointHeader(name, value) === undefined)
      const { arrived } = await deliverWith({ [name]: value })
      expect(arrived[name.toLowerCase()]).toBe(value)
    }),
    { numRuns: 30 },
  )
})

describe('wrong headers are refused when they are given', () => {
  test.each<[unknown, RegExp]>([
    [{ host: 'x' }, /^endpoint\.headers\["host"\]: the URL decides the host$/],
    [{ 'x-a': 1 }, /^endpoint\.headers\["x-a"\]: expected a string, got a number$/],
    [{ 'x-a': '1', 'X-A': '2' }, /^endpoint\.headers\["X-A"\]: the header is given twice$/],
    [
      ['x-a'],
      /^endpoint\.headers: expected a plain object, such as Object\.fromEntries\(headers\), got an array$/,
    ],
    [
      new Headers({ 'x-a': 'b' }),
      /^endpoint\.headers: expected a plain object, such as Object\.fromEntries\(headers\), got an object$/,
    ],
    [
      new Map([['x-a', 'b']]),
      /^endpoint\.headers: expected a plain object, such as Object\.fromEntries\(headers\), got an object$/,
    ],
  ])('%j', async (headers, message) => {
    const endpoint = { url: 'http://127.0.0.1/', secret, headers } as Parameters<typeof deliver>[1]
    await expect(deliver(moved, endpoint, { allow })).rejects.toThrow(message)
    const ofEmitter = new RegExp(message.source.replace('^endpoint', '^endpoints\\[0\\]'))
    expect(() => createEmitter({ endpoints: [endpoint], allow })).toThrow(ofEmitter)
  })
})
