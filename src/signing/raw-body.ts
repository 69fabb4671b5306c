import { kindOf } from '../issue/issue.js'
import { globals } from '../runtime/globals.js'

/** The body of a request as it came: its bytes, or the text that they are in UTF-8. */
export type RawBody = string | Uint8Array

let utf8: { decode(bytes: Uint8Array): string } | undefined

/** The text of a body; undefined if its bytes are not UTF-8. */
export function textOf(body: RawBody): string | undefined {
  if (typeof body === 'string') return body
  // A byte order mark is kept, because JSON does not allow it.
  utf8 ??= new globals.TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  try {
    return utf8.decode(body)
  } catch {
    return undefined
  }
}

/** Whether a body has bytes: half of a surrogate pair has none, and would be hashed as another character. */
export function hasBytes(body: RawBody): boolean {
  return typeof body !== 'string' || !/\p{Surrogate}/u.test(body)
}

/** @throws {TypeError} if the body is not what came over the wire, such as the object that a framework made of it. */
export function requireRawBody(body: unknown): asserts body is RawBody {
  if (typeof body === 'string' || isBytes(body)) return
  throw new TypeError(
    `body: expected the raw body, a string or a Uint8Array, got ${kindOf(body)}. A signature covers what was sent, so take it before it is parsed. ` +
      "Express: app.post(path, express.raw({ type: 'application/json' }), …) and request.body. " +
      "Fastify: addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => done(null, body)) and request.body. " +
      'Next: await request.text().',
  )
}

// Not `instanceof`: the bytes may be of another realm, as they are in some test runners.
function isBytes(value: unknown): value is Uint8Array {
  return ArrayBuffer.isView(value) && (value as Uint8Array)[Symbol.toStringTag] === 'Uint8Array'
}
