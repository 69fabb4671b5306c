import { setImmediate } from 'node:timers/promises'
import { type BentoStore, bentostore } from 'bentocache'
import { memoryDriver } from 'bentocache/drivers/memory'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { catalog } from '../../src/generated/catalog.js'
import { createPromptCache, type PromptCacheOptions, type PromptRead } from '../../src/prompt-cache/index.js'

const { example: renamed } = catalog.prompt_template_name_changed
const { example: moved } = catalog.prompt_template_label_moved

/** A shared store in memory. It can hold writes back, or fail. */
class Store {
  readonly entries = new Map<string, string>()
  readonly ttls = new Map<string, number | undefined>()
  readonly held: (() => void)[] = []
  holds = false
  fails = false
  disconnected = 0

  readonly #driver = {
    type: 'l2' as const,
    get: async (key: string) => {
      await this.#access()
      return this.entries.get(key)
    },
    set: async (key: string, value: string, ttl?: number) => {
      await this.#access()
      if (this.holds) await new Promise<void>((resolve) => this.held.push(resolve))
      this.entries.set(key, value)
      this.ttls.set(key, ttl)
      return true
    },
    delete: async (key: string) => {
      await this.#access()
      if (this.holds) await new Promise<void>((resolve) => this.held.push(resolve))
      return this.entries.delete(key)
    },
    clear: async () => {
      await this.#access()
      if (this.holds) await new Promise<void>((resolve) => this.held.push(resolve))
      this.entries.clear()
    },
    disconnect: async () => {
      await setImmediate()
      this.disconnected++
    },
    pull: async () => undefined,
    has: async () => false,
    deleteMany: async () => true,
    getKey: (key: string) => key,
    namespace: () => this.#driver,
  }

  async #access(): Promise<void> {
    await setImmediate()
    if (this.fails) throw new Error('the store is down')
  }

  create(): BentoStore {
    return bentostore().useL2Layer({ options: {}, factory: () => this.#driver as never })
  }
}

let store: Store
beforeEach(() => {
  store = new Store()
})
afterEach(() => {
  vi.useRealTimers()
})

function create(options: Partial<PromptCacheOptions<object>> = {}) {
  const load = vi.fn(async ({ name }: PromptRead) => ({ text: `${name} ${load.mock.calls.length}` }))
  const times = { ttlMs: 1000, staleIfErrorMs: 4000 }
  return { load, cache: createPromptCache({ load, store: store.create(), ...times, ...options }) }
}

const layers: [string, () => BentoStore][] = [
  ['alone', () => store.create()],
  ['behind a memory', () => store.create().useL1Layer(memoryDriver({ maxItems: 100 }))],
]

/** Whether a promise has settled a few turns later. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false
  const settle = () => {
    settled = true
  }
  promise.then(settle, settle)
  for (let turn = 0; turn < 20; turn++) await setImmediate()
  return settled
}

describe('apply', () => {
  test('resolves once every mark is written, and not before', async () => {
    const { cache } = create()
    store.holds = true
    const applied = cache.apply(renamed)
    while (store.held.length < 2) await setImmediate()
    expect(await isSettled(applied)).toBe(false)
    store.held[0]?.()
    expect(await isSettled(applied)).toBe(false)
    store.held[1]?.()
    await applied
  })

  test.each(layers)('rejects if the store fails, %s', async (_, createStore) => {
    const { cache } = create({ store: createStore() })
    store.fails = true
    await expect(cache.apply(moved)).rejects.toThrow('L2 cache')
  })
})

describe('clear', () => {
  test('resolves once the store is empty, and not before', async () => {
    const { cache } = create()
    await cache.get({ name: 'Hello' })
    store.holds = true
    const cleared = cache.clear()
    while (store.held.length < 1) await setImmediate()
    expect(await isSettled(cleared)).toBe(false)
    store.held[0]?.()
    await cleared
    expect(store.entries.size).toBe(0)
  })

  test.each(layers)('rejects if the store fails, %s', async (_, createStore) => {
    const { cache } = create({ store: createStore() })
    store.fails = true
    await expect(cache.clear()).rejects.toThrow('L2 cache')
  })
})

test('a read that the API refuses rejects once the older answer is dropped, and not before', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const { load, cache } = create({ isOutage: () => false })
  await cache.get({ name: 'Hello' })
  vi.setSystemTime(Date.now() + 1000)
  load.mockRejectedValueOnce(new Error('refused'))
  store.holds = true
  const refused = cache.get({ name: 'Hello' })
  while (store.held.length < 1) await setImmediate()
  expect(await isSettled(refused)).toBe(false)
  store.held[0]?.()
  await expect(refused).rejects.toThrow('refused')
})

test('close resolves once the store is disconnected', async () => {
  const { cache } = create()
  await cache.get({ name: 'Hello' })
  await cache.close()
  expect(store.disconnected).toBe(1)
})

test('reads load while the store fails', async () => {
  const { load, cache } = create()
  store.fails = true
  expect(await cache.get({ name: 'Hello' })).toEqual({ text: 'Hello 1' })
  load.mockRejectedValueOnce(new Error('down'))
  await expect(cache.get({ name: 'Hello' })).rejects.toThrow('down')
})

test('marks live ten times as long as the answers that need them', async () => {
  const { cache } = create()
  await cache.get({ name: 'Hello' })
  await cache.apply(moved)
  const ttls = (isMark: boolean) =>
    [...store.ttls].filter(([key]) => key.includes('mark:') === isMark).map(([, ttl]) => ttl)
  expect(ttls(false)).toEqual([5000])
  expect(new Set(ttls(true))).toEqual(new Set([50_000]))
})

test('two caches share answers, and events, through one store', async () => {
  const [one, other] = [create(), create()]
  const read = { name: 'Hello', label: 'prod' }
  await one.cache.get(read)
  expect(await other.cache.get(read)).toEqual({ text: 'Hello 1' })
  expect(other.load).not.toHaveBeenCalled()
  await one.cache.apply(moved)
  await other.cache.get(read)
  expect(other.load).toHaveBeenCalledOnce()
})

test('a read that the API refuses rejects with its reason while the store fails', async () => {
  const { load, cache } = create({ isOutage: () => false })
  store.fails = true
  load.mockRejectedValueOnce(new Error('refused'))
  await expect(cache.get({ name: 'Hello' })).rejects.toThrow(/^refused$/)
})
