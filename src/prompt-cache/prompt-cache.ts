import { BentoCache, type BentoStore, bentostore } from 'bentocache'
import { memoryDriver } from 'bentocache/drivers/memory'
import { cacheTags, cacheTagsOf, type PromptRead } from '../cache/index.js'
import type { UnknownWebhookEvent, WebhookEvent } from '../index.js'
import { kindOf } from '../issue/issue.js'
import { longestTimerMs } from '../runtime/timer.js'
import { copyKnownRead } from './known-read.js'
import type { PromptCacheOptions } from './options.js'
import { withTimeout } from './with-timeout.js'

export interface PromptCache<Prompt> {
  /** The prompt, a copy of one's own, or `null` if there is none. Throws what `load` throws. */
  get(read: PromptRead): Promise<Prompt | null>
  /**
   * Drops the reads that the event may have changed, and those in flight: each `get` that is called once this is
   * done loads anew. Rejects if the store cannot be told, so that a receiver has the event sent again.
   */
  apply(event: WebhookEvent | UnknownWebhookEvent): Promise<void>
  /** Drops every read. */
  clear(): Promise<void>
  /** Closes the store's connections. */
  close(): Promise<void>
}

/** A prompt as it is kept, and when it was asked for. */
interface Answer {
  readonly json: string
  readonly loadedAt: number
}

type Loaded = { readonly json: string } | { readonly error: unknown; readonly isOutage: boolean }

/** A cache of prompts that events keep fresh. */
export function createPromptCache<Prompt>({
  load,
  ttl = 300_000,
  staleIfError = 86_400_000,
  loadTimeoutMs = 5_000,
  isOutage = () => true,
  maxEntries = 1000,
  store,
}: PromptCacheOptions<Prompt>): PromptCache<Prompt> {
  wholeNumber('ttl', ttl, 1)
  wholeNumber('staleIfError', staleIfError, 0)
  wholeNumber('loadTimeoutMs', loadTimeoutMs, 1, longestTimerMs)
  wholeNumber('maxEntries', maxEntries, 1)

  const cache = new BentoCache({
    default: 'prompts',
    prefix: 'prompt-webhooks',
    stores: { prompts: (store ?? memoryStore(maxEntries)) as BentoStore },
  })
  const lifetime = ttl + staleIfError
  // Without its mark an answer is lost, so a mark outlives many answers.
  const markOptions = { ttl: lifetime * 10, grace: false } as const
  // With `grace` an answer is found whatever its age, which is judged here.
  const answerOptions = { ttl: lifetime, grace: lifetime, suppressL2Errors: true } as const
  const inFlight = new Map<string, Promise<string>>()

  /**
   * Each tag has a mark, and each answer is kept under the marks of its tags. An event renews marks, and what was kept
   * under the old ones, or is still being loaded, is out of reach. A mark that got lost is renewed too.
   */
  async function keyOf(read: PromptRead): Promise<string> {
    const marks = cacheTagsOf(read).map((tag) =>
      cache.getOrSet({ ...markOptions, key: markKey(tag), factory: newMark, suppressL2Errors: true }),
    )
    const { name, label, version, provider, model } = read
    return JSON.stringify([name, label, version, provider, model, ...(await Promise.all(marks))])
  }

  const find = (key: string): Promise<Answer | undefined> => cache.get({ ...answerOptions, key })
  const isYounger = ({ loadedAt }: Answer, age: number) => Date.now() - loadedAt < age

  /** Keeps an answer, unless one that was asked for later is there: a late load must not undo another. */
  async function keep(key: string, answer: Answer): Promise<void> {
    const found = await find(key)
    if (found && found.loadedAt > answer.loadedAt) return
    await cache.set({ ...answerOptions, key, value: answer })
  }

  async function loadAndKeep(key: string, read: PromptRead): Promise<Loaded> {
    const loadedAt = Date.now()
    let prompt: Prompt | null | undefined
    try {
      prompt = await load(read)
    } catch (error) {
      const outage = isOutage(error)
      if (!outage) await cache.delete({ key, suppressL2Errors: true })
      return { error, isOutage: outage }
    }
    const json = jsonOf(prompt ?? null)
    await keep(key, { json, loadedAt })
    return { json }
  }

  async function findOrLoad(key: string, read: PromptRead): Promise<string> {
    const found = await find(key)
    if (found && isYounger(found, ttl)) return found.json
    const loaded = await withTimeout(loadAndKeep(key, read), loadTimeoutMs, () => ({
      error: timeoutError(loadTimeoutMs),
      isOutage: true,
    }))
    if ('json' in loaded) return loaded.json
    // Not `found`: a load that was late may have come in since.
    const standIn = loaded.isOutage && staleIfError > 0 ? await find(key) : undefined
    if (standIn && isYounger(standIn, lifetime)) return standIn.json
    throw loaded.error
  }

  /** Many at a time share one answer. */
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

function jsonOf(prompt: unknown): string {
  const json: string | undefined = JSON.stringify(prompt)
  if (json === undefined)
    throw new TypeError(`load: expected a prompt that JSON can hold, got ${kindOf(prompt)}`)
  return json
}

function timeoutError(loadTimeoutMs: number): Error {
  const error = new Error(
    `load: no answer within ${loadTimeoutMs} ms (loadTimeoutMs), and no older answer can stand in`,
  )
  error.name = 'TimeoutError'
  return error
}

function wholeNumber(option: string, value: number, least: number, most = Number.MAX_SAFE_INTEGER): void {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return
  throw new RangeError(`${option}: expected a whole number of at least ${least}, got ${describe(value)}`)
}

function describe(value: unknown): string {
  return typeof value === 'number' ? 'another number' : `a ${typeof value}`
}
