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

/** A cache over an API that answers with the number of its requests. */
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
  test('is loaded once', async () => {
    const { load, cache } = create()
    const read = { name: 'Hello', label: 'prod' }
    expect(await cache.get(read)).toEqual({ text: 'Hello 1' })
    expect(await cache.get({ ...read })).toEqual({ text: 'Hello 1' })
    expect(load.mock.calls).toEqual([[read]])
  })

  test('with another name, label, version, provider or model is another read', async () => {
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

  test('is loaded once for concurrent calls', async () => {
    const { load, cache } = create()
    const answers = await Promise.all(Array.from({ length: 100 }, () => cache.get({ name: 'Hello' })))
    expect(new Set(answers.map((answer) => answer?.text))).toEqual(new Set(['Hello 1']))
    expect(load).toHaveBeenCalledOnce()
  })

  test('returns a separate copy to each caller', async () => {
    const { cache } = create()
    const answers = await Promise.all([cache.get({ name: 'Hello' }), cache.get({ name: 'Hello' })])
    for (const answer of answers) Object.assign(answer ?? {}, { text: 'mine' })
    expect(await cache.get({ name: 'Hello' })).toEqual({ text: 'Hello 1' })
  })

  test.each([null, undefined])('that finds %s is kept as null', async (nothing) => {
    const load = vi.fn(async () => nothing)
    const cache = createPromptCache<Prompt>({ load })
    expect(await cache.get({ name: 'Hello' })).toBeNull()
    expect(await cache.get({ name: 'Hello' })).toBeNull()
    expect(load).toHaveBeenCalledOnce()
  })
})

describe('load sees the fields in the key of its answer, and nothing else', () => {
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

  test('a getter is read once', async () => {
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

  test('a proxy is read once', async () => {
    const { load, cache } = create()
    let version = 0
    const proxy = new Proxy<PromptRead>(
      { name: 'Hello', version: 1 },
      { get: (target, field) => (field === 'version' ? ++version : Reflect.get(target, field)) },
    )
    await cache.get(proxy)
    expect(load.mock.calls).toEqual([[{ name: 'Hello', version: 1 }]])
  })

  test('inherited fields become own fields', async () => {
    const { load, cache } = create()
    await cache.get(Object.create({ name: 'Hello', label: 'prod', input_variables: {} }))
    expect(Object.entries(load.mock.calls[0]?.[0] ?? {})).toEqual([
      ['name', 'Hello'],
      ['label', 'prod'],
    ])
    expect(load.mock.calls[0]?.[0]).not.toHaveProperty('input_variables')
  })

  test('later changes to the object have no effect', async () => {
    const { load, cache } = create()
    const read = { name: 'Hello' }
    const reading = cache.get(read)
    read.name = 'Other'
    expect(await reading).toEqual({ text: 'Hello 1' })
    expect(load.mock.calls).toEqual([[{ name: 'Hello' }]])
  })
})

describe('an event', () => {
  test('drops what it may have changed, and nothing else', async () => {
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

  test('drops both names of a renamed template', async () => {
    const { load, cache } = create()
    for (const name of ['Old name', 'New name', 'Other']) await cache.get({ name })
    await cache.apply(catalog.prompt_template_name_changed.example)
    for (const name of ['Old name', 'New name', 'Other']) await cache.get({ name })
    expect(load.mock.calls.slice(3)).toEqual([[{ name: 'Old name' }], [{ name: 'New name' }]])
  })

  test('drops a "not found" when the prompt is created', async () => {
    const { load, cache } = create()
    load.mockResolvedValueOnce(null)
    expect(await cache.get({ name: 'Hello' })).toBeNull()
    await cache.apply(event('prompt_template_created', hello))
    expect(await cache.get({ name: 'Hello' })).toEqual({ text: 'Hello 2' })
  })

  test('of an unknown type drops every read by its name', async () => {
    const { load, cache } = create()
    await cache.get({ name: 'Hello', version: 1 })
    await cache.get({ name: 'Other', version: 1 })
    await cache.apply({ ...moved, event_type: 'prompt_template_updated' } as unknown as UnknownWebhookEvent)
    await cache.get({ name: 'Hello', version: 1 })
    await cache.get({ name: 'Other', version: 1 })
    expect(load).toHaveBeenCalledTimes(3)
  })

  test('drops both of two names that share a tag, and their answers never mix', async () => {
    const { load, cache } = create()
    const names = ['794509', '1041084'].map((end) => 'x'.repeat(100) + end)
    const [one = '', other = ''] = names
    expect(cacheTagsOf({ name: one })).toEqual(cacheTagsOf({ name: other }))
    for (const name of names) expect((await cache.get({ name }))?.text).toMatch(name)
    await cache.apply(event('prompt_template_deleted', { prompt_template_name: one }))
    for (const name of names) expect((await cache.get({ name }))?.text).toMatch(name)
    expect(load).toHaveBeenCalledTimes(4)
  })

  test('may be applied twice, and by a detached apply', async () => {
    const { load, cache } = create()
    const { apply } = cache
    await cache.get({ name: 'Hello', label: 'prod' })
    await Promise.all([apply(moved), apply(moved)])
    await cache.get({ name: 'Hello', label: 'prod' })
    expect(load).toHaveBeenCalledTimes(2)
  })

  test('takes effect when apply is called, even before it resolves', async () => {
    const { cache } = create()
    await cache.get({ name: 'Hello', label: 'prod' })
    const applied = cache.apply(moved)
    expect(await cache.get({ name: 'Hello', label: 'prod' })).toEqual({ text: 'Hello 2' })
    await applied
  })
})

describe('an event while a load is in flight', () => {
  test('is not lost: no get after the event returns the stale answer', async () => {
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

    // The stale answer comes last, and must not win.
    loads[1]?.resolve({ text: 'fresh' })
    expect(await after).toEqual({ text: 'fresh' })
    loads[0]?.resolve({ text: 'stale' })
    expect(await before).toEqual({ text: 'stale' })
    expect(await cache.get(read)).toEqual({ text: 'fresh' })
    expect(loads).toHaveLength(2)
  })

  test('is not lost if the stale answer comes before the next read', async () => {
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

  test('leaves the load alone if it is about another prompt', async () => {
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

  test('an answer expires after ttlMs', async () => {
    const { cache } = create({ ttlMs: 1000 })
    await cache.get({ name: 'Hello' })
    later(999)
    expect(await cache.get({ name: 'Hello' })).toEqual({ text: 'Hello 1' })
    later(1)
    expect(await cache.get({ name: 'Hello' })).toEqual({ text: 'Hello 2' })
  })

  test('the default of ttlMs is five minutes', async () => {
    const { cache } = create()
    await cache.get({ name: 'Hello' })
    later(299_999)
    expect(await cache.get({ name: 'Hello' })).toEqual({ text: 'Hello 1' })
    later(1)
    expect(await cache.get({ name: 'Hello' })).toEqual({ text: 'Hello 2' })
  })

  test('is over too if the clock is set back by more, and the new answer is kept', async () => {
    const { load, cache } = create({ ttlMs: 1000 })
    await cache.get({ name: 'Hello' })
    later(-999)
    expect(await cache.get({ name: 'Hello' })).toEqual({ text: 'Hello 1' })
    later(-1)
    expect(await cache.get({ name: 'Hello' })).toEqual({ text: 'Hello 2' })
    expect(await cache.get({ name: 'Hello' })).toEqual({ text: 'Hello 2' })
    expect(load).toHaveBeenCalledTimes(2)
  })

  test('drops an answer of the future when its prompt is refused', async () => {
    const { load, cache } = create({ ttlMs: 1000, isOutage: () => false })
    await cache.get({ name: 'Hello' })
    later(-1000)
    load.mockRejectedValueOnce(new Error('deleted'))
    await expect(cache.get({ name: 'Hello' })).rejects.toThrow('deleted')
    later(1000)
    expect(await cache.get({ name: 'Hello' })).toEqual({ text: 'Hello 3' })
  })
})

describe('a load that fails', () => {
  const down = new Error('down')
  const later = (milliseconds: number) => vi.setSystemTime(Date.now() + milliseconds)

  test('rejects every waiting get with its error, and is not kept', async () => {
    const { load, cache } = create()
    load.mockRejectedValueOnce(down)
    const results = await Promise.allSettled([cache.get({ name: 'Hello' }), cache.get({ name: 'Hello' })])
    expect(results).toEqual(results.map(() => ({ status: 'rejected', reason: down })))
    expect(load).toHaveBeenCalledOnce()
    expect(await cache.get({ name: 'Hello' })).toEqual({ text: 'Hello 2' })
  })

  test('may throw synchronously', async () => {
    const cache = createPromptCache({
      load: () => {
        throw down
      },
    })
    await expect(cache.get({ name: 'Hello' })).rejects.toBe(down)
  })

  test('returns the last answer if only time made it stale', async () => {
    const { load, cache } = create({ ttlMs: 1000 })
    await cache.get({ name: 'Hello' })
    later(1000)
    load.mockRejectedValueOnce(down).mockRejectedValueOnce(down)
    expect(await cache.get({ name: 'Hello' })).toEqual({ text: 'Hello 1' })
    expect(await cache.get({ name: 'Hello' })).toEqual({ text: 'Hello 1' })
    expect(await cache.get({ name: 'Hello' })).toEqual({ text: 'Hello 4' })
  })

  test('does not return an answer that an event made stale', async () => {
    const { load, cache } = create()
    await cache.get({ name: 'Hello', label: 'prod' })
    await cache.apply(moved)
    load.mockRejectedValueOnce(down)
    await expect(cache.get({ name: 'Hello', label: 'prod' })).rejects.toBe(down)
  })

  test.each([
    ['for a day by default', {}, 86_400_000],
    ['for staleIfErrorMs', { staleIfErrorMs: 5000 }, 5000],
  ])(
    'returns the last answer %s after its time to live, and no longer',
    async (_, options, staleIfErrorMs) => {
      const { load, cache } = create({ ttlMs: 1000, ...options })
      await cache.get({ name: 'Hello' })
      load.mockRejectedValue(down)
      later(1000 + staleIfErrorMs - 1)
      expect(await cache.get({ name: 'Hello' })).toEqual({ text: 'Hello 1' })
      later(1)
      await expect(cache.get({ name: 'Hello' })).rejects.toBe(down)
    },
  )

  test('does not return the last answer if staleIfErrorMs is 0', async () => {
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

  test('if it returns false, the older answer is not used, now or later', async () => {
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

  test('if it returns true, the older answer is used', async () => {
    const { load, cache } = create({ ttlMs: 1000, isOutage })
    await cache.get({ name: 'Hello' })
    later(1000)
    load.mockRejectedValueOnce(new Error('down'))
    expect(await cache.get({ name: 'Hello' })).toEqual({ text: 'Hello 1' })
  })

  test('is not called for null, which replaces the older answer', async () => {
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

  /** A cache whose loads the test resolves. Its first answer, if any, is past its time to live. */
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

  /** Starts a read, and tracks whether it has settled. */
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
    ['after 5 seconds by default', {}, 5000],
    ['after loadTimeoutMs', { loadTimeoutMs: 300 }, 300],
  ])('the older answer is used %s', async (_, options, timeoutMs) => {
    const { cache } = await createSlow(options, { text: 'older' })
    const { answer, state } = read(cache)
    await vi.advanceTimersByTimeAsync(timeoutMs - 1)
    expect(state.settled).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    expect(await answer).toEqual({ text: 'older' })
  })

  test('a late load that is refused leaves the answer of a later load', async () => {
    const options = { loadTimeoutMs: 300, isOutage: (error: unknown) => error !== refused }
    const refused = new Error('no such prompt')
    const { loads, load, cache } = await createSlow(options)
    const first = expect(cache.get({ name })).rejects.toThrow('no answer within 300 ms')
    await vi.advanceTimersByTimeAsync(300)
    await first
    load.mockResolvedValueOnce({ text: 'later' })
    expect(await cache.get({ name })).toEqual({ text: 'later' })
    loads[0]?.reject(refused)
    await vi.advanceTimersByTimeAsync(60_000)
    load.mockRejectedValueOnce(new Error('down'))
    expect(await cache.get({ name })).toEqual({ text: 'later' })
  })

  test.each([
    ['there is no older answer', {}, undefined],
    ['the older answer must not be used', { staleIfErrorMs: 0 }, { text: 'older' }],
  ])('rejects if %s', async (_, options, first) => {
    const { cache } = await createSlow({ loadTimeoutMs: 300, ...options }, first)
    const { answer } = read(cache)
    const rejected = expect(answer).rejects.toMatchObject({
      name: 'TimeoutError',
      message: 'load: no answer within 300 ms (loadTimeoutMs), and no older answer can be used',
    })
    await vi.advanceTimersByTimeAsync(300)
    await rejected
  })

  test('is kept when it resolves', async () => {
    const { loads, load, cache } = await createSlow({ loadTimeoutMs: 300 }, { text: 'older' })
    const { answer } = read(cache)
    await vi.advanceTimersByTimeAsync(300)
    expect(await answer).toEqual({ text: 'older' })
    loads[0]?.resolve({ text: 'late' })
    await vi.advanceTimersByTimeAsync(0)
    expect(await cache.get({ name })).toEqual({ text: 'late' })
    expect(load).toHaveBeenCalledTimes(2)
  })

  test('stands in for the next load that takes too long', async () => {
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

  test('does not replace the answer of a later load', async () => {
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

  test('is not kept if an event made it stale', async () => {
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

  test('may reject in the end without an unhandled rejection', async () => {
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

  test('has one timer for concurrent reads, which ends with the load', async () => {
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
  test('is bounded: the least recently used answer goes first', async () => {
    const { load, cache } = create({ maxEntries: 10 })
    const read = (index: number) => cache.get({ name: `${index}` })
    for (let index = 0; index < 100; index++) await read(index)
    load.mockClear()
    for (let index = 90; index < 100; index++) await read(index)
    expect(load).not.toHaveBeenCalled()
    for (let index = 0; index < 90; index++) await read(index)
    expect(load).toHaveBeenCalledTimes(90)
  })

  test.each([
    [10, { maxEntries: 10 }],
    [1000, {}],
  ])('holds %i answers with %j, and not one more', async (maxEntries, options) => {
    const { load, cache } = create(options)
    const read = (index: number) => cache.get({ name: `${index}` })
    for (const _ of ['load', 'hit']) {
      for (let index = 0; index < maxEntries; index++) await read(index)
    }
    expect(load).toHaveBeenCalledTimes(maxEntries)
    await read(maxEntries)
    await read(0)
    expect(load).toHaveBeenCalledTimes(maxEntries + 2)
  })

  test('forgets answers before events', async () => {
    const { load, cache } = create({ maxEntries: 2 })
    await cache.get({ name: 'Hello', label: 'prod' })
    await cache.apply(moved)
    for (let index = 0; index < 10; index++)
      await cache.apply(event('prompt_template_deleted', { prompt_template_name: `${index}` }))
    await cache.get({ name: 'Hello', label: 'prod' })
    expect(load).toHaveBeenCalledTimes(2)
  })
})

test('clear drops every answer, in flight or not', async () => {
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
      'maxEntries: cannot be combined with store; set maxItems of its memoryDriver instead',
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

  test('undefined stands for the default', async () => {
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
