import { setImmediate } from 'node:timers/promises'
import { bentostore } from 'bentocache'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { cacheTagsOf } from '../../src/cache/index.js'
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
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] })
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

  test('of another name, label, version, provider or model is another', async () => {
    const { load, cache } = create()
    const reads = [
      { name: 'Hello' },
      { name: 'Hello', label: 'prod' },
      { name: 'Hello', label: '1' },
      { name: 'Hello', version: 1 },
      { name: 'Hello', version: 1, label: 'prod' },
      { name: 'Hello', provider: 'openai' },
      { name: 'Hello', model: 'openai' },
      { name: 'Hello', provider: 'openai', model: 'gpt-4' },
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

describe('load sees what the key of its answer is made of, and nothing else', () => {
  test.each([
    [
      { name: 'Hello', input_variables: { who: 'Ann' } },
      /^input_variables: not part of a read, which has name,/,
    ],
    [{ name: 'Hello', metadata_filters: {}, a: 1 }, /^metadata_filters, a: not part/],
    [{ name: 'Hello', input_variables: undefined }, /^input_variables: not part/],
    [JSON.parse('{ "name": "Hello", "__proto__": 1 }'), /^__proto__: not part/],
    [{ name: 'Hello', '\n': 1 }, /^\["\\n"\]: not part/],
    [{ label: 'prod' }, /^name: expected a string, got undefined$/],
    [{ name: ['Hello'] }, /^name: expected a string, got an array$/],
    [{ name: 'Hello', label: null }, /^label: expected a string that is not empty, got null$/],
    [{ name: 'Hello', label: '' }, /^label: expected a string that is not empty, got an empty string$/],
    [{ name: 'Hello', version: '1' }, /^version: expected a whole number of at least 1, got a string$/],
    [{ name: 'Hello', version: 0 }, /^version: expected a whole number of at least 1, got a number$/],
    [{ name: 'Hello', version: 1.5 }, /^version: .*, got a number with a fraction$/],
    [{ name: 'Hello', provider: {} }, /^provider: expected a string that is not empty, got an object$/],
    [{ name: 'Hello', model: 4 }, /^model: expected a string that is not empty, got a number$/],
    [null, /^read: expected an object with a name, got null$/],
    ['Hello', /^read: expected an object with a name, got a string$/],
  ])('refuses %j', async (read, message) => {
    const { load, cache } = create()
    const reading = cache.get(read)
    await expect(reading).rejects.toThrow(TypeError)
    await expect(reading).rejects.toThrow(message)
    expect(load).not.toHaveBeenCalled()
  })

  test('reads each field once, so it cannot change in between', async () => {
    const { load, cache } = create()
    let count = 0
    const changing = {
      name: 'Hello',
      get label() {
        return `label ${++count}`
      },
    }
    await cache.get(changing)
    expect(load.mock.calls).toEqual([[{ name: 'Hello', label: 'label 1' }]])
    await cache.get({ name: 'Hello', label: 'label 1' })
    expect(load).toHaveBeenCalledOnce()
  })

  test('takes a proxy that answers anew each time for what it answers first', async () => {
    const { load, cache } = create()
    let version = 0
    const proxy = new Proxy<PromptRead>(
      { name: 'Hello', version: 1 },
      { get: (target, field) => (field === 'version' ? ++version : Reflect.get(target, field)) },
    )
    await cache.get(proxy)
    expect(load.mock.calls).toEqual([[{ name: 'Hello', version: 1 }]])
  })

  test('gives inherited fields to load as its own, and no others', async () => {
    const { load, cache } = create()
    await cache.get(Object.create({ name: 'Hello', label: 'prod', input_variables: {} }))
    expect(Object.entries(load.mock.calls[0]?.[0] ?? {})).toEqual([
      ['name', 'Hello'],
      ['label', 'prod'],
    ])
    expect(load.mock.calls[0]?.[0]).not.toHaveProperty('input_variables')
  })

  test('changes to the object after the call change nothing', async () => {
    const { load, cache } = create()
    const read = { name: 'Hello' }
    const reading = cache.get(read)
    read.name = 'Other'
    expect(await reading).toEqual({ text: 'Hello 1' })
    expect(load.mock.calls).toEqual([[{ name: 'Hello' }]])
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

  test('of one name of two that share a tag drops both, and gives neither the answer of the other', async () => {
    const { load, cache } = create()
    const names = ['794509', '1041084'].map((end) => 'x'.repeat(100) + end)
    const [one = '', other = ''] = names
    expect(cacheTagsOf({ name: one })).toEqual(cacheTagsOf({ name: other }))
    for (const name of names) expect((await cache.get({ name }))?.text).toMatch(name)
    await cache.apply(event('prompt_template_deleted', { prompt_template_name: one }))
    for (const name of names) expect((await cache.get({ name }))?.text).toMatch(name)
    expect(load).toHaveBeenCalledTimes(4)
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
    const { cache } = create({ ttlMs: 1000 })
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
    const { load, cache } = create({ ttlMs: 1000 })
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

  test.each([
    ['for a day by default', {}, 86_400_000],
    ['for as long as it is told', { staleIfErrorMs: 5000 }, 5000],
  ])('gives the last answer %s after its time to live, and no longer', async (_, options, staleIfErrorMs) => {
    const { load, cache } = create({ ttlMs: 1000, ...options })
    await cache.get({ name: 'Hello' })
    load.mockRejectedValue(down)
    later(1000 + staleIfErrorMs - 1)
    expect(await cache.get({ name: 'Hello' })).toEqual({ text: 'Hello 1' })
    later(1)
    await expect(cache.get({ name: 'Hello' })).rejects.toBe(down)
  })

  test('does not, when it was told not to', async () => {
    const { load, cache } = create({ ttlMs: 1000, staleIfErrorMs: 0 })
    await cache.get({ name: 'Hello' })
    later(1000)
    load.mockRejectedValueOnce(down)
    await expect(cache.get({ name: 'Hello' })).rejects.toBe(down)
  })
})

describe('isOutage', () => {
  const later = (milliseconds: number) => vi.setSystemTime(Date.now() + milliseconds)
  const refused = new Error('no such prompt')
  const isOutage = vi.fn((error: unknown) => error !== refused)

  test('where it says no, the older answer does not stand in, now or later', async () => {
    const { load, cache } = create({ ttlMs: 1000, isOutage })
    await cache.get({ name: 'Hello' })
    later(1000)
    load.mockRejectedValueOnce(refused)
    await expect(cache.get({ name: 'Hello' })).rejects.toBe(refused)
    const down = new Error('down')
    load.mockRejectedValueOnce(down)
    await expect(cache.get({ name: 'Hello' })).rejects.toBe(down)
    expect(isOutage.mock.calls).toEqual([[refused], [down]])
  })

  test('where it says yes, the older answer stands in', async () => {
    const { load, cache } = create({ ttlMs: 1000, isOutage })
    await cache.get({ name: 'Hello' })
    later(1000)
    load.mockRejectedValueOnce(new Error('down'))
    expect(await cache.get({ name: 'Hello' })).toEqual({ text: 'Hello 1' })
  })

  test('is not asked about null, which replaces the older answer', async () => {
    const { load, cache } = create({ ttlMs: 1000, isOutage: () => false })
    await cache.get({ name: 'Hello' })
    later(1000)
    load.mockResolvedValueOnce(null)
    expect(await cache.get({ name: 'Hello' })).toBeNull()
    expect(await cache.get({ name: 'Hello' })).toBeNull()
    later(1000)
    load.mockRejectedValueOnce(refused)
    await expect(cache.get({ name: 'Hello' })).rejects.toBe(refused)
  })
})

describe('a load that takes too long', () => {
  const later = (milliseconds: number) => vi.setSystemTime(Date.now() + milliseconds)
  const name = 'Hello'

  /** A cache whose loads the test answers, and whose first answer, if it has one, is past its time to live. */
  async function createSlow(options: Partial<PromptCacheOptions<Prompt>>, first?: Prompt) {
    const loads: PromiseWithResolver<Prompt | null>[] = []
    const load = vi.fn((_: PromptRead) => {
      const pending = promiseWithResolver<Prompt | null>()
      loads.push(pending)
      return pending.promise
    })
    const cache = createPromptCache<Prompt>({ load, ttlMs: 60_000, ...options })
    if (first) {
      load.mockResolvedValueOnce(first)
      await cache.get({ name })
      later(60_000)
    }
    return { loads, load, cache }
  }

  /** Reads, waits for the load to begin, and tells whether the read has settled. */
  function read(cache: { get(read: PromptRead): Promise<Prompt | null> }) {
    const state = { settled: false }
    const settle = () => {
      state.settled = true
    }
    const answer = cache.get({ name })
    answer.then(settle, settle)
    return { answer, state }
  }

  test.each([
    ['by default', {}, 5000],
    ['as it is told', { loadTimeoutMs: 300 }, 300],
  ])('the older answer stands in %s', async (_, options, timeoutMs) => {
    const { cache } = await createSlow(options, { text: 'older' })
    const { answer, state } = read(cache)
    await vi.advanceTimersByTimeAsync(timeoutMs - 1)
    expect(state.settled).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    expect(await answer).toEqual({ text: 'older' })
  })

  test.each([
    ['there is no older answer', {}, undefined],
    ['the older answer must not stand in', { staleIfErrorMs: 0 }, { text: 'older' }],
  ])('rejects where %s', async (_, options, first) => {
    const { cache } = await createSlow({ loadTimeoutMs: 300, ...options }, first)
    const { answer } = read(cache)
    const rejected = expect(answer).rejects.toMatchObject({
      name: 'TimeoutError',
      message: 'load: no answer within 300 ms (loadTimeoutMs), and no older answer can stand in',
    })
    await vi.advanceTimersByTimeAsync(300)
    await rejected
  })

  test('is kept when it comes', async () => {
    const { loads, load, cache } = await createSlow({ loadTimeoutMs: 300 }, { text: 'older' })
    const { answer } = read(cache)
    await vi.advanceTimersByTimeAsync(300)
    expect(await answer).toEqual({ text: 'older' })
    loads[0]?.resolve({ text: 'late' })
    await vi.advanceTimersByTimeAsync(0)
    expect(await cache.get({ name })).toEqual({ text: 'late' })
    expect(load).toHaveBeenCalledTimes(2)
  })

  test('stands in for a later one that takes too long as well', async () => {
    const { loads, cache } = await createSlow({ loadTimeoutMs: 300, ttlMs: 500 })
    const first = read(cache)
    first.answer.catch(() => {})
    await vi.advanceTimersByTimeAsync(300)
    await expect(first.answer).rejects.toThrow('load: no answer within 300 ms')
    const second = read(cache)
    await vi.advanceTimersByTimeAsync(299)
    loads[0]?.resolve({ text: 'late' })
    await vi.advanceTimersByTimeAsync(1)
    expect(await second.answer).toEqual({ text: 'late' })
  })

  test('does not replace what was loaded later', async () => {
    const { loads, load, cache } = await createSlow({ loadTimeoutMs: 300 }, { text: 'older' })
    const { answer } = read(cache)
    await vi.advanceTimersByTimeAsync(300)
    await answer
    load.mockResolvedValueOnce({ text: 'newer' })
    expect(await cache.get({ name })).toEqual({ text: 'newer' })
    loads[0]?.resolve({ text: 'late' })
    await vi.advanceTimersByTimeAsync(0)
    expect(await cache.get({ name })).toEqual({ text: 'newer' })
  })

  test('is not kept where an event came in between', async () => {
    const { loads, load, cache } = await createSlow({ loadTimeoutMs: 300 }, { text: 'older' })
    const { answer } = read(cache)
    await vi.advanceTimersByTimeAsync(300)
    await answer
    await cache.apply(event('prompt_template_deleted', hello))
    loads[0]?.resolve({ text: 'late' })
    await vi.advanceTimersByTimeAsync(0)
    load.mockResolvedValueOnce(null)
    expect(await cache.get({ name })).toBeNull()
  })

  test('may fail in the end, with nobody to handle it', async () => {
    const unhandled = vi.fn()
    process.on('unhandledRejection', unhandled)
    const { loads, cache } = await createSlow(
      {
        loadTimeoutMs: 300,
        isOutage: () => {
          throw new Error('isOutage fails, too')
        },
      },
      { text: 'older' },
    )
    const { answer } = read(cache)
    await vi.advanceTimersByTimeAsync(300)
    expect(await answer).toEqual({ text: 'older' })
    loads[0]?.reject(new Error('down'))
    for (let turn = 0; turn < 5; turn++) await setImmediate()
    process.off('unhandledRejection', unhandled)
    expect(unhandled).not.toHaveBeenCalled()
  })

  test('is waited for once by many at a time, and the timer ends with the load', async () => {
    const { loads, load, cache } = await createSlow({ loadTimeoutMs: 300 })
    const answers = [read(cache).answer, read(cache).answer]
    await vi.advanceTimersByTimeAsync(299)
    loads[0]?.resolve({ text: 'one' })
    expect(await Promise.all(answers)).toEqual([{ text: 'one' }, { text: 'one' }])
    expect(load).toHaveBeenCalledOnce()
    expect(vi.getTimerCount()).toBe(0)
  })
})

test('an answer that JSON cannot hold is refused', async () => {
  const cache = createPromptCache({ load: async () => () => 'prompt' })
  await expect(cache.get({ name: 'Hello' })).rejects.toThrow(
    'load: expected a prompt that JSON can hold, got a function',
  )
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

describe('wrong options are refused, by name', () => {
  const all = 'load, ttlMs, staleIfErrorMs, loadTimeoutMs, isOutage, maxEntries, store'
  const load = async () => null

  test.each([
    [{ load, ttlMs: 0 }, 'ttlMs: expected a whole number of at least 1, got another number'],
    [{ load, ttlMs: Number.NaN }, 'ttlMs: expected a whole number of at least 1, got NaN'],
    [{ load, ttlMs: '5m' }, 'ttlMs: expected a whole number of at least 1, got a string'],
    [
      { load, staleIfErrorMs: -1 },
      'staleIfErrorMs: expected a whole number of at least 0, got another number',
    ],
    [
      { load, loadTimeoutMs: 0 },
      'loadTimeoutMs: expected a whole number from 1 to 2147483647, got another number',
    ],
    [
      { load, loadTimeoutMs: 2 ** 31 },
      'loadTimeoutMs: expected a whole number from 1 to 2147483647, got another number',
    ],
    [
      { load, maxEntries: 1.5 },
      'maxEntries: expected a whole number of at least 1, got a number with a fraction',
    ],
    [{ load, isOutage: null }, 'isOutage: expected a function, got null'],
    [{ load, store: {} }, 'store: expected what bentostore() returns, got an object'],
    [{ load, store: null }, 'store: expected what bentostore() returns, got null'],
    [
      { load, store: bentostore(), maxEntries: 10 },
      'maxEntries: not for a store; set maxItems of its memoryDriver instead',
    ],
    [{ load, ttl: 1, staleIfError: 1 }, `ttl, staleIfError: unknown option; expected only ${all}`],
    [{}, 'load: expected a function, got undefined'],
    [{ load: 'https://example.com' }, 'load: expected a function, got a string'],
    [undefined, `options: expected an object with ${all}, got undefined`],
    [null, `options: expected an object with ${all}, got null`],
    [[], `options: expected an object with ${all}, got an array`],
  ])('%j', (options, message) => {
    const wrong = options as PromptCacheOptions<Prompt>
    expect(() => createPromptCache(wrong)).toThrow(new TypeError(message))
  })

  test('but not undefined, which stands for the default', async () => {
    const cache = createPromptCache<Prompt>({ load, ...({ ttlMs: undefined, store: undefined } as object) })
    expect(await cache.get({ name: 'Hello' })).toBeNull()
  })

  test('options are read once', async () => {
    const options = { load: vi.fn(async () => ({ text: 'first' })), ttlMs: 1000 }
    const cache = createPromptCache<Prompt>(options)
    options.load = vi.fn(async () => ({ text: 'second' }))
    expect(await cache.get({ name: 'Hello' })).toEqual({ text: 'first' })
  })
})

interface PromiseWithResolver<Value> {
  readonly promise: Promise<Value>
  readonly resolve: (value: Value) => void
  readonly reject: (error: Error) => void
}

function promiseWithResolver<Value>(): PromiseWithResolver<Value> {
  let resolve: (value: Value) => void = () => {}
  let reject: (error: Error) => void = () => {}
  const promise = new Promise<Value>((resolvePromise, rejectPromise) => {
    resolve = resolvePromise
    reject = rejectPromise
  })
  return { promise, resolve, reject }
}
