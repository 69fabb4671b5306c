import { copyOptions } from '../issue/copy-options.js'
import type { WebAbortSignal } from '../runtime/globals.js'
import { longestTimerMs } from '../runtime/timer.js'
import { messageId } from '../standard-webhooks/message.js'
import { AllowList } from './allow-list.js'

/** Resolves a host name to its IP addresses. */
export type Lookup = (hostname: string) => Promise<readonly string[]>

/** The options of `deliver`. */
export interface DeliveryOptions {
  /**
   * The id of the message, sent as `webhook-id`. Use the same id for each attempt to deliver an event to an
   * endpoint, so that the receiver can detect duplicates. Visible ASCII without a full stop. Default: a
   * random id.
   */
  readonly id?: string | undefined
  /**
   * What may be called although it is not public. An entry is a host name (allowed whatever its address), an
   * IP address, or a range such as `10.0.0.0/8` (both allowed whatever the name that leads there). Default:
   * empty.
   */
  readonly allow?: readonly string[] | undefined
  /**
   * How long to wait for a connection, in milliseconds. Looking up the name and the TLS handshake count too.
   * Has no effect where `fetch` connects: outside Node, Bun from 1.4 and Deno from 2.9. Default: 5,000.
   */
  readonly connectTimeoutMs?: number | undefined
  /** How long the whole attempt may take, in milliseconds. Default: 15,000. */
  readonly timeoutMs?: number | undefined
  /** Ends the attempt when it aborts. The outcome is then `retry`. */
  readonly signal?: WebAbortSignal | undefined
  /**
   * Resolves host names. Has no effect where `fetch` connects: outside Node, Bun from 1.4 and Deno from 2.9.
   * Default: the system's resolver.
   */
  readonly lookup?: Lookup | undefined
  /**
   * How many bytes of the response body the result keeps, as text. Default: 0, and the result has no body.
   */
  readonly maxResponseBodyBytes?: number | undefined
}

/** The options that all attempts have in common, checked, with their defaults. */
export interface AttemptSettings {
  readonly allowed: AllowList
  readonly connectTimeoutMs: number
  readonly timeoutMs: number
  readonly lookup: Lookup | undefined
  readonly maxResponseBodyBytes: number
}

/** The options of `deliver`, checked, with their defaults. */
export interface DeliverySettings extends AttemptSettings {
  readonly id: string | undefined
  readonly signal: WebAbortSignal | undefined
}

export const attemptOptionNames = {
  allow: true,
  connectTimeoutMs: true,
  timeoutMs: true,
  lookup: true,
  maxResponseBodyBytes: true,
} as const

/**
 * Copies the options of `deliver` and checks the copy.
 *
 * @throws {TypeError} that names the first wrong option, or all unknown ones.
 */
export function readDeliveryOptions(options: DeliveryOptions): DeliverySettings {
  const copy = copyOptions(options, { id: true, signal: true, ...attemptOptionNames })
  const { id, signal } = copy
  if (id !== undefined && !(typeof id === 'string' && messageId.test(id))) {
    throw new TypeError('id: expected visible ASCII without a full stop')
  }
  requireSignal(signal)
  return { ...readAttemptOptions(copy), id, signal }
}

/**
 * Checks the options that all attempts have in common.
 *
 * @param options A copy that the caller cannot change.
 * @throws {TypeError} that names the first wrong option.
 */
export function readAttemptOptions(options: Omit<DeliveryOptions, 'id' | 'signal'>): AttemptSettings {
  const {
    allow = [],
    connectTimeoutMs = 5000,
    timeoutMs = 15_000,
    lookup,
    maxResponseBodyBytes = 0,
  } = options
  const allowed = new AllowList(allow)
  requireMilliseconds('connectTimeoutMs', connectTimeoutMs)
  requireMilliseconds('timeoutMs', timeoutMs)
  if (lookup !== undefined && typeof lookup !== 'function') {
    throw new TypeError('lookup: expected a function that resolves a host name to a list of addresses')
  }
  if (!Number.isSafeInteger(maxResponseBodyBytes) || maxResponseBodyBytes < 0) {
    throw new TypeError('maxResponseBodyBytes: expected a whole number of at least 0')
  }
  return { allowed, connectTimeoutMs, timeoutMs, lookup, maxResponseBodyBytes }
}

/** @throws {TypeError} if `signal` is neither `undefined` nor an AbortSignal. */
export function requireSignal(signal: WebAbortSignal | undefined): void {
  if (signal !== undefined && typeof signal?.addEventListener !== 'function') {
    throw new TypeError('signal: expected an AbortSignal')
  }
}

function requireMilliseconds(name: string, value: number): void {
  if (Number.isInteger(value) && value > 0 && value <= longestTimerMs) return
  throw new TypeError(`${name}: expected a whole number of milliseconds from 1 to ${longestTimerMs}`)
}
