import { createHmac } from 'node:crypto'
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { createReceiver } from '../../src/receiver/index.js'
import { signPayload, verifySignature, verifyWebhookEvent } from '../../src/signature/index.js'
import { signatureHeaders } from '../../src/signature/signature-headers.js'
import { signMessage, verifyMessage } from '../../src/standard-webhooks/index.js'
import { moved, secret } from '../receiver/signed-request.js'

const messageSecret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'

// Built in code, because the formatter would fill the hole in a literal.
const holeAt = (index: number, length: number, value: string) => {
  const list = new Array<string>(length).fill(value)
  delete list[index]
  return list
}

/** Every function that takes secrets. */
const takers: Record<string, (secret: never) => unknown> = {
  createReceiver: (secret) => createReceiver({ secret, on: {} }),
  'createReceiver by Standard Webhooks': (secret) =>
    createReceiver({ secret, on: {}, scheme: 'standard-webhooks' }),
  'createReceiver by both': (secret) => createReceiver({ secret, on: {}, scheme: 'both' }),
  verifySignature: (secret) => verifySignature({ body: moved, signature: '0'.repeat(64), secret }),
  verifyWebhookEvent: (secret) => verifyWebhookEvent({ body: moved, signature: '0'.repeat(64), secret }),
  signMessage: (secret) => signMessage({ id: 'a', timestamp: 1, body: moved, secret }),
  verifyMessage: (secret) =>
    verifyMessage({
      body: moved,
      headers: { 'webhook-id': 'a', 'webhook-timestamp': '1', 'webhook-signature': 'v1,undefined' },
      secret,
    }),
  signatureHeaders: (secret) => signatureHeaders({ id: 'a', timestamp: 1, body: moved, secret }),
}

describe.each(Object.entries(takers))('%s', (_, take) => {
  test.each<[string, unknown, RegExp]>([
    ['a hole first', holeAt(0, 2, messageSecret), /^secret\[0\]: expected a string, got undefined/],
    ['a hole last', holeAt(1, 2, messageSecret), /^secret\[1\]: /],
    ['nothing but a hole', new Array(1), /^secret\[0\]: /],
    ['a hole in a list of another realm', runInNewContext(`['${messageSecret}', ,]`), /^secret\[1\]: /],
    ['a list of no secret', [], /^secret: .*empty list/],
  ])('refuses %s, and names its index', (_, list, message) => {
    expect(() => take(list as never)).toThrow(TypeError)
    expect(() => take(list as never)).toThrow(message)
  })
})

test.each([
  ['createReceiver by Standard Webhooks', messageSecret],
  ['createReceiver by both', secret],
  ['signMessage', messageSecret],
  ['verifyMessage', messageSecret],
  ['signatureHeaders', secret],
])('%s refuses a whsec_ secret that is not base64, and names its index', (taker, sound) => {
  expect(() => takers[taker]?.([sound, 'whsec_!!!!'] as never)).toThrow(/^secret\[1\]: /)
})

test('reads each item of a list once', async () => {
  let reads = 0
  const list = Object.defineProperty(['', 'other'], 0, {
    get: () => (reads++ === 0 ? secret : undefined),
  }) as string[]
  const receiver = createReceiver({ secret: list, on: {} })
  expect(reads).toBe(1)
  const headers = { 'x-promptlayer-signature': signPayload(moved, secret) }
  expect((await receiver.receive({ body: moved, headers })).status).toBe(204)
  expect(reads).toBe(1)
})

test('ignores later changes to the list', async () => {
  const list = [secret]
  const receiver = createReceiver({ secret: list, on: {} })
  list.length = 0
  expect((await receiver.receive({ body: moved, headers: {} })).status).toBe(401)
  const headers = { 'x-promptlayer-signature': signPayload(moved, secret) }
  expect((await receiver.receive({ body: moved, headers })).status).toBe(204)
})

test('refuses an HMAC under a key of zeros', () => {
  // The buffers of the fast path hold zeros before the first key is set.
  for (const key of [Buffer.alloc(0), Buffer.alloc(64)]) {
    for (const body of [moved, `${moved}\n`]) {
      const signature = createHmac('sha256', key).update(body).digest('hex')
      expect(verifySignature({ body, signature, secret: [secret] })).toBe(false)
    }
  }
})

test.each<[string, string, RegExp]>([
  ['double quotes', '"hush"', /quotes around it/],
  ['single quotes', "'hush'", /quotes around it/],
  ['backticks', '`hush`', /quotes around it/],
  ['white space', ' hush', /white space/],
  ['a line end', 'hush\n', /white space/],
  ['undefined', 'undefined', /is the text "undefined";/],
  ['null', 'null', /is the text "null";/],
  ['an object', '[object Object]', /text of an object/],
  ['a promise', '[object Promise]', /text of an object/],
  ['a placeholder', '$' + '{HUSH}', /placeholder/],
  ['an empty placeholder', '$' + '{}', /placeholder/],
  ['a zero-width space', 'hu\u200bsh', /invisible character/],
  ['a zero-width joiner', 'hu\u200dsh', /invisible character/],
  ['a byte order mark within', 'hu\ufeffsh', /invisible character/],
  ['a soft hyphen', 'hu\u00adsh', /invisible character/],
  ['a null character', 'hu\0sh', /control character/],
  ['a tab within', 'hu\tsh', /control character/],
  ['a line end within', 'hu\r\nsh', /control character/],
  ['a delete character', 'hu\u007fsh', /control character/],
  ['half of a surrogate pair', 'hu\ud800sh', /lone surrogate/],
])('refuses an obvious mistake, and names it: %s', (_, wrong, message) => {
  for (const take of [takers.createReceiver, takers.verifySignature, () => signPayload(moved, wrong)]) {
    expect(() => take?.(wrong as never)).toThrow(TypeError)
    expect(() => take?.(wrong as never)).toThrow(message)
    expect(() => take?.(wrong as never)).not.toThrow(/hush/)
  }
})

test.each([
  'a"b',
  '"',
  "it's",
  'undefined-secret',
  'nullable',
  '[object] Object',
  'a$' + '{b}',
  'a b',
  'café',
  '🔑',
  '$SECRET',
])('accepts an unusual secret: %s', (odd) => {
  expect(verifySignature({ body: moved, signature: signPayload(moved, odd), secret: odd })).toBe(true)
})

test('accepts a Standard Webhooks secret without padding, like the reference libraries', () => {
  const unpadded = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwBr'
  const now = new Date()
  const headers = signMessage({ id: 'a', timestamp: now, body: moved, secret: unpadded })
  expect(verifyMessage({ body: moved, headers, secret: unpadded }).id).toBe('a')
})
