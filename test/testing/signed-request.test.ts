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
  'a receiver of the scheme %s accepts it, as a request and as a value',
  async (scheme, secrets) => {
    const given = typeof secrets === 'string' ? secrets : [...secrets]
    const { handler, fetch, receive } = receiverOf(scheme, given)
    expect((await fetch(signedRequest(event, given))).status).toBe(204)
    expect(await receive(signedDelivery(event, given))).toMatchObject({ kind: 'handled', event })
    expect(handler).toHaveBeenCalledTimes(2)
  },
)

test('under another secret it is refused', async () => {
  const { fetch } = receiverOf('promptlayer', secret)
  expect((await fetch(signedRequest(event, 'another-secret'))).status).toBe(401)
})

test('a message is repeated under its id, and refused when it is old', async () => {
  const { handler, receive } = receiverOf('standard-webhooks', messageSecret)
  const kind = async (options: Parameters<typeof signedDelivery>[2]) =>
    (await receive(signedDelivery(event, messageSecret, options))).kind
  expect(await kind({ messageId: 'msg_1' })).toBe('handled')
  expect(await kind({ messageId: 'msg_1' })).toBe('duplicate')
  expect(await kind({ timestamp: new Date(Date.now() - 301_000) })).toBe('refused')
  expect(await kind({})).toBe('handled')
  expect(handler).toHaveBeenCalledTimes(2)
})

test('the standardwebhooks package verifies it', () => {
  const { body, headers } = signedDelivery(event, messageSecret)
  expect(new Webhook(messageSecret).verify(body, headers)).toEqual(event)
})

test('it has what a delivery has, and no header of a scheme that the secret is not for', async () => {
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

test('the signature is not that of the bytes: a receiver has to put them in order', () => {
  const { body, headers } = signedDelivery({ b: 'é', a: 1 }, secret)
  expect(body).toBe('{"b":"é","a":1}')
  expect(verifySignature({ body, signature: headers['x-promptlayer-signature'], secret })).toBe(true)
  expect(headers['x-promptlayer-signature']).toBe(
    signedDelivery({ a: 1, b: 'é' }, secret).headers['x-promptlayer-signature'],
  )
})

test('mistakes of the program are TypeErrors', () => {
  expect(() => signedDelivery(undefined, secret)).toThrow('event: expected a JSON value, got undefined')
  expect(() => signedDelivery(event, '')).toThrow(TypeError)
  expect(() => signedDelivery(event, [])).toThrow(TypeError)
  expect(() => signedDelivery(event, 'whsec_?')).toThrow(TypeError)
  expect(() => signedDelivery(event, messageSecret, { messageId: 'a.b' })).toThrow(TypeError)
  expect(() => signedRequest(event, secret, { url: 'no address' })).toThrow(TypeError)
})
