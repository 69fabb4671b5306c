import Keyv from 'keyv'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createReceiver, type DedupeStore } from '../../src/receiver/index.js'
import { messageHeaders, messageSecret, moved, secret, signedHeaders, unknown } from './signed-request.js'

afterEach(() => {
  vi.useRealTimers()
})

/** A handler that ends when it is told to. */
function heldHandler() {
  const ends: { resolve: () => void; reject: (error: Error) => void }[] = []
  const handler = vi.fn(() => new Promise<void>((resolve, reject) => ends.push({ resolve, reject })))
  return { handler, ends }
}

const receiverOf = (dedupe: DedupeStore, handler: () => unknown, more = {}) => {
  const receiver = createReceiver({ secret, dedupe, on: { prompt_template_label_moved: handler }, ...more })
  return async (body = moved, headers = signedHeaders(body)) =>
    (await receiver.receive({ body, headers })).kind
}

/** A store with an atomic claim, as a database has it. */
class ClaimStore extends Map<string, string> {
  claim(key: string): boolean {
    if (this.has(key)) return false
    Map.prototype.set.call(this, key, 'claimed')
    return true
  }
}

describe.each<[string, () => DedupeStore]>([
  ['a Map', () => new Map()],
  ['a Keyv', () => new Keyv()],
  ['a store with claims', () => new ClaimStore()],
  [
    'a store with claims that cannot be given back',
    () => {
      const store = new ClaimStore()
      return {
        get: (key) => store.get(key),
        set: (key, value) => store.set(key, value),
        claim: (key) => store.claim(key),
      }
    },
  ],
])('with %s', (_, createStore) => {
  test('an event is handled once, however it is spelt', async () => {
    const handler = vi.fn()
    const receive = receiverOf(createStore(), handler)
    expect(await receive()).toBe('handled')
    expect(await receive()).toBe('duplicate')
    expect(await receive(moved.replace(':', ' :'))).toBe('duplicate')
    expect(
      await receive(moved, {
        'x-promptlayer-signature': signedHeaders(moved)['x-promptlayer-signature']?.toUpperCase() ?? '',
      }),
    ).toBe('duplicate')
    expect(handler).toHaveBeenCalledOnce()
    expect(await receive(moved.replace('prod', 'dev'))).toBe('handled')
  })

  test('two at once run the handler once, and the second waits', async () => {
    const { handler, ends } = heldHandler()
    const store = createStore()
    const first = receiverOf(store, handler)()
    await vi.waitFor(() => expect(handler).toHaveBeenCalled())
    // Of another receiver, as where each request makes its own.
    const others = [receiverOf(store, handler)(), receiverOf(store, handler)()]
    const settled = vi.fn()
    for (const other of others) other.then(settled)
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(settled).not.toHaveBeenCalled()
    ends[0]?.resolve()
    expect(await Promise.all([first, ...others])).toEqual(['handled', 'duplicate', 'duplicate'])
    expect(handler).toHaveBeenCalledOnce()
  })

  test('two at once whose handler fails both fail, and it is told once', async () => {
    const { handler, ends } = heldHandler()
    const onError = vi.fn()
    const receive = receiverOf(createStore(), handler, { onError })
    const both = [receive(), receive()]
    await vi.waitFor(() => expect(handler).toHaveBeenCalled())
    ends[0]?.reject(new Error('of the handler'))
    expect(await Promise.all(both)).toEqual(['failed', 'failed'])
    expect([handler.mock.calls.length, onError.mock.calls.length]).toEqual([1, 1])
  })

  test('an ignored event is given to onUnknown once', async () => {
    const onUnknown = vi.fn()
    const receive = receiverOf(createStore(), vi.fn(), { onUnknown })
    expect([await receive(unknown), await receive(unknown)]).toEqual(['ignored', 'duplicate'])
    expect(onUnknown).toHaveBeenCalledOnce()
  })
})

test.each<[string, () => DedupeStore]>([
  ['a Map', () => new Map()],
  ['a store with claims', () => new ClaimStore()],
])('with %s a failed event is not done, and is handled when it comes again', async (_, createStore) => {
  const handler = vi.fn().mockRejectedValueOnce(new Error('of the handler'))
  const receive = receiverOf(createStore(), handler, { onError: () => {} })
  expect([await receive(), await receive(), await receive()]).toEqual(['failed', 'handled', 'duplicate'])
})

test('the key is what is signed: the message id, or what the body says', async () => {
  const store = new Map()
  await receiverOf(store, vi.fn())(moved, { ...signedHeaders(moved), 'webhook-id': 'forged' })
  expect([...store.keys()]).toEqual([expect.stringMatching(/^done:[0-9a-f]{64}$/)])
  const receive = receiverOf(store, vi.fn(), { secret: messageSecret, scheme: 'standard-webhooks' })
  await receive(moved, messageHeaders(moved, { id: 'msg_3' }))
  expect([...store.keys()][1]).toBe('done:msg_3')
})

test('a receiver that takes events from anyone tells duplicates too', async () => {
  const receive = receiverOf(new Map(), vi.fn(), { secret: null })
  expect([
    await receive(moved, {}),
    await receive(moved, { 'x-promptlayer-signature': 'a', 'webhook-id': 'a' }),
  ]).toEqual(['handled', 'duplicate'])
})

test('nothing of an unsigned or unsound delivery reaches the store', async () => {
  const store = { get: vi.fn(), set: vi.fn(), claim: vi.fn(), delete: vi.fn() }
  const receive = receiverOf(store, vi.fn())
  await receive(moved, signedHeaders(unknown))
  await receive('{}')
  // Nor one that nobody is there for.
  await receive(unknown)
  for (const method of Object.values(store)) expect(method).not.toHaveBeenCalled()
})

describe('claims', () => {
  test('are taken before the look-up, and given back after what is done is written down', async () => {
    const calls: string[] = []
    const log =
      (name: string, answer: unknown) =>
      (key: string, ...more: unknown[]) => {
        calls.push([name, key.split(':')[0], more.at(-1)].join(' ').trimEnd())
        return answer
      }
    const store: DedupeStore = {
      claim: log('claim', true) as () => boolean,
      get: log('get', null),
      set: log('set', true),
      delete: log('delete', true),
    }
    await receiverOf(store, () => calls.push('handler'))()
    expect(calls).toEqual([
      `claim claim ${5 * 60_000}`,
      'get done',
      'handler',
      `set done ${7 * 24 * 60 * 60_000}`,
      'delete claim',
    ])
  })

  test('of another process: 503 until it is done', async () => {
    const store = new ClaimStore()
    const handler = vi.fn()
    const receiver = createReceiver({ secret, dedupe: store, on: { prompt_template_label_moved: handler } })
    await receiver.receive({ body: moved, headers: signedHeaders(moved) })
    const [done = ''] = store.keys()
    const claim = done.replace('done:', 'claim:')
    store.delete(done)
    store.claim(claim)
    const response = await receiver.fetch(
      new Request('http://localhost', { method: 'POST', body: moved, headers: signedHeaders(moved) }),
    )
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5'])
    expect(await response.json()).toEqual({ type: 'about:blank', title: 'Service Unavailable', status: 503 })
    store.set(done, 'done')
    expect((await receiver.receive({ body: moved, headers: signedHeaders(moved) })).kind).toBe('duplicate')
    // It is still the other's claim.
    expect(store.has(claim)).toBe(true)
    expect(handler).toHaveBeenCalledOnce()
  })

  test('that ran out while the handler ran are not given back', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const store = new ClaimStore()
    const remove = vi.spyOn(store, 'delete')
    await receiverOf(store, () => vi.setSystemTime(Date.now() + 5 * 60_000))()
    expect(remove).not.toHaveBeenCalled()
  })
})

describe('a store that fails', () => {
  const failing = (method: keyof DedupeStore) => {
    const remove = vi.fn()
    const store: DedupeStore = Object.assign(new ClaimStore(), {
      delete: remove,
      [method]: () => Promise.reject(new Error(`of ${method}`)),
    })
    const handler = vi.fn()
    const onError = vi.fn()
    return { receive: receiverOf(store, handler, { onError }), handler, onError, remove }
  }

  test.each(['claim', 'get'] as const)(
    'at %s: the event is not handled, and must come again',
    async (method) => {
      const { receive, handler, onError, remove } = failing(method)
      expect(await receive()).toBe('failed')
      // What was not claimed is not given back.
      expect(remove).toHaveBeenCalledTimes(method === 'claim' ? 0 : 1)
      expect(handler).not.toHaveBeenCalled()
      expect(onError.mock.calls.map(([error]) => error.message)).toEqual([`of ${method}`])
    },
  )

  test.each(['set', 'delete'] as const)(
    'at %s: the event is handled, and need not come again',
    async (method) => {
      const { receive, handler, onError } = failing(method)
      expect(await receive()).toBe('handled')
      expect(handler).toHaveBeenCalledOnce()
      expect(onError.mock.calls.map(([error]) => error.message)).toEqual([`of ${method}`])
    },
  )
})

test('a Keyv forgets what has run out', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const receive = receiverOf(new Keyv(), vi.fn())
  expect(await receive()).toBe('handled')
  vi.setSystemTime(Date.now() + 7 * 24 * 60 * 60_000 - 1000)
  expect(await receive()).toBe('duplicate')
  vi.setSystemTime(Date.now() + 2000)
  expect(await receive()).toBe('handled')
})
