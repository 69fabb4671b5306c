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

const bytes = (text: string) => Buffer.byteLength(text)
const rawSignature = (body: Uint8Array) => createHmac('sha256', secret).update(body).digest('hex')

test('204: passes an event to its handler', async () => {
  const { receiver, onMoved, calls } = receiverOf()
  const response = await receiver.fetch(post(moved))
  expect([response.status, await response.text()]).toEqual([204, ''])
  expect(onMoved.mock.lastCall?.[0]).toEqual(JSON.parse(moved))
  expect(calls()).toEqual([1, 0, 1, 0])
})

test.each([
  ['of an unknown type', unknown, [0, 1, 1, 0]],
  ['known and without a handler', created, [0, 0, 1, 0]],
])('204: acknowledges an event that is %s', async (_, body, called) => {
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
  '%i %s: the answer says nothing more, and no callback runs',
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
])('accepts the content type %s', async (contentType) => {
  const { receiver } = receiverOf()
  const response = await receiver.fetch(post(moved, { ...signedHeaders(moved), 'content-type': contentType }))
  expect(response.status).toBe(204)
})

test.each([
  ['escaped quotes without a closing quote', `application/json; a="${'\\"'.repeat(300_000)}`],
  ['empty parameters', `application/json${' ;'.repeat(300_000)}"`],
  ['spaces', `application/json;${' '.repeat(300_000)}"`],
  ['parts of a subtype', `application/${'+'.repeat(300_000)}`],
])('415: reads a content type with many %s in linear time', async (_, contentType) => {
  // Anyone can send it, unsigned. A pattern that backtracks takes hours, so the test would time out.
  const { receiver } = receiverOf()
  const result = await receiver.receive({
    method: 'POST',
    body: moved,
    headers: { 'content-type': contentType },
  })
  expect(result.status).toBe(415)
})

test.each(['text/json', 'application/xjson', 'application/json+x', 'application/', '+json'])(
  '415: the content type %s',
  async (contentType) => {
    const request = post(moved, { ...signedHeaders(moved), 'content-type': contentType })
    expect((await receiverOf().receiver.fetch(request)).status).toBe(415)
  },
)

test.each(['identity', 'Identity', ' IDENTITY ', '', 'identity, identity', ' , '])(
  'accepts the content encoding %j',
  async (encoding) => {
    const request = post(moved, { ...signedHeaders(moved), 'content-encoding': encoding })
    expect((await receiverOf().receiver.fetch(request)).status).toBe(204)
  },
)

test('accepts a body of exactly the limit, in bytes', async () => {
  const body = moved.replace('Hello', 'José 😀')
  const bytes = new TextEncoder().encode(body).length
  expect((await receiverOf({ maxBodyBytes: bytes }).receiver.fetch(post(body))).status).toBe(204)
  expect((await receiverOf({ maxBodyBytes: bytes - 1 }).receiver.fetch(post(body))).status).toBe(413)
  // As text, it is shorter than its bytes.
  const delivery = { body, headers: signedHeaders(body) }
  expect((await receiverOf({ maxBodyBytes: bytes }).receiver.receive(delivery)).status).toBe(204)
  expect((await receiverOf({ maxBodyBytes: bytes - 1 }).receiver.receive(delivery)).status).toBe(413)
})

test('the default limit is 1,048,576 bytes', async () => {
  const { receiver } = receiverOf()
  expect((await receiver.fetch(post(moved.padEnd(1_048_576)))).status).toBe(204)
  expect((await receiver.fetch(post(moved.padEnd(1_048_577)))).status).toBe(413)
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
])('500: a handler, onUnknown or onAny that %s, and the answer does not say why', async (_, fail) => {
  for (const [body, options] of [
    [moved, { on: { prompt_template_label_moved: fail } }],
    [unknown, { onUnknown: fail }],
    [moved, { onAny: fail }],
    [unknown, { onAny: fail }],
  ] as const) {
    const { receiver, onError } = receiverOf(options)
    const response = await receiver.fetch(post(body))
    expect([response.status, response.headers.get('retry-after')]).toEqual([500, null])
    expect(await response.json()).toEqual({
      type: 'about:blank',
      title: 'Internal Server Error',
      status: 500,
    })
    expect(onError).toHaveBeenCalledOnce()
    expect(onError.mock.lastCall?.[1].rawBody).toBe(body)
  }
})

test('the sender gets its answer even if onError fails', async () => {
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

test('without onError, errors of handlers are logged and invalid deliveries are not', async () => {
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

test('secret: null accepts unsigned events from anyone', async () => {
  const { receiver, calls } = receiverOf({ secret: null })
  expect((await receiver.fetch(post(moved, { 'content-type': json }))).status).toBe(204)
  expect(calls()).toEqual([1, 0, 1, 0])
})

test('stops reading a stream after the limit', async () => {
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

test('joins chunks that share their memory with others, and leaves it alone', async () => {
  // Small buffers of Node are views into one pool.
  const pool = Buffer.from(moved.repeat(2))
  const body = new ReadableStream({
    start(controller) {
      for (const [from, to] of [
        [0, 50],
        [50, 60],
        [60, bytes(moved)],
      ] as const) {
        controller.enqueue(pool.subarray(from, to))
      }
      controller.close()
    },
  })
  const init = { method: 'POST', body, headers: signedHeaders(moved), duplex: 'half' } as RequestInit
  expect((await receiverOf().receiver.fetch(new Request('http://localhost', init))).status).toBe(204)
  expect(pool.toString()).toBe(moved.repeat(2))
})

test.each<[string, () => Promise<void>]>([
  ['fails', () => Promise.reject(new Error('of cancel'))],
  ['never settles', () => new Promise(() => {})],
])('413: a stream whose cancellation %s does not delay the answer', async (_, cancel) => {
  const rejected = vi.fn()
  process.on('unhandledRejection', rejected)
  const body = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(1000)), cancel })
  const init = { method: 'POST', body, headers: signedHeaders(moved), duplex: 'half' } as RequestInit
  const { receiver } = receiverOf({ maxBodyBytes: 1000 })
  expect((await receiver.fetch(new Request('http://localhost', init))).status).toBe(413)
  await new Promise((resolve) => setImmediate(resolve))
  process.off('unhandledRejection', rejected)
  expect(rejected).not.toHaveBeenCalled()
})

test('the signal aborts when the signal of the Fetch request aborts', async () => {
  const controller = new AbortController()
  const reasons: unknown[] = []
  const { receiver, onMoved } = receiverOf()
  onMoved.mockImplementation((_, { signal }) => {
    controller.abort('gone')
    reasons.push(signal.aborted, signal.reason)
  })
  const init = { method: 'POST', body: moved, headers: signedHeaders(moved), signal: controller.signal }
  await receiver.fetch(new Request('http://localhost', init))
  expect(reasons).toEqual([true, 'gone'])
})

test('400: a body that cannot be read to its end', async () => {
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

test('500: explains what to do when the body was read before', async () => {
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
    expect(onError.mock.lastCall?.[0].message).toMatch(
      /raw body, .* got undefined\..*Hono, Next: await request\.clone\(\)/,
    )
  }
})
