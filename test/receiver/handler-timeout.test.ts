import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import {
  createReceiver,
  type DedupeStore,
  type DeliveryContext,
  type ReceiverOptions,
} from '../../src/receiver/index.js'
import { invalid, moved, secret, signedHeaders } from './signed-request.js'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

/** A handler that settles when the test settles it, and its calls. */
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

/** Runs everything that does not wait for a timer. */
const turns = () => vi.advanceTimersByTimeAsync(0)

test('by default the answer is 503 after exactly 30 seconds', async () => {
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

test('a signal that is first read after the timeout is aborted, with the timeout as its reason', async () => {
  const { handler, calls } = heldHandler()
  const { receive, onError } = receiverOf(handler, { handlerTimeoutMs: 10 })
  receive()
  await vi.advanceTimersByTimeAsync(10)
  expect(calls[0]?.context.signal).toMatchObject({ aborted: true, reason: onError.mock.lastCall?.[0] })
})

test('null disables the timeout', async () => {
  const { handler, calls } = heldHandler()
  const { receive } = receiverOf(handler, { handlerTimeoutMs: null })
  const result = receive()
  await vi.advanceTimersByTimeAsync(24 * 60 * 60_000)
  calls[0]?.resolve()
  expect((await result).kind).toBe('handled')
})

test('a handler that settles in time leaves no timer behind', async () => {
  const { receive } = receiverOf(async () => {})
  expect((await receive()).kind).toBe('handled')
  expect(vi.getTimerCount()).toBe(0)
})

test('an onError that rejects leaves no timer behind', async () => {
  const log = vi.spyOn(console, 'error').mockReturnValue()
  onTestFinished(() => log.mockRestore())
  const fail = () => Promise.reject(new Error('of the handler'))
  const { receive } = receiverOf(fail, { onError: fail })
  expect((await receive()).kind).toBe('failed')
  expect(vi.getTimerCount()).toBe(0)
})

test('an onError that never settles delays the answer by the timeout at most', async () => {
  const onError = () => new Promise(() => {})
  const { receive } = receiverOf(() => Promise.reject(new Error('of the handler')), {
    onError,
    handlerTimeoutMs: 10,
  })
  const result = receive()
  await vi.advanceTimersByTimeAsync(10)
  expect((await result).kind).toBe('failed')
})

test('an onError that never settles delays a refusal by the timeout at most', async () => {
  const { receiver } = receiverOf(() => {}, { onError: () => new Promise(() => {}), handlerTimeoutMs: 10 })
  const result = receiver.receive({ body: invalid, headers: signedHeaders(invalid) })
  await vi.advanceTimersByTimeAsync(10)
  expect((await result).status).toBe(422)
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
    // At once, without another timeout.
    for (let retry = 1; retry <= 3; retry++) expect((await receive()).status).toBe(503)
    expect(handler).toHaveBeenCalledOnce()
    expect(onError).toHaveBeenCalledOnce()
    calls[0]?.resolve()
    await turns()
    expect((await receive()).kind).toBe('duplicate')
    expect(handler).toHaveBeenCalledOnce()
  })

  test('retries that wait for the first delivery get 503 when it does', async () => {
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

  test('a handler that never settles blocks its event for five minutes', async () => {
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

  test('a handler that settles after its claim does not interfere with the next run', async () => {
    const { handler, calls } = heldHandler()
    const { receive } = receiverOf(handler, { dedupe: new Map(), handlerTimeoutMs: 1000 })
    receive()
    await vi.advanceTimersByTimeAsync(5 * 60_000)
    receive()
    await turns()
    expect(handler).toHaveBeenCalledTimes(2)
    calls[0]?.reject(new Error('late'))
    await turns()
    // The second run still holds the event.
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

test('a delivery that waits for another receiver’s handler has its own limit', async () => {
  const { handler } = heldHandler()
  const dedupe = new Map()
  const patient = receiverOf(handler, { dedupe, handlerTimeoutMs: null })
  const strict = receiverOf(handler, { dedupe, handlerTimeoutMs: 1000 })
  patient.receive()
  await turns()
  const settled = vi.fn()
  strict.receive().then(settled)
  await vi.advanceTimersByTimeAsync(1000)
  expect(settled).toHaveBeenCalledWith(expect.objectContaining({ kind: 'failed', status: 503 }))
  expect(handler).toHaveBeenCalledOnce()
})

test('a claim that ran out before the handler started runs no handler', async () => {
  const { handler } = heldHandler()
  const store = Object.assign(new ClaimStore(), {
    get: () => new Promise((resolve) => setTimeout(() => resolve(undefined), 5 * 60_000)),
  })
  const { receive } = receiverOf(handler, { dedupe: store, handlerTimeoutMs: null })
  const result = receive()
  await vi.advanceTimersByTimeAsync(5 * 60_000)
  expect((await result).status).toBe(503)
  expect(handler).not.toHaveBeenCalled()
})

test('the claim lasts twice as long as a long timeout', async () => {
  const claim = vi.fn(() => true)
  const dedupe = { get: () => undefined, set: () => {}, claim }
  const { receive } = receiverOf(() => {}, { dedupe, handlerTimeoutMs: 10 * 60_000 })
  await receive()
  expect(claim).toHaveBeenCalledWith(expect.any(String), 20 * 60_000)
})

test.each(['claim', 'get', 'set', 'delete'] as const)(
  'the answer is 503 if %s of the store never settles',
  async (method) => {
    const store: DedupeStore = Object.assign(new ClaimStore(), { [method]: () => new Promise(() => {}) })
    const { receive, onError } = receiverOf(async () => {}, { dedupe: store, handlerTimeoutMs: 1000 })
    const result = receive()
    await vi.advanceTimersByTimeAsync(1000)
    expect((await result).status).toBe(503)
    expect(onError).toHaveBeenCalledOnce()
  },
)
