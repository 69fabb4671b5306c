import { Webhook } from 'standardwebhooks'
import { expect, test, vi } from 'vitest'
import { createReceiver } from '../../src/receiver/index.js'
import { verifySignature } from '../../src/signature/index.js'
import { exampleEvents, signedDelivery, signedRequest } from '../../src/testing/index.js'

const event = exampleEvents.prompt_template_label_moved
const secret = 'test-secret'
const messageSecret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'

const receiverOf = (
  ...[scheme, secrets]: ['promptlayer' | 'standard-webhooks' | 'both', string | string[]]
) => {
  const handler = vi.fn()
  return {
    handler,
    ...createReceiver({ secret: secrets, scheme, on: { prompt_template_label_moved: handler } }),
  }
}

test.each([
  ['promptlayer', secret],
  ['promptlayer', messageSecret],
  ['standard-webhooks', messageSecret],
  ['both', messageSecret],
  ['both', [secret, messageSecret]],
  ['both', [secret, messageSecret, 'whsec_bmV3LWtleS1vZi1zaXh0ZWVuLWJ5dGVz']],
] as const)(
  'a receiver of the scheme %s accepts both the request and the delivery',
  async (scheme, secrets) => {
    const given = typeof secrets === 'string' ? secrets : [...secrets]
    const { handler, fetch, receive } = receiverOf(scheme, given)
    expect((await fetch(signedRequest(event, given))).status).toBe(204)
    expect(await receive(signedDelivery(event, given))).toMatchObject({ kind: 'handled', event })
    expect(handler).toHaveBeenCalledTimes(2)
  },
)

test('a receiver with another secret refuses it', async () => {
  const { fetch } = receiverOf('promptlayer', secret)
  expect((await fetch(signedRequest(event, 'another-secret'))).status).toBe(401)
})

test('messageId repeats a message, and an old timestamp is refused', async () => {
  const { handler, receive } = receiverOf('standard-webhooks', messageSecret)
  const kind = async (options: Parameters<typeof signedDelivery>[2]) =>
    (await receive(signedDelivery(event, messageSecret, options))).kind
  expect(await kind({ messageId: 'msg_1' })).toBe('handled')
  expect(await kind({ messageId: 'msg_1' })).toBe('duplicate')
  expect(await kind({ timestamp: new Date(Date.now() - 301_000) })).toBe('refused')
  expect(await kind({})).toBe('handled')
  expect(handler).toHaveBeenCalledTimes(2)
})

test('the standardwebhooks package verifies the delivery', () => {
  const { body, headers } = signedDelivery(event, messageSecret)
  expect(new Webhook(messageSecret).verify(body, headers)).toEqual(event)
})

test('a plain secret signs by the scheme of the sender only', async () => {
  const delivery = signedDelivery(event, secret)
  expect(delivery).toEqual({
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-promptlayer-signature': '5aa56b7a91826b99813ab50676466857b70853e54cd66c6cafdbd599460ba644',
    },
    body: JSON.stringify(event),
  })
  const request = signedRequest(event, secret, { url: 'https://example.com/webhooks' })
  expect([request.url, request.method, await request.json()]).toEqual([
    'https://example.com/webhooks',
    'POST',
    event,
  ])
  expect(Object.fromEntries(request.headers)).toEqual(delivery.headers)
})

test('the signature covers the canonical JSON, not the bytes of the body', () => {
  const { body, headers } = signedDelivery({ b: 'é', a: 1 }, secret)
  expect(body).toBe('{"b":"é","a":1}')
  expect(verifySignature({ body, signature: headers['x-promptlayer-signature'], secret })).toBe(true)
  expect(headers['x-promptlayer-signature']).toBe(
    signedDelivery({ a: 1, b: 'é' }, secret).headers['x-promptlayer-signature'],
  )
})

test('by default each delivery has another id, and the time is now', () => {
  vi.useFakeTimers({ now: 1_700_000_000_900, toFake: ['Date'] })
  try {
    const headers = [1, 2, 3].map(() => signedDelivery(event, messageSecret).headers)
    expect(new Set(headers.map((each) => each['webhook-id'])).size).toBe(3)
    for (const each of headers) expect(each['webhook-timestamp']).toBe('1700000000')
    const { headers: dated } = signedDelivery(event, messageSecret, { timestamp: 1 })
    expect(dated['webhook-timestamp']).toBe('1')
  } finally {
    vi.useRealTimers()
  }
})

test('signedRequest has the default URL http://localhost/, and passes the other options on', async () => {
  const request = signedRequest(event, messageSecret, { messageId: 'msg_1', timestamp: 1 })
  expect(request.url).toBe('http://localhost/')
  expect(Object.fromEntries(request.headers)).toEqual(
    signedDelivery(event, messageSecret, { messageId: 'msg_1', timestamp: 1 }).headers,
  )
})

test.each<[string, () => unknown]>([
  ['event: expected a JSON value, got undefined', () => signedDelivery(undefined, secret)],
  ['secret: ', () => signedDelivery(event, '')],
  ['secret: ', () => signedDelivery(event, [])],
  ['secret: ', () => signedDelivery(event, 'whsec_?')],
  ['messageId: ', () => signedDelivery(event, messageSecret, { messageId: 'a.b' })],
  ['messageId: ', () => signedDelivery(event, secret, { messageId: '' })],
  ['messageId: ', () => signedRequest(event, secret, { messageId: 1 as never })],
  ['timestamp: ', () => signedDelivery(event, messageSecret, { timestamp: 1.5 })],
  ['timestamp: ', () => signedDelivery(event, secret, { timestamp: Date.UTC(2026) })],
  ['url: ', () => signedRequest(event, secret, { url: 'no address' })],
  ['url: unknown option', () => signedDelivery(event, secret, { url: 'http://localhost/' } as never)],
  [
    'id: unknown option; expected only url, messageId, timestamp',
    () => signedRequest(event, secret, { id: 'msg_1' } as never),
  ],
  [
    'options: expected an object with messageId, timestamp, got null',
    () => signedDelivery(event, secret, null as never),
  ],
  [
    'options: expected an object with messageId, timestamp, got a string',
    () => signedDelivery(event, secret, 'msg_1' as never),
  ],
  [
    'options: expected an object with url, messageId, timestamp, got an array',
    () => signedRequest(event, secret, [] as never),
  ],
])('wrong arguments are TypeErrors that name the argument: %s', (message, call) => {
  expect(call).toThrow(TypeError)
  expect(call).toThrow(message)
})

test('an option that is inherited is ignored', () => {
  const prototype = Object.prototype as { messageId?: string }
  prototype.messageId = 'msg_inherited'
  try {
    const { headers } = signedRequest({}, messageSecret, { url: 'http://localhost/' })
    expect(headers.get('webhook-id')).not.toBe('msg_inherited')
  } finally {
    delete prototype.messageId
  }
})

test('each option is read once', () => {
  let reads = 0
  const options = {
    get messageId() {
      reads += 1
      return reads === 1 ? 'msg_1' : 'a.b'
    },
  }
  expect(signedDelivery(event, messageSecret, options).headers['webhook-id']).toBe('msg_1')
  expect(reads).toBe(1)
})
