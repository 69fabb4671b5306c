import { getEventListeners } from 'node:events'
import { expect, test, vi } from 'vitest'
import { createReceiver, type DeliveryContext } from '../../src/receiver/index.js'
import { signPayload } from '../../src/signature/index.js'
import {
  invalid,
  messageHeaders,
  messageSecret,
  moved,
  secret,
  signedHeaders,
  unknown,
} from './signed-request.js'

const signature = signPayload(moved, secret)

test('returns the outcome of a delivery', async () => {
  const error = new Error('of the handler')
  const onError = vi.fn()
  const on = { prompt_template_label_moved: vi.fn() }
  const receiver = createReceiver({ secret, on, onError, dedupe: new Map() })
  const receive = (body: string, headers = signedHeaders(body)) => receiver.receive({ body, headers })

  on.prompt_template_label_moved.mockRejectedValueOnce(error)
  expect(await receive(moved)).toEqual({
    kind: 'failed',
    status: 500,
    problem: { type: 'about:blank', title: 'Internal Server Error', status: 500 },
    error,
  })
  const event = JSON.parse(moved)
  expect(await receive(moved)).toEqual({ kind: 'handled', status: 204, event })
  expect(await receive(moved)).toEqual({ kind: 'duplicate', status: 204, event })
  expect(await receive(unknown)).toEqual({ kind: 'ignored', status: 204, event: JSON.parse(unknown) })
  expect(await receive(invalid)).toMatchObject({
    kind: 'refused',
    status: 422,
    problem: { issues: [{ code: 'invalid_type' }] },
  })
  expect(await receive(moved, signedHeaders(unknown))).toEqual({
    kind: 'refused',
    status: 401,
    problem: { type: 'about:blank', title: 'Unauthorized', status: 401 },
  })
})

test.each<[string, Parameters<ReturnType<typeof createReceiver>['receive']>[0]['headers']]>([
  ['an object', { 'x-promptlayer-signature': signature }],
  ['an object of another case', { 'X-PromptLayer-Signature': signature, 'Content-Type': 'application/json' }],
  ['an object of lists', { 'X-PromptLayer-Signature': [signature], other: undefined }],
  ['a Headers', new Headers({ 'x-promptlayer-signature': signature })],
  ['a Map', new Map([['X-PromptLayer-Signature', signature]])],
  ['pairs', [['X-PromptLayer-Signature', signature]]],
  ['an object with upper-case hex', { 'x-promptlayer-signature': signature.toUpperCase() }],
])('accepts headers as %s, and a body as text, as bytes or from a reader', async (_, headers) => {
  const receiver = createReceiver({ secret, on: {} })
  const bytes = new TextEncoder().encode(moved)
  for (const body of [moved, bytes, Buffer.from(moved), async () => bytes, async () => moved]) {
    expect((await receiver.receive({ body, headers })).status).toBe(204)
  }
})

test('a content type is checked if present, and required with a method', async () => {
  const receiver = createReceiver({ secret, on: {} })
  const headers = { 'x-promptlayer-signature': signature }
  expect((await receiver.receive({ body: moved, headers })).status).toBe(204)
  expect(
    (await receiver.receive({ body: moved, headers: { ...headers, 'Content-Type': 'text/plain' } })).status,
  ).toBe(415)
  expect((await receiver.receive({ body: moved, headers, method: 'POST' })).status).toBe(415)
  expect((await receiver.receive({ body: moved, headers, method: 'GET' })).status).toBe(405)
  expect((await receiver.receive({ body: moved.padEnd(2 ** 20 + 1), headers })).status).toBe(413)
})

test.each<[string, unknown]>([
  ['an object', JSON.parse(moved)],
  ['nothing', undefined],
  ['null', null],
  ['an array', []],
])('explains what to do with a parsed body (%s), and calls no handler', async (_, parsed) => {
  const onError = vi.fn()
  const on = { prompt_template_label_moved: vi.fn() }
  const receiver = createReceiver({ secret: null, on, onError })
  for (const body of [parsed as string, async () => parsed]) {
    const result = await receiver.receive({ body, headers: {} })
    expect(result).toMatchObject({ kind: 'failed', status: 500, error: expect.any(TypeError) })
    expect(onError.mock.lastCall?.[0].message).toMatch(/^body: expected the raw body.*express\.raw/)
    expect(onError.mock.lastCall?.[1]).toBeUndefined()
  }
  expect(on.prompt_template_label_moved).not.toHaveBeenCalled()
})

test('the reader can be a method', async () => {
  class Message {
    readonly headers = signedHeaders(moved)
    readonly #text = moved
    async body() {
      return this.#text
    }
  }
  expect((await createReceiver({ secret, on: {} }).receive(new Message())).status).toBe(204)
})

test('the reader gets the limit, and is not called if the headers are refused', async () => {
  const receiver = createReceiver({ secret, on: {}, maxBodyBytes: 1000 })
  const body = vi.fn(async () => moved)
  for (const headers of [
    { 'content-length': '1001' },
    { 'content-type': 'text/plain' },
    { 'content-encoding': 'br' },
  ]) {
    expect((await receiver.receive({ body, headers })).kind).toBe('refused')
  }
  expect(body).not.toHaveBeenCalled()
  await receiver.receive({ body, headers: { 'content-length': '1000' } })
  expect(body.mock.calls).toEqual([[1000]])
})

test('the context describes the delivery', async () => {
  let context: DeliveryContext | undefined
  const keep = (_: unknown, given: DeliveryContext) => {
    context = given
  }
  const on = { prompt_template_label_moved: keep }
  const receiver = createReceiver({ secret, on })
  const before = Date.now()
  await receiver.receive({
    body: moved,
    headers: { 'X-PromptLayer-Signature': signature, 'X-Request-Id': 'a' },
  })
  expect(context?.rawBody).toBe(moved)
  expect(context?.headers.get('x-Request-id')).toBe('a')
  expect(context?.headers.get('other')).toBeNull()
  const names: string[] = []
  context?.headers.forEach((value, name) => {
    names.push(`${name}=${value.length}`)
  })
  expect(names).toEqual(['x-promptlayer-signature=64', 'x-request-id=1'])
  expect(context?.receivedAt.getTime()).toBeGreaterThanOrEqual(before)
  expect(context?.signal.aborted).toBe(false)
  const first = context?.deliveryId

  // Another spelling of the same JSON, which the same signature covers.
  await receiver.receive({
    body: moved.replace(':', ' : '),
    headers: { 'x-promptlayer-signature': signature, 'webhook-id': 'forged' },
  })
  expect(context?.deliveryId).toBe(first)
  expect(context?.signal.aborted).toBe(false)
  await receiver.receive({
    body: moved.replace('prod', 'dev'),
    headers: signedHeaders(moved.replace('prod', 'dev')),
  })
  expect(context?.deliveryId).not.toBe(first)
  expect(first).toMatch(/^[0-9a-f]{64}$/)

  const byMessage = createReceiver({ secret: messageSecret, scheme: 'standard-webhooks', on })
  await byMessage.receive({ body: moved, headers: messageHeaders(moved, { id: 'msg_7' }) })
  expect(context?.deliveryId).toBe('msg_7')
})

test.each(['before', 'while'])(
  'a signal that aborts %s the handler runs passes its reason on',
  async (when) => {
    const controller = new AbortController()
    const reason = new Error('shutdown')
    let signal: AbortSignal | undefined
    const abort = (_: unknown, context: DeliveryContext) => {
      signal = context.signal
      controller.abort(reason)
    }
    const receiver = createReceiver({ secret, on: { prompt_template_label_moved: abort } })
    if (when === 'before') controller.abort(reason)
    await receiver.receive({ body: moved, headers: signedHeaders(moved), signal: controller.signal })
    expect(signal).toMatchObject({ aborted: true, reason })
  },
)

test('leaves no listener on a signal that many deliveries share', async () => {
  const { signal } = new AbortController()
  const [add, remove] = [vi.spyOn(signal, 'addEventListener'), vi.spyOn(signal, 'removeEventListener')]
  const receiver = createReceiver({
    secret,
    onError: () => {},
    on: {
      prompt_template_label_moved: (_, context) => {
        if (!context.signal.aborted) throw new Error('of the handler')
      },
    },
  })
  for (let times = 0; times < 3; times++) {
    await receiver.receive({ body: moved, headers: { 'x-promptlayer-signature': signature }, signal })
  }
  expect(add).toHaveBeenCalledTimes(3)
  expect(remove.mock.calls).toEqual(add.mock.calls)
})

test.each([
  ['the event is invalid', invalid],
  ['a handler reads the signal for the first time after the answer', moved],
])('leaves no listener on it either if %s', async (_, body) => {
  const { signal } = new AbortController()
  let context: DeliveryContext | undefined
  const receiver = createReceiver({
    secret,
    on: {
      prompt_template_label_moved: (_, given) => {
        context = given
      },
    },
    onError(_, given) {
      context = given
      expect(given?.signal.aborted).toBe(false)
    },
  })
  await receiver.receive({ body, headers: signedHeaders(body), signal })
  expect(context?.signal.aborted).toBe(false)
  expect(getEventListeners(signal, 'abort')).toEqual([])
})

test('a body without a canonical text has an id', async () => {
  const deep = moved.replace('{', `{"extra":${'['.repeat(2000)}${']'.repeat(2000)},`)
  const ids: string[] = []
  const receiver = createReceiver({
    secret: null,
    on: { prompt_template_label_moved: (_, { deliveryId }) => ids.push(deliveryId) },
  })
  // Lone surrogates have no UTF-8 bytes.
  for (const label of ['prod', 'prod', 'dev', '\ud800', '\ud801']) {
    const body = deep.replace('prod', label)
    expect((await receiver.receive({ body, headers: {} })).kind).toBe('handled')
  }
  expect(new Set(ids).size).toBe(4)
  expect(ids[0]).toBe(ids[1])
})
