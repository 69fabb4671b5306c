import { expect, test, vi } from 'vitest'
import { createReceiver } from '../../src/receiver/index.js'
import { signPayload } from '../../src/signature/index.js'
import {
  created,
  messageHeaders,
  messageSecret,
  moved,
  post,
  secret,
  signedHeaders,
  unknown,
} from './signed-request.js'

const signature = signPayload(moved, secret)
const handler = vi.fn()
const onUnknown = vi.fn()
const receiver = createReceiver({ secret, on: { prompt_template_label_moved: handler }, onUnknown })

const withSignature = (value: string | undefined, body = moved) =>
  post(body, {
    'content-type': 'application/json',
    ...(value === undefined ? {} : { 'x-promptlayer-signature': value }),
  })

test.each<[string, string | undefined]>([
  ['none', undefined],
  ['empty', ''],
  ['of another body', signPayload(created, secret)],
  ['under another secret', signPayload(moved, 'other')],
  ['without its last digit', signature.slice(0, -1)],
  ['without its last byte', signature.slice(0, -2)],
  ['its first byte alone', signature.slice(0, 2)],
  ['with a digit more', `${signature}0`],
  ['with another byte', `${signature.slice(0, -2)}${signature.endsWith('00') ? '01' : '00'}`],
  ['twice in one', signature + signature],
  ['twice in a list', `${signature}, ${signature}`],
  ['beside another in a list', `${'0'.repeat(64)}, ${signature}`],
  ['with a prefix', `sha256=${signature}`],
  ['in base64', Buffer.from(signature, 'hex').toString('base64')],
  ['in quotes', `"${signature}"`],
  ['with an inner space', `${signature.slice(0, 32)} ${signature.slice(32)}`],
  ['all zeros', '0'.repeat(64)],
  ['no hex', 'z'.repeat(64)],
  ['digits of another script', `${signature.slice(1)}٣`.replace(/[^\x20-\x7e]/g, 'ÿ')],
  ['the word null', 'null'],
  ['the word undefined', 'undefined'],
])('a signature that is %s is refused', async (_, value) => {
  expect((await receiver.fetch(withSignature(value))).status).toBe(401)
  expect([handler.mock.calls.length, onUnknown.mock.calls.length]).toEqual([0, 0])
})

test('refuses a signature with any single digit changed', async () => {
  for (const index of signature.split('').keys()) {
    const digit = ((Number.parseInt(signature.charAt(index), 16) + 1) % 16).toString(16)
    const changed = signature.slice(0, index) + digit + signature.slice(index + 1)
    expect(
      (await receiver.receive({ body: moved, headers: { 'x-promptlayer-signature': changed } })).status,
    ).toBe(401)
  }
})

test('refuses a signature with an extended, cut or changed body', async () => {
  for (const body of [
    `${moved} {}`,
    moved.slice(0, -1),
    moved.replace(':12,', ':13,'),
    moved.replace('{', '{"extra":1,'),
    // The last of two equal keys counts, in Python and in JavaScript.
    moved.replace(/}$/, ',"user_id":2}'),
    moved.replace('"user_id":1', '"user_id":1.0'),
    `[${moved}]`,
    '',
  ]) {
    expect((await receiver.fetch(withSignature(signature, body))).status, body).toBe(401)
  }
  expect(handler).not.toHaveBeenCalled()
})

test('the name of the header can have any case, but no other spelling', async () => {
  const own = createReceiver({ secret, on: {} })
  for (const name of ['X-PromptLayer-Signature', 'X-PROMPTLAYER-SIGNATURE', 'x-promptlayer-signature']) {
    expect((await own.receive({ body: moved, headers: { [name]: signature } })).status).toBe(204)
  }
  for (const name of [
    'x-promptlayer-signatur',
    'signature',
    'x_promptlayer_signature',
    'x-promptlayer-signature ',
    'webhook-signature',
  ]) {
    expect((await own.receive({ body: moved, headers: { [name]: signature } })).status).toBe(401)
  }
})

test('refuses two signature headers, in whatever case', async () => {
  const forged = '0'.repeat(64)
  for (const values of [
    [signature, forged],
    [forged, signature],
    [signature, signature],
  ]) {
    const [first = '', second = ''] = values
    for (const headers of [
      { 'x-promptlayer-signature': first, 'X-PromptLayer-Signature': second },
      { 'x-promptlayer-signature': values },
      [
        ['x-promptlayer-signature', first],
        ['X-PromptLayer-Signature', second],
      ] as const,
    ]) {
      expect((await receiver.receive({ body: moved, headers })).status).toBe(401)
    }
  }
})

test('ignores inherited headers', async () => {
  const headers = Object.create({ 'x-promptlayer-signature': signature })
  expect((await receiver.receive({ body: moved, headers })).status).toBe(401)
  for (const name of ['__proto__', 'constructor', 'toString']) {
    expect(
      (await receiver.receive({ body: moved, headers: JSON.parse(`{"${name}":"${signature}"}`) })).status,
    ).toBe(401)
  }
})

test('refuses a list with an empty secret when the receiver is created', () => {
  for (const secrets of [[''], [secret, ''], ['', secret], [' ']]) {
    expect(() => createReceiver({ secret: secrets, on: {} })).toThrow(TypeError)
  }
})

test('refuses a signature under the empty secret', async () => {
  const { createHmac } = await import('node:crypto')
  const canonical = (await import('../../src/signature/index.js')).canonicalJson(moved)
  for (const message of [canonical, moved]) {
    const forged = createHmac('sha256', '').update(message).digest('hex')
    expect((await receiver.fetch(withSignature(forged))).status).toBe(401)
  }
})

test('keys such as __proto__ in a body pollute nothing and select no handler', async () => {
  const own = createReceiver({ secret, on: { prompt_template_label_moved: handler }, onUnknown })
  const pollute =
    '"__proto__":{"polluted":1,"event_type":"prompt_template_label_moved"},"constructor":{"prototype":{"polluted":1}},'
  for (const body of [
    moved.replace('{', `{${pollute}`),
    moved.replace('"details":{', `"details":{${pollute}`),
    `{${pollute.slice(0, -1)}}`,
    `{"__proto__":${moved}}`,
  ]) {
    await own.fetch(post(body))
    expect('polluted' in {}).toBe(false)
  }
  expect(handler).toHaveBeenCalledTimes(2)
  for (const type of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
    const body = unknown.replace('prompt_template_added_later', type)
    expect((await own.fetch(post(body))).status).toBe(204)
    expect(onUnknown.mock.lastCall?.[0].event_type).toBe(type)
  }
  expect(handler).toHaveBeenCalledTimes(2)
})

test('a polluted prototype does not bypass the signature', async () => {
  const prototype = Object.prototype as unknown as Record<string, unknown>
  const polluted = {
    'x-promptlayer-signature': signature,
    secret: null,
    scheme: 'promptlayer',
    messageId: 'a',
  }
  try {
    Object.assign(prototype, polluted)
    expect((await receiver.receive({ body: moved, headers: {} })).status).toBe(401)
  } finally {
    for (const key of Object.keys(polluted)) delete prototype[key]
  }
})

test.each<[string, Record<string, string>]>([
  ['id', { 'webhook-id': 'msg_2' }],
  ['id, extended', { 'webhook-id': 'msg_1.1' }],
  ['time', { 'webhook-timestamp': '1' }],
  ['signature of another version', { 'webhook-signature': 'v1a,AAAA' }],
  ['signature, empty', { 'webhook-signature': '' }],
  ['signature without its value', { 'webhook-signature': 'v1,' }],
])('Standard Webhooks: another %s is refused', async (_, change) => {
  const own = createReceiver({ secret: messageSecret, scheme: 'standard-webhooks', on: {} })
  expect((await own.fetch(post(moved, messageHeaders(moved)))).status).toBe(204)
  expect((await own.fetch(post(moved, { ...messageHeaders(moved), ...change }))).status).toBe(401)
  expect((await own.fetch(post(moved, signedHeaders(moved, messageSecret)))).status).toBe(401)
})
