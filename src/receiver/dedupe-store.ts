/**
 * Remembers which deliveries were handled. A Keyv instance works; with `throwOnErrors: true` it reports the
 * failures of its storage. `get` and `set` are enough for one process. Several processes that share a store
 * also need an atomic `claim`.
 *
 * Any method may return a promise. If `claim` or `get` fails, the event is not handled and the sender gets
 * 500. If `set` or `delete` fails, the event counts as handled, and `onError` gets the error.
 */
export interface DedupeStore {
  /** Returns the value of the key, or anything falsy if it is not set or has expired. */
  get(key: string): unknown
  /** Sets the key for `ttlMs` milliseconds. */
  set(key: string, value: string, ttlMs: number): unknown
  /**
   * Takes the key for `ttlMs` milliseconds if it is free. Must be atomic: of several calls at the same time,
   * exactly one returns `true`, and the others `false`. Anything else counts as a failure.
   */
  claim?(key: string, ttlMs: number): boolean | Promise<boolean>
  /** Releases a claimed key. Without this method a claim lasts until it expires. */
  delete?(key: string): unknown
}
