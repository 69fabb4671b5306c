import type { PromptRead } from '../cache/index.js'

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
   * Fetches a prompt that is not in the cache. It has two ways to answer:
   *
   * - It resolves to the prompt, or to `null` or `undefined` if there is no such prompt. The cache keeps either, in
   *   place of any older answer. Prompts are kept as JSON.
   * - It rejects if it cannot tell. The cache keeps nothing, and an older answer may stand in: see `staleIfError` and
   *   `isOutage`.
   *
   * Do not resolve to `null` in an outage: that would replace a good prompt. `read` is a copy that holds the fields of
   * `PromptRead` only, so a prompt cannot depend on anything that the cache does not know of. Render it, with its
   * input variables, after `get`.
   */
  readonly load: (read: PromptRead) => Promise<Prompt | null | undefined>
  /** Milliseconds for which an answer is right if no event says otherwise. Default: 300,000 (5 minutes). */
  readonly ttl?: number
  /**
   * Milliseconds after the time to live for which an answer stands in while `load` fails or takes too long. Default:
   * 86,400,000 (a day). `0` turns it off. An answer that an event made stale never stands in.
   */
  readonly staleIfError?: number
  /**
   * Milliseconds that a `get` waits for `load`. After that the older answer stands in; without one, `get` rejects with
   * an error whose `name` is `TimeoutError`. The load goes on, and its answer is kept when it comes. Default: 5,000.
   */
  readonly loadTimeoutMs?: number
  /**
   * Whether an error of `load` means that the prompts cannot be reached. If not, the API has refused the read (the
   * prompt was deleted, or access to it was revoked): the older answer is dropped, and `get` rejects with the error.
   * Default: every error is an outage.
   */
  readonly isOutage?: (error: unknown) => boolean
  /**
   * About how many answers are kept in memory; the least recently used goes first. Default: 1,000. Not for a `store`,
   * which has its own limit.
   */
  readonly maxEntries?: number
  /** Where the answers are kept. Default: in this process's memory. With a Redis in it, processes share the cache. */
  readonly store?: PromptCacheStore
}
