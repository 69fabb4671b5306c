import { BentoCache, type BentoStore, bentostore, errors } from 'bentocache'
import { memoryDriver } from 'bentocache/drivers/memory'
import { cacheTags, cacheTagsOf, type PromptRead } from '../cache/index.js'
import type { WebhookEnvelope, WebhookEvent } from '../index.js'

/** A store of bentocache, as `bentostore()` makes it. */
export interface PromptCacheStore {
  readonly entry: {
    readonly options: object
    readonly l1: unknown
    readonly l2: unknown
    readonly bus: unknown
  }
}

export interface PromptCacheOptions<Prompt> {
  /**
   * Fetches what is not in the cache. `null` or `undefined` says that there is no such prompt, which is kept as an
   * answer is; what it throws is not kept. A prompt is kept as JSON.
   */
  readonly load: (read: PromptRead) => Promise<Prompt | null | undefined>
  /** Milliseconds for which an answer is right if no event says otherwise. By default 5 minutes. */
  readonly ttl?: number
  /**
   * Milliseconds after the time to live for which an answer stands in where `load` fails. By default a day. An answer
   * that an event made stale never does.
   */
  readonly staleIfError?: number
  /** About how many answers are kept in memory; the least recently used goes first. By default 1,000. Not for a `store`. */
  readonly maxEntries?: number
  /** Where the answers are kept: by default in this process's memory. With a Redis in it, processes share it. */
  readonly store?: PromptCacheStore
}

export interface PromptCache<Prompt> {
  /** The prompt, a copy of one's own, or `null` if there is none. Throws what `load` throws. */
  get(read: PromptRead): Promise<Prompt | null>
  /**
   * Drops the reads that the event may have changed, and those in flight: each `get` that is called once this is
   * done loads anew. Rejects if the store cannot be told, so that a receiver has the event sent again.
   */
  apply(event: WebhookEvent | WebhookEnvelope): Promise<void>
  /** Drops every read. */
  clear(): Promise<void>
  /** Closes the store's connections. */
  close(): Promise<void>
}

/** A cache of prompts that events keep fresh. */
export function createPromptCache<Prompt>({
  load,
  ttl = 300_000,
  staleIfError = 86_400_000,
  maxEntries = 1000,
  store,
}: PromptCacheOptions<Prompt>): PromptCache<Prompt> {
  wholeNumber('ttl', ttl, 1)
  wholeNumber('staleIfError', staleIfError, 0)
  wholeNumber('maxEntries', maxEntries, 1)

  const cache = new BentoCache({
    default: 'prompts',
    prefix: 'prompt-webhooks',
    stores: { prompts: (store ?? memoryStore(maxEntries)) as BentoStore },
  })
  const lifetime = ttl + staleIfError
  // Without its mark an answer is lost, so a mark outlives many answers.
  const markOptions = { ttl: lifetime * 10, grace: false } as const
  // `timeout: null` waits for `load`: what is out of date is given where `load` fails, and not before.
  const answerOptions = {
    ttl,
    grace: staleIfError > 0 && lifetime,
    graceBackoff: null,
    timeout: null,
  } as const
  const inFlight = new Map<string, Promise<string>>()

  /**
   * Each tag has a mark, and each answer is kept under the marks of its tags. An event renews marks, and what was kept
   * under the old ones, or is still being loaded, is out of reach. A mark that got lost is renewed too.
   */
  async function keyOf(read: PromptRead): Promise<string> {
    const marks = cacheTagsOf(read).map((tag) =>
      cache.getOrSet({ ...markOptions, key: markKey(tag), factory: newMark, suppressL2Errors: true }),
    )
    return JSON.stringify([read.name, read.label, read.version, ...(await Promise.all(marks))])
  }

  function answer(key: string, read: PromptRead): Promise<string> {
    const running = inFlight.get(key)
    if (running) return running
    const factory = async () => JSON.stringify((await load(read)) ?? null)
    const started = cache
      .getOrSet({ ...answerOptions, key, factory, suppressL2Errors: true })
      .catch((error: unknown) => {
        throw error instanceof errors.E_FACTORY_ERROR ? error.cause : error
      })
      .finally(() => inFlight.delete(key))
    inFlight.set(key, started)
    return started
  }

  return {
    get: async (read) => JSON.parse(await answer(await keyOf(read), read)),
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

// Of two reads each has an answer and a mark of its own, and they may share a name's mark.
function memoryStore(maxEntries: number): BentoStore {
  return bentostore().useL1Layer(memoryDriver({ maxItems: maxEntries * 3, serialize: false }))
}

function markKey(tag: string): string {
  return `mark:${tag}`
}

function newMark(): string {
  return Math.random().toString(36).slice(2)
}

function wholeNumber(option: string, value: number, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return
  throw new RangeError(`${option}: expected a whole number of at least ${least}, got ${describe(value)}`)
}

function describe(value: unknown): string {
  return typeof value === 'number' ? 'another number' : `a ${typeof value}`
}
