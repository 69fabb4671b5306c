import type { WebAbortSignal } from '../runtime/globals.js'
import { longestTimerMs } from '../runtime/timer.js'
import { messageId } from '../standard-webhooks/message.js'

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

/** @throws {TypeError} that names the first option that is wrong. `allow` is judged where it is read. */
export function checkDeliveryOptions(options: DeliveryOptions): void {
  if (typeof options !== 'object' || options === null) throw new TypeError('options: expected an object')
  const { id, connectTimeout, timeout, signal, lookup, responseBodyBytes } = options
  if (id !== undefined && !(typeof id === 'string' && messageId.test(id))) {
    throw new TypeError('id: expected visible ASCII without a full stop')
  }
  requireMilliseconds('connectTimeout', connectTimeout)
  requireMilliseconds('timeout', timeout)
  if (signal !== undefined && typeof signal?.addEventListener !== 'function') {
    throw new TypeError('signal: expected an AbortSignal')
  }
  if (lookup !== undefined && typeof lookup !== 'function') {
    throw new TypeError('lookup: expected a function from a host name to its addresses')
  }
  if (
    responseBodyBytes !== undefined &&
    !(Number.isSafeInteger(responseBodyBytes) && responseBodyBytes >= 0)
  ) {
    throw new TypeError('responseBodyBytes: expected a whole number of bytes')
  }
}

function requireMilliseconds(name: string, value: unknown): void {
  if (
    value === undefined ||
    (Number.isInteger(value) && Number(value) > 0 && Number(value) <= longestTimerMs)
  )
    return
  throw new TypeError(`${name}: expected a whole number of milliseconds from 1 to ${longestTimerMs}`)
}
