import { copyOptions } from '../issue/copy-options.js'
import type { DedupeStore } from './dedupe-store.js'
import { requireFunction } from './require-function.js'

/** Remembers message ids in this process for as long as a message could be replayed. */
export interface ReplayMemory extends DedupeStore {
  /** Max messages remembered. */
  readonly maxMessages: number
  /**
   * Returns whether the key is remembered.
   *
   * @throws {Error} if the key is not remembered and the memory is full.
   */
  get(key: string): boolean
  /** Remembers the key for `ttlMs` milliseconds. The value does not matter. */
  set(key: string, value: string, ttlMs: number): void
}

/** The options of `createReplayMemory`. */
export interface ReplayMemoryOptions {
  /**
   * Max messages remembered. When the memory is full, new messages are answered with 500 and reported to
   * `onError`, because forgetting a message too early would allow a replay. Default: 1,000,000, about 150 MB.
   */
  readonly maxMessages?: number | undefined
  /**
   * The clock: returns a date, or milliseconds since 1970. Pass the same `now` as to the receiver.
   * Default: the system's clock.
   */
  readonly now?: (() => Date | number) | undefined
}

/**
 * Creates a memory of signed messages, for receivers that you create anew for each request. Create one memory
 * per route: receivers that share a memory treat a message that one of them has handled as a duplicate.
 *
 * @example
 * import { createReceiver, createReplayMemory } from 'prompt-webhooks/receiver'
 *
 * const replayMemory = createReplayMemory()
 *
 * export default {
 *   fetch(request: Request, env: { SECRET: string }) {
 *     const secret = env.SECRET
 *     return createReceiver({ secret, scheme: 'standard-webhooks', on: {}, replayMemory }).fetch(request)
 *   },
 * }
 *
 * @throws {TypeError} that names the first wrong or unknown option.
 */
export function createReplayMemory(options: ReplayMemoryOptions = {}): ReplayMemory {
  const { maxMessages = 1_000_000, now = () => Date.now() } = copyOptions(options, {
    maxMessages: true,
    now: true,
  })
  if (!Number.isSafeInteger(maxMessages) || maxMessages < 1) {
    throw new TypeError('maxMessages: expected a whole number of at least 1')
  }
  requireFunction('now', now)
  const ends = new Map<string, number>()

  function forget(time: number): void {
    // The map is in order of expiry.
    for (const [oldest, end] of ends) {
      if (end > time) break
      ends.delete(oldest)
    }
  }

  return {
    // Tells it apart from a `Map`, which never forgets, also if another copy of this package made it.
    maxMessages,
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
      // Deleted first, so that the map stays in order of expiry.
      ends.delete(key)
      ends.set(key, time + ttlMs)
    },
  }
}
