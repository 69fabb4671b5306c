import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import {
  createReceiver,
  type Delivery,
  type ReceiverOptions,
  type RefusalReason,
  type RefusedDelivery,
} from '../../src/receiver/index.js'
import { refusalStatus } from '../../src/receiver/refusal.js'
import {
  created,
  invalid,
  messageHeaders,
  messageSecret,
  moved,
  post,
  secret,
  signedHeaders,
  unknown,
} from './signed-request.js'

afterEach(() => {
  vi.restoreAllMocks()
  vi.resetModules()
})

const now = Date.UTC(2026, 0, 1)
const json = { 'content-type': 'application/json' }
const standard = { secret: messageSecret, scheme: 'standard-webhooks', now: () => now } as const
const sentAt = (seconds: number) => messageHeaders(moved, { timestamp: new Date(now + seconds * 1000) })
const delivery = (headers: Delivery['headers'], more: Partial<Delivery> = {}): Delivery => ({
  body: moved,
  headers,
  method: 'POST',
  ...more,
})

const refusals: [RefusalReason, string, Delivery, Partial<ReceiverOptions>?][] = [
  ['method_not_allowed', 'a GET', delivery(signedHeaders(moved), { method: 'GET' })],
  ['unsupported_media_type', 'no content type', delivery({})],
  ['unsupported_media_type', 'text', delivery({ ...signedHeaders(moved), 'content-type': 'text/plain' })],
  ['unsupported_content_encoding', 'gzip', delivery({ ...signedHeaders(moved), 'content-encoding': 'gzip' })],
  ['body_too_large', 'a declared length', delivery({ ...signedHeaders(moved), 'content-length': '9999999' })],
  ['body_too_large', 'a long body', delivery(signedHeaders(moved)), { maxBodyBytes: 10 }],
  ['malformed_headers', 'a number', delivery({ ...signedHeaders(moved), age: 7 } as never)],
  ['malformed_headers', 'no headers', delivery(null as never)],
  [
    'malformed_headers',
    'a getter that throws',
    delivery({
      get() {
        throw new Error('broken')
      },
      forEach() {},
    }),
  ],
  [
    'unreadable_body',
    'a body that ends early',
    delivery(signedHeaders(moved), { body: () => Promise.reject(new Error('gone')) }),
  ],
  ['missing_signature', 'no signature', delivery(json)],
  ['missing_signature', 'an empty signature', delivery({ ...json, 'x-promptlayer-signature': '' })],
  ['missing_signature', 'another scheme', delivery(sentAt(0)), { secret: messageSecret }],
  [
    'malformed_signature',
    'a prefix',
    delivery({ ...json, 'x-promptlayer-signature': `sha256=${'0'.repeat(64)}` }),
  ],
  [
    'malformed_signature',
    'other characters than hexadecimal digits',
    delivery({ ...json, 'x-promptlayer-signature': 'g'.repeat(64) }),
  ],
  ['malformed_signature', 'too few digits', delivery({ ...json, 'x-promptlayer-signature': '0'.repeat(63) })],
  [
    'malformed_signature',
    'too many digits',
    delivery({ ...json, 'x-promptlayer-signature': '0'.repeat(65) }),
  ],
  ['wrong_signature', 'another secret', delivery(signedHeaders(moved, 'another-secret'))],
  ['wrong_signature', 'another body', delivery(signedHeaders(created))],
  ['missing_signature', 'Standard Webhooks, no id', delivery({ ...sentAt(0), 'webhook-id': '' }), standard],
  [
    'malformed_signature',
    'Standard Webhooks, a date',
    delivery({ ...sentAt(0), 'webhook-timestamp': '2026-01-01' }),
    standard,
  ],
  [
    'malformed_signature',
    'Standard Webhooks, 17 signatures',
    delivery({ ...sentAt(0), 'webhook-signature': 'v1,a '.repeat(17).trim() }),
    standard,
  ],
  [
    'wrong_signature',
    'Standard Webhooks, another',
    delivery({ ...sentAt(0), 'webhook-signature': 'v1,a' }),
    standard,
  ],
  ['timestamp_too_old', 'Standard Webhooks, 301 s ago', delivery(sentAt(-301)), standard],
  ['timestamp_too_new', 'Standard Webhooks, 301 s ahead', delivery(sentAt(301)), standard],
  [
    'missing_signature',
    'both, only the own',
    delivery(signedHeaders(moved, messageSecret)),
    { ...standard, scheme: 'both' },
  ],
  [
    'timestamp_too_old',
    'both, old',
    delivery({ ...signedHeaders(moved, messageSecret), ...sentAt(-301) }),
    { ...standard, scheme: 'both' },
  ],
]

test.each(refusals)('%s: %s', async (reason, _, refused, options) => {
  const onRefused = vi.fn()
  const onError = vi.fn()
  const receiver = createReceiver({ secret, on: {}, ...options, onRefused, onError })
  const { status } = await receiver.receive(refused)
  expect(status).toBe(refusalStatus[reason])
  expect(onRefused).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ status, reason }))
  expect(onError).not.toHaveBeenCalled()
})

test('there is a case for each reason, and docs/receiver.md lists them with their statuses', () => {
  const reasons = Object.keys(refusalStatus).sort()
  expect([...new Set(refusals.map(([reason]) => reason))].sort()).toEqual(reasons)
  const [, section = ''] = readFileSync('docs/receiver.md', 'utf8').split('### Reasons')
  const rows = [...(section.split('\n#')[0] ?? '').matchAll(/^\| `(\w+)` \| (\d+) \|/gm)]
  expect(Object.fromEntries(rows.map(([, reason, status]) => [reason, Number(status)]))).toEqual(
    refusalStatus,
  )
})

test('accepted deliveries and signed mistakes are not refusals', async () => {
  const onRefused = vi.fn()
  const receiver = createReceiver({ secret, on: {}, onRefused, onError: () => {} })
  for (const [body, status] of [
    [moved, 204],
    [unknown, 204],
    [invalid, 422],
  ] as const) {
    expect((await receiver.fetch(post(body))).status).toBe(status)
  }
  expect(onRefused).not.toHaveBeenCalled()
})

const headersWithSecrets = {
  ...json,
  authorization: 'Bearer SECRET',
  cookie: 'session=SECRET',
  'x-other': 'SECRET',
  'user-agent': 'curl/8.1',
  'content-length': '1234',
  'webhook-id': 'msg_1',
  'webhook-timestamp': '1700000000',
  'webhook-signature': 'v1,SECRET',
  'x-promptlayer-signature': 'SECRET',
}

test('what it tells: the headers that help, of signatures only their length, and nothing of the body', async () => {
  const onRefused = vi.fn()
  const receiver = createReceiver({ secret, on: {}, onRefused })
  await receiver.receive({ body: '"SECRET"', method: 'POST', headers: headersWithSecrets })
  const refused: RefusedDelivery = {
    status: 401,
    reason: 'malformed_signature',
    method: 'POST',
    contentType: 'application/json',
    contentLength: 1234,
    userAgent: 'curl/8.1',
    webhookId: 'msg_1',
    webhookTimestamp: '1700000000',
    signatureLengths: { 'x-promptlayer-signature': 6, 'webhook-signature': 9 },
  }
  expect(onRefused.mock.lastCall).toEqual([refused])
})

test('texts are cut to 200 characters', async () => {
  const onRefused = vi.fn()
  const receiver = createReceiver({ secret, on: {}, onRefused })
  const long = 'x'.repeat(1000)
  const names = ['content-type', 'user-agent', 'webhook-id', 'webhook-timestamp', 'webhook-signature']
  await receiver.receive({
    body: moved,
    method: long,
    headers: Object.fromEntries(names.map((name) => [name, long])),
  })
  const cut = long.slice(0, 200)
  expect(onRefused).toHaveBeenCalledWith({
    status: 405,
    reason: 'method_not_allowed',
    method: cut,
    contentType: cut,
    contentLength: null,
    userAgent: cut,
    webhookId: cut,
    webhookTimestamp: cut,
    signatureLengths: { 'x-promptlayer-signature': null, 'webhook-signature': 1000 },
  })
})

test('it tells what was thrown when the body or the headers were read', async () => {
  const onRefused = vi.fn()
  const receiver = createReceiver({ secret, on: {}, onRefused })
  const error = new Error('a fault in the reader')
  await receiver.receive(delivery(json, { body: () => Promise.reject(error) }))
  expect(onRefused.mock.lastCall?.[0]).toMatchObject({ reason: 'unreadable_body', error })
  await receiver.receive(delivery({ ...json, age: 7 } as never))
  expect(onRefused.mock.lastCall?.[0]).toMatchObject({
    reason: 'malformed_headers',
    error: expect.any(TypeError),
  })
  // A stream that was made by hand.
  const body = new ReadableStream({ start: (controller) => controller.enqueue('text') })
  const { method, headers } = delivery(json)
  const request = { method, headers: new Headers(headers as typeof json), body, bodyUsed: false }
  await receiver.fetch({ ...request, signal: new AbortController().signal } as never)
  expect(onRefused.mock.lastCall?.[0].error).toEqual(new TypeError('body: expected a stream of bytes'))
  await receiver.receive(delivery(json))
  expect(onRefused.mock.lastCall?.[0]).toMatchObject({ reason: 'missing_signature', error: undefined })
})

test('what is missing is null', async () => {
  const onRefused = vi.fn()
  const receiver = createReceiver({ secret, on: {}, onRefused })
  await receiver.receive({ body: moved, headers: { 'content-length': '12kB' } })
  expect(onRefused).toHaveBeenCalledWith({
    status: 401,
    reason: 'missing_signature',
    method: null,
    contentType: null,
    contentLength: null,
    userAgent: null,
    webhookId: null,
    webhookTimestamp: null,
    signatureLengths: { 'x-promptlayer-signature': null, 'webhook-signature': null },
  })
})

test.each([
  ['text', '12kB'],
  ['a negative number', '-1'],
  ['a fraction', '1.5'],
  ['an exponent', '1e3'],
  ['a number of 16 digits, which may not be exact', '9'.repeat(16)],
  ['a number of 400 digits, which would be Infinity', '9'.repeat(400)],
])('contentLength is null for %s', async (_, length) => {
  const onRefused = vi.fn()
  const receiver = createReceiver({ secret, on: {}, onRefused })
  await receiver.receive({ body: moved, headers: { 'content-length': length } })
  expect(onRefused).toHaveBeenCalledWith(expect.objectContaining({ contentLength: null }))
})

test('property: nothing of a body, a signature or another header, and at most 200 characters of a text', async () => {
  const marked = fc.string({ maxLength: 30 }).map((text) => `SECRET${text}`)
  await fc.assert(
    fc.asyncProperty(
      marked,
      fc.dictionary(fc.constantFrom('authorization', 'cookie', 'x-promptlayer-signature', 'x-any'), marked),
      fc.dictionary(
        fc.constantFrom('user-agent', 'webhook-id', 'content-type', 'webhook-timestamp'),
        fc.string({ maxLength: 500 }),
      ),
      async (body, secretHeaders, headers) => {
        const refusals: RefusedDelivery[] = []
        const receiver = createReceiver({
          secret,
          on: {},
          onRefused: (refused) => refusals.push(refused),
        })
        await receiver.receive({ body, headers: { ...headers, ...secretHeaders } })
        expect(refusals).toHaveLength(1)
        expect(JSON.stringify(refusals)).not.toContain('SECRET')
        for (const value of Object.values(refusals[0] ?? {})) {
          if (typeof value === 'string') expect(value.length).toBeLessThanOrEqual(200)
        }
      },
    ),
  )
})

describe('what onRefused does changes nothing', () => {
  test.each<[string, () => unknown]>([
    [
      'throws',
      () => {
        throw new Error('own')
      },
    ],
    ['rejects', () => Promise.reject(new Error('own'))],
    [
      'returns a broken promise',
      () =>
        new Proxy(Promise.resolve(), {
          get() {
            throw new Error('own')
          },
        }),
    ],
  ])('it %s: the error is logged', async (_, onRefused) => {
    const error = vi.spyOn(console, 'error').mockReturnValue()
    const receiver = createReceiver({ secret, on: {}, onRefused })
    expect((await receiver.receive(delivery(json))).status).toBe(401)
    await vi.waitFor(() => expect(error).toHaveBeenCalledExactlyOnceWith(new Error('own')))
  })

  test('it never settles: the answer does not wait', async () => {
    const receiver = createReceiver({ secret, on: {}, onRefused: () => new Promise(() => {}) })
    expect((await receiver.receive(delivery(json))).status).toBe(401)
  })
})

describe('without onRefused', () => {
  /** A receiver of a new process, as far as modules know. */
  async function inNewProcess(options: Partial<ReceiverOptions> = {}) {
    vi.resetModules()
    const { createReceiver } = await import('../../src/receiver/index.js')
    const warn = vi.spyOn(console, 'warn').mockReturnValue()
    const create = (more = {}) => createReceiver({ secret, on: {}, ...options, ...more })
    return { create, warn }
  }
  const warned: readonly RefusalReason[] = [
    'missing_signature',
    'malformed_signature',
    'wrong_signature',
    'unsupported_media_type',
  ]

  test.each(refusals)('%s: %s', async (reason, _, refused, options) => {
    const { create, warn } = await inNewProcess(options)
    await create().receive(refused)
    expect(warn).toHaveBeenCalledTimes(warned.includes(reason) ? 1 : 0)
    for (const call of warn.mock.calls) {
      expect(call).toEqual([expect.stringMatching(`^prompt-webhooks: .*${reason}.*onRefused`)])
    }
  })

  test('it warns once per reason and minute and process', async () => {
    let time = now
    const { create, warn } = await inNewProcess({ now: () => time })
    const refuse = async () => {
      // Receivers of one process, as with a receiver for each request.
      await create().receive(delivery(json))
      await create().receive(delivery(signedHeaders(created)))
    }
    await refuse()
    expect(warn).toHaveBeenCalledTimes(2)
    time += 59_999
    await refuse()
    expect(warn).toHaveBeenCalledTimes(2)
    time += 1
    await refuse()
    expect(warn).toHaveBeenCalledTimes(4)
  })

  test('a clock that stands, or goes back, does not fill the log', async () => {
    let time = Number.NaN
    const { create, warn } = await inNewProcess({ now: () => time })
    for (const each of [Number.NaN, now, Number.NaN]) {
      time = each
      await create().receive(delivery(json))
    }
    expect(warn).toHaveBeenCalledOnce()
  })

  test('it goes on a minute after a clock is set back, and not only when the clock has caught up', async () => {
    let time = now
    const { create, warn } = await inNewProcess({ now: () => time })
    for (const [each, warnings] of [
      [now, 1],
      [now - 59_999, 1],
      [now - 60_000, 2],
      [now - 1, 2],
      [now, 3],
    ] as const) {
      time = each
      await create().receive(delivery(json))
      expect(warn).toHaveBeenCalledTimes(warnings)
    }
  })

  test('a clock that throws does not change the answer', async () => {
    const error = vi.spyOn(console, 'error').mockReturnValue()
    const { create } = await inNewProcess({
      now() {
        throw new Error('own')
      },
    })
    expect((await create().receive(delivery(json))).status).toBe(401)
    await vi.waitFor(() => expect(error).toHaveBeenCalledOnce())
  })

  test('it prints its own words only, never text of the request', async () => {
    const { create, warn } = await inNewProcess()
    for (const headers of [headersWithSecrets, { 'content-type': 'SECRET', 'user-agent': 'SECRET' }]) {
      await create().receive({ body: 'SECRET', method: 'POST', headers })
    }
    expect(warn).toHaveBeenCalledTimes(2)
    expect(warn.mock.calls.join()).not.toMatch(/SECRET|curl/)
  })

  test('onRefused: null silences it', async () => {
    const { create, warn } = await inNewProcess()
    await create({ onRefused: null }).receive(delivery(json))
    expect(warn).not.toHaveBeenCalled()
  })
})
