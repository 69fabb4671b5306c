import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { catalog } from '../../src/generated/catalog.js'
import type { UnknownWebhookEvent, WebhookEventDetails, WebhookEventType } from '../../src/index.js'
import { createPromptCache, type PromptCacheOptions, type PromptRead } from '../../src/prompt-cache/index.js'

interface Prompt {
  readonly text: string
}

/** A cache over an API that counts what is asked of it, and answers with its count. */
function create(options: Partial<PromptCacheOptions<Prompt>> = {}) {
  const load = vi.fn(
    async (read: PromptRead): Promise<Prompt | null> => ({
      text: `${read.name} ${load.mock.calls.length}`,
    }),
  )
  return { load, cache: createPromptCache<Prompt>({ load, ...options }) }
}

function event<Type extends WebhookEventType>(type: Type, details: Partial<WebhookEventDetails<Type>>) {
  const { example } = catalog[type]
  return { ...example, details: { ...example.details, ...details } }
}

const hello = { prompt_template_name: 'Hello' }
const moved = event('prompt_template_label_moved', hello)

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('a read', () => {
  test('is loaded once, and again for nothing', async () => {
    const { load, cache } = create()
    const read = { name: 'Hello', label: 'prod' }
    expect(await cache.get(read)).toEqual({ text: 'Hello 1' })
    expect(await cache.get({ ...read })).toEqual({ text: 'Hello 1' })
    expect(load.mock.calls).toEqual([[read]])
  })

  test('of another name, label or version is another', async () => {
    const { load, cache } = create()
    const reads = [
      { name: 'Hello' },
      { name: 'Hello', label: 'prod' },
      { name: 'Hello', label: '1' },
      { name: 'Hello', version: 1 },
      { name: 'Hello', version: 1, label: 'prod' },
      { name: 'hello' },
      { name: '__proto__' },
      { name: '\ud800' },
      { name: '\ufffd' },
    ]
    for (const read of [...reads, ...reads]) await cache.get(read)
    expect(load.mock.calls).toEqual(reads.map((read) => [read]))
  })

  test('is loaded once by many at a time', async () => {
    const { load, cache } = create()
    const answers = await Promise.all(Array.from({ length: 100 }, () => cache.get({ name: 'Hello' })))
    expect(new Set(answers.map((answer) => answer?.text))).toEqual(new Set(['Hello 1']))
    expect(load).toHaveBeenCalledOnce()
  })

  test('gives a copy of its own to each', async () => {
    const { cache } = create()
    const answers = await Promise.all([cache.get({ name: 'Hello' }), cache.get({ name: 'Hello' })])
    for (const answer of answers) Object.assign(answer ?? {}, { text: 'mine' })
    expect(await cache.get({ name: 'Hello' })).toEqual({ text: 'Hello 1' })
  })

  test.each([null, undefined])('that finds %s is kept as well, and is null', async (nothing) => {
    const load = vi.fn(async () => nothing)
    const cache = createPromptCache<Prompt>({ load })
    expect(await cache.get({ name: 'Hello' })).toBeNull()
    expect(await cache.get({ name: 'Hello' })).toBeNull()
    expect(load).toHaveBeenCalledOnce()
  })
})

describe('an event', () => {
  test('drops the reads that it may have changed, and no others', async () => {
    const { load, cache } = create()
    const stale = { name: 'Hello', label: 'prod' }
    const reads = [
      stale,
      { name: 'Hello' },
      { name: 'Hello', label: 'dev' },
      { name: 'Hello', version: 9 },
      { name: 'Other', label: 'prod' },
    ]
    for (const read of reads) await cache.get(read)
    await cache.apply(moved)
    load.mockClear()
    for (const read of reads) await cache.get(read)
    expect(load.mock.calls).toEqual([[stale]])
  })

  test('drops both names of a template that is renamed', async () => {
    const { load, cache } = create()
    for (const name of ['Old name', 'New name', 'Other']) await cache.get({ name })
    await cache.apply(catalog.prompt_template_name_changed.example)
    for (const name of ['Old name', 'New name', 'Other']) await cache.get({ name })
    expect(load.mock.calls.slice(3)).toEqual([[{ name: 'Old name' }], [{ name: 'New name' }]])
  })

  test('drops what was not found, when it is created', async () => {
    const { load, cache } = create()
    load.mockResolvedValueOnce(null)
    expect(await cache.get({ name: 'Hello' })).toBeNull()
    await cache.apply(event('prompt_template_created', hello))
    expect(await cache.get({ name: 'Hello' })).toEqual({ text: 'Hello 2' })
  })

  test('of a type that was added later drops each read by the name in it', async () => {
    const { load, cache } = create()
    await cache.get({ name: 'Hello', version: 1 })
    await cache.get({ name: 'Other', version: 1 })
    await cache.apply({ ...moved, event_type: 'prompt_template_updated' } as unknown as UnknownWebhookEvent)
    await cache.get({ name: 'Hello', version: 1 })
    await cache.get({ name: 'Other', version: 1 })
    expect(load).toHaveBeenCalledTimes(3)
  })

  test('may come many times, and be applied by a function on its own', async () => {
    const { load, cache } = create()
    const { apply } = cache
    await cache.get({ name: 'Hello', label: 'prod' })
    await Promise.all([apply(moved), apply(moved)])
    await cache.get({ name: 'Hello', label: 'prod' })
    expect(load).toHaveBeenCalledTimes(2)
  })

  test('holds from the moment on which it is applied, awaited or not', async () => {
    const { cache } = create()
    await cache.get({ name: 'Hello', label: 'prod' })
    const applied = cache.apply(moved)
    expect(await cache.get({ name: 'Hello', label: 'prod' })).toEqual({ text: 'Hello 2' })
    await applied
  })
})

describe('an event while a load is in flight', () => {
  test('is not lost: the stale answer is not kept, and is given to nobody who asks after the event', async () => {
    const loads: PromiseWithResolver<Prompt | null>[] = []
    const cache = createPromptCache<Prompt>({
      load: () => {
        const pending = promiseWithResolver<Prompt | null>()
        loads.push(pending)
        return pending.promise
      },
    })
    const read = { name: 'Hello', label: 'prod' }
    const before = cache.get(read)
    await vi.waitUntil(() => loads.length === 1)
    await cache.apply(moved)
    const after = cache.get(read)
    await vi.waitUntil(() => loads.length === 2)

    // The fresh answer first, then the stale one, which must not win.
    loads[1]?.resolve({ text: 'fresh' })
    expect(await after).toEqual({ text: 'fresh' })
    loads[0]?.resolve({ text: 'stale' })
    expect(await before).toEqual({ text: 'stale' })
    expect(await cache.get(read)).toEqual({ text: 'fresh' })
    expect(loads).toHaveLength(2)
  })

  test('is not lost either when the stale answer comes before the next read', async () => {
    const pending = promiseWithResolver<Prompt | null>()
    const load = vi.fn(async () => ({ text: 'fresh' }) as Prompt | null).mockReturnValueOnce(pending.promise)
    const cache = createPromptCache<Prompt>({ load })
    const before = cache.get({ name: 'Hello' })
    await vi.waitUntil(() => load.mock.calls.length === 1)
    await cache.apply(event('prompt_template_deleted', hello))
    pending.resolve({ text: 'stale' })
    await before
    expect(await cache.get({ name: 'Hello' })).toEqual({ text: 'fresh' })
  })

  test('that does not concern it leaves it alone', async () => {
    const pending = promiseWithResolver<Prompt | null>()
    const load = vi.fn(() => pending.promise)
    const cache = createPromptCache<Prompt>({ load })
    const before = cache.get({ name: 'Other' })
    await vi.waitUntil(() => load.mock.calls.length === 1)
    await cache.apply(moved)
    const after = cache.get({ name: 'Other' })
    pending.resolve({ text: 'one' })
    expect(await Promise.all([before, after])).toEqual([{ text: 'one' }, { text: 'one' }])
    expect(load).toHaveBeenCalledOnce()
  })
})

describe('time', () => {
  const later = (milliseconds: number) => vi.setSystemTime(Date.now() + milliseconds)

  test('drops an answer after its time to live', async () => {
    const { cache } = create({ ttl: 1000 })
    await cache.get({ name: 'Hello' })
    later(999)
    expect(await cache.get({ name: 'Hello' })).toEqual({ text: 'Hello 1' })
    later(1)
    expect(await cache.get({ name: 'Hello' })).toEqual({ text: 'Hello 2' })
  })

  test('which is five minutes by default', async () => {
    const { cache } = create()
    await cache.get({ name: 'Hello' })
    later(299_999)
    expect(await cache.get({ name: 'Hello' })).toEqual({ text: 'Hello 1' })
    later(1)
    expect(await cache.get({ name: 'Hello' })).toEqual({ text: 'Hello 2' })
  })
})

describe('a load that fails', () => {
  const down = new Error('down')
  const later = (milliseconds: number) => vi.setSystemTime(Date.now() + milliseconds)

  test('fails each who waits for it, with its own error, and is not kept', async () => {
    const { load, cache } = create()
    load.mockRejectedValueOnce(down)
    const results = await Promise.allSettled([cache.get({ name: 'Hello' }), cache.get({ name: 'Hello' })])
    expect(results).toEqual(results.map(() => ({ status: 'rejected', reason: down })))
    expect(load).toHaveBeenCalledOnce()
    expect(await cache.get({ name: 'Hello' })).toEqual({ text: 'Hello 2' })
  })

  test('also when it throws at once', async () => {
    const cache = createPromptCache({
      load: () => {
        throw down
      },
    })
    await expect(cache.get({ name: 'Hello' })).rejects.toBe(down)
  })

  test('gives the last answer, when only time made it stale, until it succeeds', async () => {
    const { load, cache } = create({ ttl: 1000 })
    await cache.get({ name: 'Hello' })
    later(1000)
    load.mockRejectedValueOnce(down).mockRejectedValueOnce(down)
    expect(await cache.get({ name: 'Hello' })).toEqual({ text: 'Hello 1' })
    expect(await cache.get({ name: 'Hello' })).toEqual({ text: 'Hello 1' })
    expect(await cache.get({ name: 'Hello' })).toEqual({ text: 'Hello 4' })
  })

  test('does not, when an event did', async () => {
    const { load, cache } = create()
    await cache.get({ name: 'Hello', label: 'prod' })
    await cache.apply(moved)
    load.mockRejectedValueOnce(down)
    await expect(cache.get({ name: 'Hello', label: 'prod' })).rejects.toBe(down)
  })

  test('does not, when it was told not to', async () => {
    const { load, cache } = create({ ttl: 1000, staleIfError: 0 })
    await cache.get({ name: 'Hello' })
    later(1000)
    load.mockRejectedValueOnce(down)
    await expect(cache.get({ name: 'Hello' })).rejects.toBe(down)
  })
})

describe('memory', () => {
  test('is bounded: the least recently used answer goes', async () => {
    const { load, cache } = create({ maxEntries: 10 })
    const read = (index: number) => cache.get({ name: `${index}` })
    for (let index = 0; index < 100; index++) await read(index)
    load.mockClear()
    for (let index = 90; index < 100; index++) await read(index)
    expect(load).not.toHaveBeenCalled()
    for (let index = 0; index < 90; index++) await read(index)
    expect(load).toHaveBeenCalledTimes(90)
  })

  test('forgets answers rather than events', async () => {
    const { load, cache } = create({ maxEntries: 2 })
    await cache.get({ name: 'Hello', label: 'prod' })
    await cache.apply(moved)
    for (let index = 0; index < 10; index++)
      await cache.apply(event('prompt_template_deleted', { prompt_template_name: `${index}` }))
    await cache.get({ name: 'Hello', label: 'prod' })
    expect(load).toHaveBeenCalledTimes(2)
  })
})

test('clear drops every read, in flight or not', async () => {
  const pending = promiseWithResolver<Prompt | null>()
  const { load, cache } = create()
  await cache.get({ name: 'Hello' })
  load.mockReturnValueOnce(pending.promise)
  const before = cache.get({ name: 'Other' })
  await vi.waitUntil(() => load.mock.calls.length === 2)
  await cache.clear()
  pending.resolve({ text: 'stale' })
  await before
  expect(await cache.get({ name: 'Hello' })).toEqual({ text: 'Hello 3' })
  expect(await cache.get({ name: 'Other' })).toEqual({ text: 'Other 4' })
})

test.each([
  [{ ttl: 0 }, 'ttl: expected a whole number of at least 1, got another number'],
  [{ ttl: Number.NaN }, 'ttl: expected a whole number of at least 1, got another number'],
  [{ staleIfError: -1 }, 'staleIfError: expected a whole number of at least 0, got another number'],
  [{ maxEntries: 1.5 }, 'maxEntries: expected a whole number of at least 1, got another number'],
  [{ ttl: '5m' }, 'ttl: expected a whole number of at least 1, got a string'],
])('refuses %j', (options, message) => {
  const wrong = options as Partial<PromptCacheOptions<Prompt>>
  expect(() => create(wrong)).toThrow(new RangeError(message))
})

interface PromiseWithResolver<Value> {
  readonly promise: Promise<Value>
  readonly resolve: (value: Value) => void
}

function promiseWithResolver<Value>(): PromiseWithResolver<Value> {
  let resolve: (value: Value) => void = () => {}
  const promise = new Promise<Value>((resolvePromise) => {
    resolve = resolvePromise
  })
  return { promise, resolve }
}
