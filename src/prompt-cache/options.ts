import type { PromptRead } from '../cache/index.js'
import { copyOptions } from '../issue/copy-options.js'
import { kindOf } from '../issue/issue.js'
import { longestTimerMs } from '../runtime/timer.js'

/** A store of bentocache, as `bentostore()` makes it. */
export interface PromptCacheStore {
  /** The drivers of the store. */
  readonly entry: {
    /** Options that hold for this store only. */
    readonly options: object
    /** The driver of the layer in memory. */
    readonly l1: unknown
    /** The driver of the layer that processes share. */
    readonly l2: unknown
    /** The driver of the bus, which tells the other processes about changes. */
    readonly bus: unknown
  }
}

/** Options of `createPromptCache`. Only `load` is required. */
export interface PromptCacheOptions<Prompt> {
  /**
   * Fetches a prompt that is not in the cache. It has two ways to answer:
   *
   * - It resolves to the prompt, or to `null` or `undefined` if there is no such prompt. The cache keeps
   *   either, in place of any older answer. Prompts are kept as JSON.
   * - It rejects if it cannot answer. The cache keeps nothing, and an older answer may be used: see
   *   `staleIfErrorMs` and `isOutage`.
   *
   * Do not resolve to `null` in an outage: that would replace a good prompt. `read` is a copy with the
   * fields of `PromptRead` only, so a prompt cannot depend on anything that the cache does not know. Fill
   * in input variables after `get`.
   */
  readonly load: (read: PromptRead) => Promise<Prompt | null | undefined>
  /**
   * Time to live of an answer in milliseconds, if no event makes it stale before. Default: 300,000 (5
   * minutes).
   */
  readonly ttlMs?: number | undefined
  /**
   * Milliseconds after the time to live in which an answer may be used while `load` fails or takes too
   * long. `0` turns this off. An answer that an event made stale is never used. Default: 86,400,000 (a day).
   */
  readonly staleIfErrorMs?: number | undefined
  /**
   * Milliseconds that a `get` waits for `load`. After that the older answer is used; without one, `get`
   * rejects with an error whose `name` is `TimeoutError`. The load goes on, and its answer is kept when it
   * comes. Default: 5,000.
   */
  readonly loadTimeoutMs?: number | undefined
  /**
   * Returns whether an error of `load` means that the prompts cannot be reached. If not, the API refused
   * the read, for example because the prompt was deleted or the key was revoked: the cache drops the older
   * answer, and `get` rejects with the error. Default: every error is an outage.
   */
  readonly isOutage?: ((error: unknown) => boolean) | undefined
  /**
   * About how many answers are kept in memory; the least recently used goes first. A `store` has its own
   * limit, so both options together are refused. Default: 1,000.
   */
  readonly maxEntries?: number | undefined
  /** Where answers are kept. Processes share a store with Redis. Default: the memory of this process. */
  readonly store?: PromptCacheStore | undefined
}

const optionNames: { readonly [Name in keyof PromptCacheOptions<unknown>]-?: true } = {
  load: true,
  ttlMs: true,
  staleIfErrorMs: true,
  loadTimeoutMs: true,
  isOutage: true,
  maxEntries: true,
  store: true,
}

/**
 * Returns a checked copy of the options, with the defaults filled in.
 *
 * @throws {TypeError} that names each unknown option, or the first wrong one.
 */
export function resolveOptions<Prompt>(options: PromptCacheOptions<Prompt>) {
  const copy = copyOptions(options, optionNames)
  const { load, ttlMs = 300_000, staleIfErrorMs = 86_400_000, loadTimeoutMs = 5_000 } = copy
  const { isOutage = () => true, maxEntries = 1000, store } = copy
  requireFunction('load', load)
  requireWholeNumber('ttlMs', ttlMs, 1)
  requireWholeNumber('staleIfErrorMs', staleIfErrorMs, 0)
  requireWholeNumber('loadTimeoutMs', loadTimeoutMs, 1, longestTimerMs)
  requireFunction('isOutage', isOutage)
  requireWholeNumber('maxEntries', maxEntries, 1)
  if (store !== undefined) {
    if (typeof store?.entry !== 'object' || store.entry === null) {
      throw new TypeError(`store: expected what bentostore() returns, got ${kindOf(store)}`)
    }
    if (copy.maxEntries !== undefined) {
      throw new TypeError(
        'maxEntries: cannot be combined with store; set maxItems of its memoryDriver instead',
      )
    }
  }
  return { load, ttlMs, staleIfErrorMs, loadTimeoutMs, isOutage, maxEntries, store }
}

function requireFunction(option: string, value: unknown): void {
  if (typeof value === 'function') return
  throw new TypeError(`${option}: expected a function, got ${kindOf(value)}`)
}

function requireWholeNumber(option: string, value: unknown, min: number, max?: number): void {
  const isInRange = Number(value) >= min && (max === undefined || Number(value) <= max)
  if (Number.isSafeInteger(value) && isInRange) return
  const range = max === undefined ? `of at least ${min}` : `from ${min} to ${max}`
  const got = Number.isSafeInteger(value) ? 'another number' : kindOf(value)
  throw new TypeError(`${option}: expected a whole number ${range}, got ${got}`)
}
