import type { WebHeaders } from './web-types.js'

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
