import type { WebAbortSignal } from '../runtime/globals.js'
import { longestTimerMs } from '../runtime/timer.js'
import { messageId } from '../standard-webhooks/message.js'
import { AllowList } from './allow-list.js'
import { copyOptions } from './copy-options.js'

/** The addresses that a host name stands for. */
export type Lookup = (hostname: string) => Promise<readonly string[]>

export interface DeliveryOptions {
  /**
   * The id of the message, sent as `webhook-id`: the same in each attempt to deliver an event to an endpoint, so that the
   * receiver can tell. Visible ASCII without a full stop; a random one unless told.
   */
  readonly id?: string | undefined
  /**
   * What may be connected to although it is not public: a host name (whatever its address), an address, or a range such as
   * `10.0.0.0/8` (whatever the name that leads there).
   */
  readonly allow?: readonly string[] | undefined
  /** Milliseconds until there is a connection; 5,000 unless told. Only where the runtime is Node. */
  readonly connectTimeout?: number | undefined
  /** Milliseconds for the whole attempt; 15,000 unless told. */
  readonly timeout?: number | undefined
  /** Ends the attempt when it aborts; its outcome is then `retry`. */
  readonly signal?: WebAbortSignal | undefined
  /** Resolves host names; the system does unless told. Only where the runtime is Node. */
  readonly lookup?: Lookup | undefined
  /** So much of the response's body is handed back as text; none unless told. */
  readonly responseBodyBytes?: number | undefined
}

/** The options that every attempt has in common, checked, with their defaults. */
export interface AttemptSettings {
  readonly allowed: AllowList
  readonly connectTimeout: number
  readonly timeout: number
  readonly lookup: Lookup | undefined
  readonly responseBodyBytes: number
}

/** The settings of one attempt. */
export interface DeliverySettings extends AttemptSettings {
  readonly id: string | undefined
  readonly signal: WebAbortSignal | undefined
}

export const attemptOptionNames = {
  allow: true,
  connectTimeout: true,
  timeout: true,
  lookup: true,
  responseBodyBytes: true,
} as const

/**
 * Copies the options of `deliver` and checks the copy.
 *
 * @throws {TypeError} that names the first wrong option, or every unknown one.
 */
export function readDeliveryOptions(options: DeliveryOptions): DeliverySettings {
  if (typeof options !== 'object' || options === null) throw new TypeError('options: expected an object')
  const copy = copyOptions(options, { id: true, ...attemptOptionNames, signal: true })
  const { id, signal } = copy
  if (id !== undefined && !(typeof id === 'string' && messageId.test(id))) {
    throw new TypeError('id: expected visible ASCII without a full stop')
  }
  requireSignal(signal)
  return { ...readAttemptOptions(copy), id, signal }
}

/**
 * Checks the options that every attempt has in common, given a copy that nobody else can change.
 *
 * @throws {TypeError} that names the first wrong option.
 */
export function readAttemptOptions(options: Omit<DeliveryOptions, 'id' | 'signal'>): AttemptSettings {
  const { allow = [], connectTimeout = 5000, timeout = 15_000, lookup, responseBodyBytes = 0 } = options
  const allowed = new AllowList(allow)
  requireMilliseconds('connectTimeout', connectTimeout)
  requireMilliseconds('timeout', timeout)
  if (lookup !== undefined && typeof lookup !== 'function') {
    throw new TypeError('lookup: expected a function from a host name to its addresses')
  }
  if (!Number.isSafeInteger(responseBodyBytes) || responseBodyBytes < 0) {
    throw new TypeError('responseBodyBytes: expected a whole number of bytes')
  }
  return { allowed, connectTimeout, timeout, lookup, responseBodyBytes }
}

/** @throws {TypeError} if it is neither an AbortSignal nor `undefined`. */
export function requireSignal(signal: WebAbortSignal | undefined): void {
  if (signal !== undefined && typeof signal?.addEventListener !== 'function') {
    throw new TypeError('signal: expected an AbortSignal')
  }
}

function requireMilliseconds(name: string, value: number): void {
  if (Number.isInteger(value) && value > 0 && value <= longestTimerMs) return
  throw new TypeError(`${name}: expected a whole number of milliseconds from 1 to ${longestTimerMs}`)
}
