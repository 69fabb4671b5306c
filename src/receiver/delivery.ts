import type { WebAbortSignal, WebHeaders } from '../runtime/globals.js'

/** A delivery to `receive`, from any source. */
export interface Delivery {
  /**
   * The raw body as text or bytes, or a function that reads it. The function is called only if the headers
   * are fine.
   */
  readonly body: string | Uint8Array | BodyReader
  /** The headers of the request or message. */
  readonly headers: DeliveryHeaders
  /** The method of an HTTP request, which then needs a `Content-Type`. Omit it for messages from a queue. */
  readonly method?: string | undefined
  /** Aborts `context.signal` when it aborts. */
  readonly signal?: WebAbortSignal | undefined
}

/**
 * Reads a body. It may stop once it has more than `maxBytes` bytes, and return what it has: the answer is
 * 413. If it rejects, the answer is 400. If it returns neither text nor bytes, because a framework has parsed
 * the body, the answer is 500 and `onError` gets an explanation.
 */
export type BodyReader = (maxBytes: number) => Promise<unknown>

/**
 * Headers in any form that servers and queues use. Names can have any case, and a name can have several
 * values.
 */
export type DeliveryHeaders =
  | WebHeaders
  | Iterable<readonly [string, string]>
  | { readonly [name: string]: string | readonly string[] | undefined }

/**
 * Returns one view of all forms of headers. Several values of a name are joined with commas, as HTTP does, so
 * that no value hides another.
 *
 * @throws {TypeError} if a header is not text.
 */
export function readHeaders(headers: DeliveryHeaders): WebHeaders {
  if (typeof headers !== 'object' || headers === null) throw new TypeError('headers: expected an object')
  if (isWebHeaders(headers)) return headers
  const values = new Map<string, string>()
  for (const [name, value] of isIterable(headers) ? headers : Object.entries(headers)) {
    if (value === undefined) continue
    const key = name.toLowerCase()
    const text = Array.isArray(value) ? Array.from(value, requireText).join(', ') : requireText(value)
    const before = values.get(key)
    values.set(key, before === undefined ? text : `${before}, ${text}`)
  }
  return {
    get: (name) => values.get(name.toLowerCase()) ?? null,
    forEach(callback) {
      for (const [name, value] of values) callback(value, name)
    },
  }
}

function requireText(value: unknown): string {
  if (typeof value === 'string') return value
  throw new TypeError('headers: expected each value to be a string')
}

// `get` of a Map is case-sensitive.
function isWebHeaders(headers: DeliveryHeaders): headers is WebHeaders {
  return 'get' in headers && typeof headers.get === 'function' && !(headers instanceof Map)
}

function isIterable(headers: DeliveryHeaders): headers is Iterable<readonly [string, string]> {
  return Symbol.iterator in headers
}
