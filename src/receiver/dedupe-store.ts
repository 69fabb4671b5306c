/**
 * Remembers which deliveries were handled. A Keyv instance is one. With `get` and `set`, one process handles an event once. Several processes
 * need an atomic `claim` too.
 */
export interface DedupeStore {
  /** Returns what was set under the key, or anything falsy if it is not there or has expired. */
  get(key: string): unknown
  /** Sets the key for `ttlMs` milliseconds. */
  set(key: string, value: string, ttlMs: number): unknown
  /** Takes the key for `ttlMs` milliseconds, unless it is taken. Returns `true` to exactly one of those who try at the same time. */
  claim?(key: string, ttlMs: number): boolean | Promise<boolean>
  /** Gives a claimed key back. Without it, a claim lasts until it expires. */
  delete?(key: string): unknown
}
