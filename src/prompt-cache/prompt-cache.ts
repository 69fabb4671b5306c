import * as bentocache from 'bentocache'
import { BentoCache, type BentoStore, bentostore } from 'bentocache'
import { memoryDriver } from 'bentocache/drivers/memory'
import { cacheTags, cacheTagsOf, type PromptRead } from '../cache/index.js'
import type { WebhookEnvelope, WebhookEvent } from '../index.js'
import { kindOf } from '../issue/issue.js'
import { requireVersion } from '../issue/require-version.js'
import { settledWithin } from '../runtime/timer.js'
import { copyKnownRead } from './known-read.js'
import { type PromptCacheOptions, resolveOptions } from './options.js'

/**
 * A cache of prompts that events keep fresh. Its methods work without `this`: pass `cache.apply` to a
 * receiver.
 */
export interface PromptCache<Prompt> {
  /**
   * Returns the prompt from the cache, or loads it. Each call returns its own copy, or `null` if there is
   * no such prompt.
   *
   * Rejects with what `load` rejects with, unless an older answer can be used; with a `TimeoutError` if
   * `load` takes longer than `loadTimeoutMs`; with a `TypeError` if the read has an unknown field or one of
   * a wrong type.
   */
  get(read: PromptRead): Promise<Prompt | null>
  /**
   * Drops every answer that the event may have changed, including those that are still being loaded. Each
   * `get` that you call after it resolves loads again.
   *
   * Rejects if it cannot write to the store. A receiver then answers with an error, and the sender tries
   * again.
   */
  apply(event: WebhookEvent | WebhookEnvelope): Promise<void>
  /** Drops every answer. Rejects if it cannot write to the store. */
  clear(): Promise<void>
  /** Closes the connections of the store, including those that you opened. */
  close(): Promise<void>
}

/** An answer as it is kept. */
interface Answer {
  /** The prompt, or `null`, as JSON. */
  readonly json: string
  /** When its load began, in milliseconds since 1970. */
  readonly loadedAt: number
}

type Loaded = { readonly json: string } | { readonly error: unknown; readonly isOutage: boolean }

/**
 * Creates a cache of prompts that webhook events keep fresh. Needs bentocache 1.6 or newer.
 *
 * @throws {TypeError} that names each unknown option, or the first wrong one.
 * @throws {Error} if bentocache is too old.
 * @example
 * const client = new PromptLayer()
 * const cache = createPromptCache({
 *   load: ({ name, ...read }) =>
 *     client.templates.get(name, { ...read, skip_input_variable_rendering: true }),
 *   isOutage: (error) => error instanceof TypeError || (error instanceof Error && 'status' in error),
 * })
 * const template = await cache.get({ name: 'welcome', label: 'prod' })
 * await cache.apply(event) // for every event that a receiver gets
 */
export function createPromptCache<Prompt>(options: PromptCacheOptions<Prompt>): PromptCache<Prompt> {
  // bentocache does not export its version. Its tracing channels came with 1.6.
  requireVersion('bentocache', 'tracingChannels' in bentocache ? '1.6' : '1.5 or older', '1.6')
  const { load, ttlMs, staleIfErrorMs, loadTimeoutMs, isOutage, maxEntries, store } = resolveOptions(options)

  const cache = new BentoCache({
    default: 'prompts',
    prefix: 'prompt-webhooks',
    stores: { prompts: (store ?? memoryStore(maxEntries)) as BentoStore },
  })
  const lifetimeMs = ttlMs + staleIfErrorMs
  // An answer cannot be found without its marks, so marks live much longer than answers.
  const markOptions = { ttl: lifetimeMs * 10 } as const
  const answerOptions = { ttl: lifetimeMs, suppressL2Errors: true } as const
  const inFlight = new Map<string, Promise<string>>()

  /**
   * Each tag has a random mark, and the key of an answer contains the marks of its tags. An event replaces
   * marks, which puts every answer under the old ones out of reach, also one that is still being loaded. A
   * lost mark is replaced too.
   */
  async function keyOf(read: PromptRead): Promise<string> {
    const marks = cacheTagsOf(read).map((tag) =>
      cache.getOrSet({ ...markOptions, key: markKey(tag), factory: newMark, suppressL2Errors: true }),
    )
    const { name, label, version, provider, model } = read
    return JSON.stringify([name, label, version, provider, model, ...(await Promise.all(marks))])
  }

  const find = (key: string): Promise<Answer | undefined> => cache.get({ ...answerOptions, key })
  // In either direction: a clock that is set back, or that of another machine, leaves answers of the future.
  const isYounger = ({ loadedAt }: Answer, ageMs: number) => Math.abs(Date.now() - loadedAt) < ageMs

  // A late load must not replace the answer of a load that began after it. An answer that is too far in the
  // future to be fresh counts as older.
  async function isLatest(key: string, loadedAt: number): Promise<boolean> {
    const found = await find(key)
    return !(found && found.loadedAt > loadedAt && found.loadedAt < Date.now() + ttlMs)
  }

  async function loadAndKeep(key: string, read: PromptRead): Promise<Loaded> {
    const loadedAt = Date.now()
    let prompt: Prompt | null | undefined
    try {
      prompt = await load(read)
    } catch (error) {
      const outage = isOutage(error)
      if (!outage && (await isLatest(key, loadedAt))) await cache.delete({ key, suppressL2Errors: true })
      return { error, isOutage: outage }
    }
    const json = jsonOf(prompt ?? null)
    if (await isLatest(key, loadedAt)) await cache.set({ ...answerOptions, key, value: { json, loadedAt } })
    return { json }
  }

  async function findOrLoad(key: string, read: PromptRead): Promise<string> {
    const found = await find(key)
    if (found && isYounger(found, ttlMs)) return found.json
    const loaded = await settledWithin(loadTimeoutMs, loadAndKeep(key, read), () => ({
      error: timeoutError(loadTimeoutMs),
      isOutage: true,
    }))
    if ('json' in loaded) return loaded.json
    // Look again: an earlier load that was late may have been kept in the meantime.
    const standIn = loaded.isOutage ? await find(key) : undefined
    if (standIn && isYounger(standIn, lifetimeMs)) return standIn.json
    throw loaded.error
  }

  // Concurrent reads share one load.
  function answer(key: string, read: PromptRead): Promise<string> {
    const running = inFlight.get(key)
    if (running) return running
    const started = findOrLoad(key, read).finally(() => inFlight.delete(key))
    inFlight.set(key, started)
    return started
  }

  return {
    async get(callersRead) {
      const read = copyKnownRead(callersRead)
      return JSON.parse(await answer(await keyOf(read), read))
    },
    async apply(event) {
      const marks = cacheTags(event).map((tag) =>
        cache.set({ ...markOptions, key: markKey(tag), value: newMark(), suppressL2Errors: false }),
      )
      await Promise.all(marks)
    },
    clear: () => cache.clear({ suppressL2Errors: false }),
    close: () => cache.disconnectAll(),
  }
}

// Three items for each answer: itself, the mark of its read, and the mark of its name.
function memoryStore(maxEntries: number): BentoStore {
  return bentostore().useL1Layer(memoryDriver({ maxItems: maxEntries * 3, serialize: false }))
}

function markKey(tag: string): string {
  return `mark:${tag}`
}

function newMark(): string {
  return Math.random().toString(36).slice(2)
}

function jsonOf(prompt: unknown): string {
  const json: string | undefined = JSON.stringify(prompt)
  if (json === undefined) {
    throw new TypeError(`load: expected a prompt that JSON can hold, got ${kindOf(prompt)}`)
  }
  return json
}

function timeoutError(loadTimeoutMs: number): Error {
  const error = new Error(
    `load: no answer within ${loadTimeoutMs} ms (loadTimeoutMs), and no older answer can be used`,
  )
  error.name = 'TimeoutError'
  return error
}
