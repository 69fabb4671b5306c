import { createHmac } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { InvalidEventError } from '../../src/index.js'
import { createReceiver, type ReceiverOptions } from '../../src/receiver/index.js'
import { created, invalid, moved, post, secret, signedHeaders, unknown } from './signed-request.js'

const receiverOf = (options: Partial<ReceiverOptions> = {}) => {
  const onMoved = vi.fn()
  const onUnknown = vi.fn()
  const onAny = vi.fn()
  const onError = vi.fn()
  const on = { prompt_template_label_moved: onMoved }
  const receiver = createReceiver({ secret, on, onUnknown, onAny, onError, ...options })
  return {
    receiver,
    onMoved,
    onError,
    calls: () => [onMoved, onUnknown, onAny, onError].map((each) => each.mock.calls.length),
  }
}

const rawSignature = (body: Uint8Array) => createHmac('sha256', secret).update(body).digest('hex')

test('204: an event with a handler is given to it', async () => {
  const { receiver, onMoved, calls } = receiverOf()
  const response = await receiver.fetch(post(moved))
  expect([response.status, await response.text()]).toEqual([204, ''])
  expect(onMoved.mock.lastCall?.[0]).toEqual(JSON.parse(moved))
  expect(calls()).toEqual([1, 0, 1, 0])
})

test.each([
  ['of an unknown type', unknown, [0, 1, 1, 0]],
  ['known and without a handler', created, [0, 0, 1, 0]],
])('204: an event that is %s is acknowledged', async (_, body, called) => {
  const { receiver, calls } = receiverOf()
  expect((await receiver.fetch(post(body))).status).toBe(204)
  expect(calls()).toEqual(called)
  const bare = createReceiver({ secret, on: {} })
  expect((await bare.fetch(post(body))).status).toBe(204)
})

const json = 'application/json'
const refusals: [number, string, Request][] = [
  [405, 'Method Not Allowed', new Request('http://localhost', { headers: { 'content-type': json } })],
  [
    405,
    'Method Not Allowed',
    new Request('http://localhost', { method: 'PUT', body: moved, headers: signedHeaders(moved) }),
  ],
  [415, 'Unsupported Media Type', post(moved, { ...signedHeaders(moved), 'content-type': 'text/plain' })],
  [
    415,
    'Unsupported Media Type',
    post(moved, { ...signedHeaders(moved), 'content-type': 'application/jsonp' }),
  ],
  [
    415,
    'Unsupported Media Type',
    post(moved, { ...signedHeaders(moved), 'content-type': `${json}; charset=utf-16` }),
  ],
  [
    415,
    'Unsupported Media Type',
    post(moved, { ...signedHeaders(moved), 'content-type': `${json}; profile="a;b"; charset=utf-16` }),
  ],
  [
    415,
    'Unsupported Media Type',
    post(moved, { ...signedHeaders(moved), 'content-type': `${json}; profile="a; charset=utf-16` }),
  ],
  [
    415,
    'Unsupported Media Type',
    post(moved, { ...signedHeaders(moved), 'content-type': `${json}, ${json}` }),
  ],
  [415, 'Unsupported Media Type', post(new TextEncoder().encode(moved), { 'x-promptlayer-signature': 'a' })],
  [415, 'Unsupported Media Type', post(moved, { ...signedHeaders(moved), 'content-encoding': 'gzip' })],
  [413, 'Content Too Large', post(moved.padEnd(2 ** 20 + 1))],
  [413, 'Content Too Large', post(moved, { ...signedHeaders(moved), 'content-length': `${2 ** 20 + 1}` })],
  [401, 'Unauthorized', post(moved, { 'content-type': json })],
  [401, 'Unauthorized', post(moved, signedHeaders(moved, 'other-secret'))],
  [401, 'Unauthorized', post('not json', { 'content-type': json, 'x-promptlayer-signature': 'a' })],
]
test.each(refusals)(
  '%i %s: the caller is told no more, and nobody else anything',
  async (status, title, request) => {
    const { receiver, calls } = receiverOf()
    const response = await receiver.fetch(request)
    expect(response.status).toBe(status)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(response.headers.get('allow')).toBe(status === 405 ? 'POST' : null)
    expect(await response.json()).toEqual({ type: 'about:blank', title, status })
    expect(calls()).toEqual([0, 0, 0, 0])
  },
)

test.each([
  'application/json; charset=utf-8',
  'application/json;charset="UTF-8"',
  'Application/JSON',
  'application/json; profile=a; charset=utf8',
  'application/json; profile="a;charset=x"',
  'application/json; profile="a\\";charset=x"; charset=utf-8',
  'application/cloudevents+json',
  'application/vnd.api+json; charset=utf-8',
])('takes the content type %s', async (contentType) => {
  const { receiver } = receiverOf()
  const response = await receiver.fetch(post(moved, { ...signedHeaders(moved), 'content-type': contentType }))
  expect(response.status).toBe(204)
})

test('takes a body of exactly the limit, in bytes', async () => {
  const body = moved.replace('Hello', 'José 😀')
  const bytes = new TextEncoder().encode(body).length
  expect((await receiverOf({ maxBodyBytes: bytes }).receiver.fetch(post(body))).status).toBe(204)
  expect((await receiverOf({ maxBodyBytes: bytes - 1 }).receiver.fetch(post(body))).status).toBe(413)
})

const notUtf8 = Uint8Array.from([...new TextEncoder().encode(moved.slice(0, -1)), 0xff, 0x7d])
test.each([
  ['no JSON', new TextEncoder().encode('{"event_type": secret-value')],
  ['empty', new Uint8Array()],
  ['not UTF-8', notUtf8],
  ['JSON after a byte order mark', new TextEncoder().encode(`\uFEFF${moved}`)],
])('400: a signed body that is %s', async (_, body) => {
  const { receiver, onError, calls } = receiverOf()
  const headers = { 'content-type': json, 'x-promptlayer-signature': rawSignature(body) }
  const response = await receiver.fetch(post(body, headers))
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({
    title: 'Bad Request',
    issues: [{ path: [], code: 'invalid_json' }],
  })
  expect(onError.mock.lastCall?.[0]).toBeInstanceOf(InvalidEventError)
  expect(calls()).toEqual([0, 0, 0, 1])
  const { 'x-promptlayer-signature': __, ...unsigned } = headers
  expect((await receiver.fetch(post(body, unsigned))).status).toBe(401)
})

test.each([
  ['a known event with wrong details', invalid, ['details', 'prompt_template_id']],
  [
    'an unknown event with a broken envelope',
    unknown.replace('"user_id":1', '"user_id":"secret-value"'),
    ['user_id'],
  ],
])('422: %s, with the issues and without the values', async (_, body, path) => {
  const { receiver, onError, calls } = receiverOf()
  const response = await receiver.fetch(post(body))
  const text = await response.text()
  expect(response.status).toBe(422)
  expect(JSON.parse(text)).toMatchObject({
    title: 'Unprocessable Content',
    status: 422,
    issues: [{ path, code: 'invalid_type' }],
  })
  expect(text).not.toContain('secret-value')
  expect(onError.mock.lastCall?.[0]).toBeInstanceOf(InvalidEventError)
  expect(calls()).toEqual([0, 0, 0, 1])
})

test.each([
  [
    'throws',
    () => {
      throw new Error('secret-value')
    },
  ],
  [
    'rejects',
    async () => {
      throw new Error('secret-value')
    },
  ],
  [
    'throws nothing',
    () => {
      throw undefined
    },
  ],
])('500: a handler, onUnknown or onAny that %s, and the caller does not learn why', async (_, fail) => {
  for (const [body, options] of [
    [moved, { on: { prompt_template_label_moved: fail } }],
    [unknown, { onUnknown: fail }],
    [moved, { onAny: fail }],
    [unknown, { onAny: fail }],
  ] as const) {
    const { receiver, onError } = receiverOf(options)
    const response = await receiver.fetch(post(body))
    expect(await response.json()).toEqual({
      type: 'about:blank',
      title: 'Internal Server Error',
      status: 500,
    })
    expect(onError).toHaveBeenCalledOnce()
    expect(onError.mock.lastCall?.[1].rawBody).toBe(body)
  }
})

test('an onError that fails loses no answer', async () => {
  const log = vi.spyOn(console, 'error').mockReturnValue()
  for (const onError of [
    () => {
      throw new Error('of onError')
    },
    () => Promise.reject(new Error('of onError')),
  ]) {
    const { receiver } = receiverOf({ onError })
    expect((await receiver.fetch(post(invalid))).status).toBe(422)
    expect(log.mock.lastCall).toEqual([new Error('of onError')])
  }
  log.mockRestore()
})

test('without onError what a handler throws is logged, and what is wrong with a delivery is not', async () => {
  const log = vi.spyOn(console, 'error').mockReturnValue()
  const receiver = createReceiver({
    secret,
    on: {
      prompt_template_label_moved: () => {
        throw new Error('of the handler')
      },
    },
  })
  for (const body of [invalid, 'null']) await receiver.fetch(post(body))
  expect(log).not.toHaveBeenCalled()
  await receiver.fetch(post(moved))
  expect(log.mock.calls).toEqual([[new Error('of the handler')]])
  log.mockRestore()
})

test('secret: null takes events from anyone', async () => {
  const { receiver, calls } = receiverOf({ secret: null })
  expect((await receiver.fetch(post(moved, { 'content-type': json }))).status).toBe(204)
  expect(calls()).toEqual([1, 0, 1, 0])
})

test('of a body that streams beyond the limit no more is read', async () => {
  let pulled = 0
  let cancelled = false
  const body = new ReadableStream({
    pull(controller) {
      pulled++
      controller.enqueue(new Uint8Array(1000))
    },
    cancel() {
      cancelled = true
    },
  })
  const { receiver } = receiverOf({ maxBodyBytes: 10_000 })
  const request = new Request('http://localhost', {
    method: 'POST',
    body,
    headers: signedHeaders(moved),
    duplex: 'half',
  } as RequestInit)
  expect((await receiver.fetch(request)).status).toBe(413)
  expect(pulled).toBeLessThan(15)
  expect(cancelled).toBe(true)
})

test('400: a body that fails while it is read', async () => {
  for (const chunk of ['text', 7, undefined]) {
    const body = new ReadableStream({
      start(controller) {
        if (chunk === undefined) controller.error(new Error('gone'))
        else controller.enqueue(chunk)
      },
    })
    const { receiver, calls } = receiverOf()
    const request = new Request('http://localhost', {
      method: 'POST',
      body,
      headers: signedHeaders(moved),
      duplex: 'half',
    } as RequestInit)
    expect((await receiver.fetch(request)).status).toBe(400)
    expect(calls()).toEqual([0, 0, 0, 0])
  }
})

test('500: a request whose body was read before is explained', async () => {
  const { receiver, onError } = receiverOf()
  const read = post(moved)
  await read.json()
  const locked = post(moved)
  locked.body?.getReader()
  for (const request of [read, locked]) {
    const response = await receiver.fetch(request)
    expect(await response.json()).toEqual({
      type: 'about:blank',
      title: 'Internal Server Error',
      status: 500,
    })
    expect(onError.mock.lastCall?.[0].message).toMatch(/raw body.*Express.*Fastify.*Next/)
  }
})
