import { copyOptions } from '../issue/copy-options.js'
import type { DedupeStore } from './dedupe-store.js'

/** Remembers message ids in this process for as long as a message could be replayed. */
export interface ReplayMemory extends DedupeStore {
  /** Whether the key is remembered. @throws {Error} if it is not and there is no room to remember it. */
  get(key: string): boolean
  set(key: string, value: string, ttlMs: number): void
}

/** The options of `createReplayMemory`. */
export interface ReplayMemoryOptions {
  /**
   * Max messages remembered. Default: 1,000,000, some 150 MB. While it is full, new messages are answered with 500 and go to
   * `onError`, so that the sender retries: to forget one that can still be replayed would be worse.
   */
  readonly maxMessages?: number
  /** The clock, in milliseconds since 1970. Default: the system's. Give the receiver's `now` if you set that. */
  readonly now?: () => Date | number
}

/**
 * A memory of signed messages for receivers that are made anew for each request. Give each route a memory of its own: a message
 * that one receiver has handled is a duplicate for all that share its memory.
 *
 * @example
 * const replayMemory = createReplayMemory()
 * export default { fetch: (request, env) => createReceiver({ secret: env.SECRET, scheme: 'standard-webhooks', on, replayMemory }).fetch(request) }
 *
 * @throws {TypeError} if an option is wrong.
 */
export function createReplayMemory(options: ReplayMemoryOptions = {}): ReplayMemory {
  const { maxMessages = 1_000_000, now = () => Date.now() } = copyOptions(options, {
    maxMessages: true,
    now: true,
  })
  if (!Number.isSafeInteger(maxMessages) || maxMessages < 1) {
    throw new TypeError('maxMessages: expected a whole number of at least 1')
  }
  if (typeof now !== 'function') throw new TypeError(`now: expected a function, got ${typeof now}`)
  const ends = new Map<string, number>()

  function forget(time: number): void {
    // The oldest come first.
    for (const [oldest, end] of ends) {
      if (end > time) break
      ends.delete(oldest)
    }
  }

  return {
    get(key) {
      const time = Number(now())
      if ((ends.get(key) ?? Number.NEGATIVE_INFINITY) > time) return true
      if (ends.size >= maxMessages) forget(time)
      if (ends.size < maxMessages) return false
      throw new Error(
        `replayMemory: full with ${maxMessages} messages that could still be replayed; raise maxMessages, or use dedupe`,
      )
    },
    set(key, _value, ttlMs) {
      const time = Number(now())
      forget(time)
      // Deleted first, so that the order is that of the ends.
      ends.delete(key)
      ends.set(key, time + ttlMs)
    },
  }
}
