import type { WebAbortSignal, WebHeaders } from '../runtime/globals.js'

/** One delivery, from wherever it comes. */
export interface Delivery {
  /** The raw body, as text or bytes, or a function that reads it. It is called only if the headers are acceptable. */
  readonly body: string | Uint8Array | BodyReader
  readonly headers: DeliveryHeaders
  /** The method of an HTTP request, which must have a `Content-Type` then. Leave it out for what comes from a queue. */
  readonly method?: string | undefined
  /** Passed on to the handlers as part of `context.signal`. */
  readonly signal?: WebAbortSignal | undefined
}

/**
 * Reads a body. It may stop as soon as it has more than `maxBytes`, and return what it has. If it returns neither text nor bytes, because
 * a framework has parsed the body, the answer is 500 and `onError` gets an explanation.
 */
export type BodyReader = (maxBytes: number) => Promise<unknown>

/** Headers as servers and queues give them. Names may be of any case; a name may have several values. */
export type DeliveryHeaders =
  | WebHeaders
  | Iterable<readonly [string, string]>
  | { readonly [name: string]: string | readonly string[] | undefined }

/**
 * One view of all forms of headers. Values of one name are joined, as HTTP does, so that none of them hides another.
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
  throw new TypeError('headers: expected text')
}

// The `get` of a Map minds the case.
function isWebHeaders(headers: DeliveryHeaders): headers is WebHeaders {
  return 'get' in headers && typeof headers.get === 'function' && !(headers instanceof Map)
}

function isIterable(headers: DeliveryHeaders): headers is Iterable<readonly [string, string]> {
  return Symbol.iterator in headers
}
