import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  createReceiver,
  type DedupeStore,
  type DeliveryContext,
  type ReceiverOptions,
} from '../../src/receiver/index.js'
import { moved, secret, signedHeaders } from './signed-request.js'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

/** A handler that settles when it is told to, and what it was called with. */
function heldHandler() {
  const calls: { context: DeliveryContext; resolve: () => void; reject: (error: Error) => void }[] = []
  const handler = vi.fn(
    (_: unknown, context: DeliveryContext) =>
      new Promise<void>((resolve, reject) => calls.push({ context, resolve, reject })),
  )
  return { handler, calls }
}

class ClaimStore extends Map<string, string> {
  readonly claim = (key: string): boolean => {
    if (this.has(key)) return false
    this.set(key, 'claimed')
    return true
  }
}

function receiverOf(handler: ReceiverOptions['on']['prompt_template_label_moved'], more = {}) {
  const onError = vi.fn()
  const on = handler ? { prompt_template_label_moved: handler } : {}
  const receiver = createReceiver({ secret, on, onError, ...more })
  const receive = () => receiver.receive({ body: moved, headers: signedHeaders(moved) })
  return { receive, onError, receiver }
}

/** Lets everything that is not waiting for a timer run. */
const turns = () => vi.advanceTimersByTimeAsync(0)

test('by default the answer is 503 after 30 seconds, not before and not later', async () => {
  const { handler, calls } = heldHandler()
  const { receive, onError } = receiverOf(handler)
  const settled = vi.fn()
  receive().then(settled)
  await vi.advanceTimersByTimeAsync(29_999)
  expect(settled).not.toHaveBeenCalled()
  expect(calls[0]?.context.signal.aborted).toBe(false)
  await vi.advanceTimersByTimeAsync(1)
  expect(settled).toHaveBeenCalledWith(expect.objectContaining({ kind: 'failed', status: 503 }))
  expect(calls[0]?.context.signal.aborted).toBe(true)
  expect(onError).toHaveBeenCalledOnce()
  const [error, context] = onError.mock.lastCall ?? []
  expect(error).toMatchObject({ name: 'TimeoutError', message: expect.stringContaining('30000 ms') })
  expect(context).toBe(calls[0]?.context)
  expect(settled.mock.lastCall?.[0].error).toBe(error)
})

test('a signal that is asked for after the time-out is aborted, with the time-out as its reason', async () => {
  const { handler, calls } = heldHandler()
  const { receive, onError } = receiverOf(handler, { handlerTimeoutMs: 10 })
  receive()
  await vi.advanceTimersByTimeAsync(10)
  expect(calls[0]?.context.signal).toMatchObject({ aborted: true, reason: onError.mock.lastCall?.[0] })
})

test('null turns the time-out off', async () => {
  const { handler, calls } = heldHandler()
  const { receive } = receiverOf(handler, { handlerTimeoutMs: null })
  const result = receive()
  await vi.advanceTimersByTimeAsync(24 * 60 * 60_000)
  calls[0]?.resolve()
  expect((await result).kind).toBe('handled')
})

test('what settles in time leaves no timer behind', async () => {
  const { receive } = receiverOf(async () => {})
  expect((await receive()).kind).toBe('handled')
  expect(vi.getTimerCount()).toBe(0)
})

test('an onError that never settles does not hold the answer back for ever', async () => {
  const onError = () => new Promise(() => {})
  const { receive } = receiverOf(() => Promise.reject(new Error('of the handler')), {
    onError,
    handlerTimeoutMs: 10,
  })
  const result = receive()
  await vi.advanceTimersByTimeAsync(10)
  expect((await result).kind).toBe('failed')
})

describe.each<[string, () => DedupeStore]>([
  ['a Map', () => new Map()],
  ['a store with claims', () => new ClaimStore()],
])('with %s', (_, createStore) => {
  test('three retries during one slow success cause exactly one run', async () => {
    const { handler, calls } = heldHandler()
    const { receive, onError } = receiverOf(handler, { dedupe: createStore(), handlerTimeoutMs: 1000 })
    const first = receive()
    await vi.advanceTimersByTimeAsync(1000)
    expect((await first).status).toBe(503)
    // At once: the time-out is not waited for again.
    for (let retry = 1; retry <= 3; retry++) expect((await receive()).status).toBe(503)
    expect(handler).toHaveBeenCalledOnce()
    expect(onError).toHaveBeenCalledOnce()
    calls[0]?.resolve()
    await turns()
    expect((await receive()).kind).toBe('duplicate')
    expect(handler).toHaveBeenCalledOnce()
  })

  test('retries that wait beside the first get 503 with it', async () => {
    const { handler } = heldHandler()
    const { receive } = receiverOf(handler, { dedupe: createStore(), handlerTimeoutMs: 1000 })
    const results = [receive(), receive()]
    await vi.advanceTimersByTimeAsync(1000)
    expect((await Promise.all(results)).map(({ status }) => status)).toEqual([503, 503])
    expect(handler).toHaveBeenCalledOnce()
  })

  test('a late failure lets the next retry run', async () => {
    const { handler, calls } = heldHandler()
    const store = createStore()
    const { receive, onError } = receiverOf(handler, { dedupe: store, handlerTimeoutMs: 1000 })
    const first = receive()
    await vi.advanceTimersByTimeAsync(1000)
    await first
    calls[0]?.reject(new Error('late'))
    await turns()
    expect(onError.mock.calls.map(([{ message }]) => message).at(-1)).toBe('late')
    const second = receive()
    await turns()
    calls[1]?.resolve()
    expect((await second).kind).toBe('handled')
    expect((await receive()).kind).toBe('duplicate')
  })

  test('a handler that never settles blocks its event for five minutes, not for ever', async () => {
    const { handler } = heldHandler()
    const { receive } = receiverOf(handler, { dedupe: new Map(), handlerTimeoutMs: 1000 })
    receive()
    await vi.advanceTimersByTimeAsync(5 * 60_000 - 1)
    expect((await receive()).status).toBe(503)
    expect(handler).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(1)
    receive()
    await turns()
    expect(handler).toHaveBeenCalledTimes(2)
  })

  test('two receivers that share the store run a slow handler once', async () => {
    const { handler, calls } = heldHandler()
    const dedupe = createStore()
    const [one, other] = [0, 1].map(() => receiverOf(handler, { dedupe, handlerTimeoutMs: 1000 }))
    const first = one?.receive()
    await vi.advanceTimersByTimeAsync(1000)
    await first
    expect((await other?.receive())?.status).toBe(503)
    calls[0]?.resolve()
    await turns()
    expect((await other?.receive())?.kind).toBe('duplicate')
    expect(handler).toHaveBeenCalledOnce()
  })
})

test('the claim outlives a long time-out', async () => {
  const claim = vi.fn(() => true)
  const dedupe = { get: () => undefined, set: () => {}, claim }
  const { receive } = receiverOf(() => {}, { dedupe, handlerTimeoutMs: 10 * 60_000 })
  await receive()
  expect(claim).toHaveBeenCalledWith(expect.any(String), 20 * 60_000)
})

test.each(['claim', 'get', 'set', 'delete'] as const)(
  'a store whose %s never settles is answered with 503',
  async (method) => {
    const store: DedupeStore = Object.assign(new ClaimStore(), { [method]: () => new Promise(() => {}) })
    const { receive, onError } = receiverOf(async () => {}, { dedupe: store, handlerTimeoutMs: 1000 })
    const result = receive()
    await vi.advanceTimersByTimeAsync(1000)
    expect((await result).status).toBe(503)
    expect(onError).toHaveBeenCalledOnce()
  },
)
