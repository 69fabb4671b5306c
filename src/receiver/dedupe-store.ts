/**
 * Where it is remembered which deliveries were handled. A Keyv instance is one as it is. With `get` and `set` an event
 * is handled once by one process; by several processes only where there is an atomic `claim` too.
 */
export interface DedupeStore {
  /** What was set under the key; nothing, or anything falsy, if that is not there or has run out. */
  get(key: string): unknown
  set(key: string, value: string, ttlMs: number): unknown
  /** Takes the key for so long, unless it is taken: true for exactly one of all that try. */
  claim?(key: string, ttlMs: number): boolean | Promise<boolean>
  /** Gives a claimed key back. Without it a claim lasts until it runs out. */
  delete?(key: string): unknown
}
