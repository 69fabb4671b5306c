import { afterEach, expect, test, vi } from 'vitest'
import { createReceiver, type ReceiverOptions } from '../../src/receiver/index.js'
import { messageHeaders, messageSecret, moved, post, secret, signedHeaders } from './signed-request.js'

afterEach(() => vi.restoreAllMocks())

test('it is called for each delivery, without arguments, and not when the receiver is created', async () => {
  const current = vi.fn(() => secret)
  const receiver = createReceiver({ secret: current, on: {} })
  expect(current).not.toHaveBeenCalled()
  for (const status of [204, 401]) {
    const body = status === 204 ? post(moved) : post(moved, signedHeaders(moved, 'other'))
    expect((await receiver.fetch(body)).status).toBe(status)
  }
  expect(current.mock.calls).toEqual([[], []])
  // A delivery that its head refuses needs no secret.
  expect((await receiver.fetch(post(moved, { 'content-type': 'text/plain' }))).status).toBe(415)
  expect(current).toHaveBeenCalledTimes(2)
})

test('secrets rotate without a restart', async () => {
  let secrets: string | string[] = 'old'
  const receiver = createReceiver({ secret: () => secrets, on: {} })
  const statusOf = async (key: string) =>
    (await receiver.fetch(post(moved, signedHeaders(moved, key)))).status
  expect([await statusOf('old'), await statusOf('new')]).toEqual([204, 401])
  secrets = ['new', 'old']
  expect([await statusOf('old'), await statusOf('new')]).toEqual([204, 204])
  secrets = 'new'
  expect([await statusOf('old'), await statusOf('new')]).toEqual([401, 204])
})

test.each(['standard-webhooks', 'both'] as const)('the scheme %s', async (scheme) => {
  const receiver = createReceiver({ secret: () => messageSecret, scheme, on: {} })
  const headers = { ...signedHeaders(moved, messageSecret), ...messageHeaders(moved) }
  expect((await receiver.receive({ body: moved, headers })).kind).toBe('ignored')
  const wrong = { ...headers, 'webhook-signature': 'v1,a' }
  expect((await receiver.receive({ body: moved, headers: wrong })).status).toBe(401)
})

const rejected = () => Promise.reject(new Error('own'))
test.each<[string, unknown, RegExp, Partial<ReceiverOptions>?]>([
  ['undefined', undefined, /^secret: expected a string, got undefined/],
  ['null', null, /^secret: expected a string, got null/],
  ['an empty text', '', /^secret: empty/],
  ['an empty list', [], /^secret: .*empty list/],
  ['a hole in a list', [secret, undefined], /^secret\[1\]: expected a string, got undefined/],
  ['a promise', Promise.resolve(secret), /^secret: expected a string, got a promise/],
  ['a function', () => secret, /^secret: expected a string, got a function/],
  ['white space around it', `${secret}\n`, /^secret: has white space/],
  ['quotes around it', `"${secret}"`, /^secret: has quotes/],
  ['the text undefined', 'undefined', /^secret: is the text "undefined"/],
  ['a secret of another scheme', 'no base64!', /^secret: expected whsec_/, { scheme: 'standard-webhooks' }],
  ['no secret of both schemes', secret, /^secret: .*whsec_/, { scheme: 'both' }],
])('%s: 500 through onError, never unsigned, never 401', async (_, value, message, options) => {
  const onError = vi.fn()
  const onRefused = vi.fn()
  const handler = vi.fn()
  const receiver = createReceiver({
    ...options,
    secret: () => value as string,
    on: { prompt_template_label_moved: handler },
    onError,
    onRefused,
  })
  for (const headers of [
    signedHeaders(moved),
    messageHeaders(moved),
    { 'content-type': 'application/json' },
  ]) {
    const response = await receiver.fetch(post(moved, headers))
    expect(response.status).toBe(500)
    expect(await response.text()).not.toContain('secret')
    const [error, context] = onError.mock.lastCall ?? []
    expect(error).toBeInstanceOf(TypeError)
    expect(error.message).toMatch(message)
    expect(error.message).not.toContain(secret)
    expect(context).toBeUndefined()
  }
  expect(handler).not.toHaveBeenCalled()
  expect(onRefused).not.toHaveBeenCalled()
})

test('a function that throws: 500, and onError gets what it threw', async () => {
  const error = vi.spyOn(console, 'error').mockReturnValue()
  const thrown = new Error('own')
  const receiver = createReceiver({
    secret: () => {
      throw thrown
    },
    on: {},
  })
  expect((await receiver.fetch(post(moved))).status).toBe(500)
  expect(error).toHaveBeenCalledExactlyOnceWith(thrown)
})

test('a promise that rejects does not end the process', async () => {
  const unhandled = vi.fn()
  process.on('unhandledRejection', unhandled)
  try {
    const receiver = createReceiver({ secret: rejected as never, on: {}, onError: () => {} })
    expect((await receiver.fetch(post(moved))).status).toBe(500)
    for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve))
    expect(unhandled).not.toHaveBeenCalled()
  } finally {
    process.off('unhandledRejection', unhandled)
  }
})

test('the scheme is checked when the receiver is created', () => {
  expect(() => createReceiver({ secret: () => secret, scheme: 'toString' as never, on: {} })).toThrow(
    /^scheme:/,
  )
})
