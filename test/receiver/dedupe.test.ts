import Keyv from 'keyv'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createReceiver, type DedupeStore } from '../../src/receiver/index.js'
import { messageHeaders, messageSecret, moved, secret, signedHeaders, unknown } from './signed-request.js'

afterEach(() => {
  vi.useRealTimers()
})

/** A handler that settles when the test settles it. */
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

/** A store with an atomic claim, like a database. */
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
    'a store with claims but without delete',
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
  test('an event is handled once, whatever its JSON spelling', async () => {
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

  test('simultaneous deliveries run the handler once, and the others wait', async () => {
    const { handler, ends } = heldHandler()
    const store = createStore()
    const first = receiverOf(store, handler)()
    await vi.waitFor(() => expect(handler).toHaveBeenCalled())
    // By other receivers, as if each request created its own.
    const others = [receiverOf(store, handler)(), receiverOf(store, handler)()]
    const settled = vi.fn()
    for (const other of others) other.then(settled)
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(settled).not.toHaveBeenCalled()
    ends[0]?.resolve()
    expect(await Promise.all([first, ...others])).toEqual(['handled', 'duplicate', 'duplicate'])
    expect(handler).toHaveBeenCalledOnce()
  })

  test('simultaneous deliveries whose handler fails all fail, and the error is reported once', async () => {
    const { handler, ends } = heldHandler()
    const onError = vi.fn()
    const receive = receiverOf(createStore(), handler, { onError })
    const both = [receive(), receive()]
    await vi.waitFor(() => expect(handler).toHaveBeenCalled())
    ends[0]?.reject(new Error('of the handler'))
    expect(await Promise.all(both)).toEqual(['failed', 'failed'])
    expect([handler.mock.calls.length, onError.mock.calls.length]).toEqual([1, 1])
  })

  test('onUnknown gets a repeated event once', async () => {
    const onUnknown = vi.fn()
    const receive = receiverOf(createStore(), vi.fn(), { onUnknown })
    expect([await receive(unknown), await receive(unknown)]).toEqual(['ignored', 'duplicate'])
    expect(onUnknown).toHaveBeenCalledOnce()
  })
})

test.each<[string, () => DedupeStore]>([
  ['a Map', () => new Map()],
  ['a store with claims', () => new ClaimStore()],
])('with %s a failed event is handled when it is delivered again', async (_, createStore) => {
  const handler = vi.fn().mockRejectedValueOnce(new Error('of the handler'))
  const receive = receiverOf(createStore(), handler, { onError: () => {} })
  expect([await receive(), await receive(), await receive()]).toEqual(['failed', 'handled', 'duplicate'])
})

test('the key comes from signed content: the message id or the body', async () => {
  const store = new Map()
  await receiverOf(store, vi.fn())(moved, { ...signedHeaders(moved), 'webhook-id': 'forged' })
  expect([...store.keys()]).toEqual([expect.stringMatching(/^done:[0-9a-f]{64}$/)])
  const receive = receiverOf(store, vi.fn(), { secret: messageSecret, scheme: 'standard-webhooks' })
  await receive(moved, messageHeaders(moved, { id: 'msg_3' }))
  expect([...store.keys()][1]).toBe('done:msg_3')
})

test('a receiver without a secret detects duplicates too', async () => {
  const receive = receiverOf(new Map(), vi.fn(), { secret: null })
  expect([
    await receive(moved, {}),
    await receive(moved, { 'x-promptlayer-signature': 'a', 'webhook-id': 'a' }),
  ]).toEqual(['handled', 'duplicate'])
})

test('unsigned and invalid deliveries do not reach the store', async () => {
  const store = { get: vi.fn(), set: vi.fn(), claim: vi.fn(), delete: vi.fn() }
  const receive = receiverOf(store, vi.fn())
  await receive(moved, signedHeaders(unknown))
  await receive('{}')
  // Nor does an event without a handler.
  await receive(unknown)
  for (const method of Object.values(store)) expect(method).not.toHaveBeenCalled()
})

describe('claims', () => {
  test('are taken before the lookup, and released after the mark is written', async () => {
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

  test('of another process give 503 until it is done', async () => {
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
    // The claim still belongs to the other process.
    expect(store.has(claim)).toBe(true)
    expect(handler).toHaveBeenCalledOnce()
  })

  test.each([
    ['OK', 'a string'],
    [1, 'a number'],
    [{}, 'an object'],
    [null, 'null'],
    [undefined, 'undefined'],
  ])('are not held if claim returns %j: onError gets a TypeError', async (answer, got) => {
    const handler = vi.fn()
    const onError = vi.fn()
    const remove = vi.fn()
    for (const claim of [() => answer, async () => answer]) {
      const receiver = createReceiver({
        secret,
        dedupe: { get: () => null, set: () => {}, claim: claim as () => boolean, delete: remove },
        on: { prompt_template_label_moved: handler },
        onError,
      })
      const { status } = await receiver.receive({ body: moved, headers: signedHeaders(moved) })
      expect(status).toBe(500)
      expect(onError.mock.lastCall?.[0]).toEqual(
        new TypeError(`dedupe.claim: expected true or false, got ${got}`),
      )
    }
    expect(handler).not.toHaveBeenCalled()
    // Another process may hold it.
    expect(remove).not.toHaveBeenCalled()
  })

  test('that expire while the handler runs are not released', async () => {
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
    'at %s: the event is not handled, and the sender retries',
    async (method) => {
      const { receive, handler, onError, remove } = failing(method)
      expect(await receive()).toBe('failed')
      // A claim that failed is not released.
      expect(remove).toHaveBeenCalledTimes(method === 'claim' ? 0 : 1)
      expect(handler).not.toHaveBeenCalled()
      expect(onError.mock.calls.map(([error]) => error.message)).toEqual([`of ${method}`])
    },
  )

  test.each(['set', 'delete'] as const)('at %s: the event counts as handled', async (method) => {
    const { receive, handler, onError } = failing(method)
    expect(await receive()).toBe('handled')
    expect(handler).toHaveBeenCalledOnce()
    expect(onError.mock.calls.map(([error]) => error.message)).toEqual([`of ${method}`])
  })
})

test('a Keyv with throwOnErrors: while its storage fails, no event is handled', async () => {
  const store = new Map()
  const down = new Error('down')
  const get = vi.spyOn(store, 'get').mockImplementation(() => {
    throw down
  })
  const [handler, onError] = [vi.fn(), vi.fn()]
  const receive = receiverOf(new Keyv({ store, throwOnErrors: true }), handler, { onError })
  expect(await receive()).toBe('failed')
  expect(onError).toHaveBeenCalledWith(down, expect.anything())
  expect(handler).not.toHaveBeenCalled()
  get.mockRestore()
  expect(await receive()).toBe('handled')
})

test('a Keyv forgets expired marks', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const receive = receiverOf(new Keyv(), vi.fn())
  expect(await receive()).toBe('handled')
  vi.setSystemTime(Date.now() + 7 * 24 * 60 * 60_000 - 1000)
  expect(await receive()).toBe('duplicate')
  vi.setSystemTime(Date.now() + 2000)
  expect(await receive()).toBe('handled')
})
