import { kindOf } from '../issue/issue.js'
import { globals } from '../runtime/globals.js'

/** The body of a request as it was sent, not parsed: its bytes, or their text in UTF-8. */
export type RawBody = string | Uint8Array

let utf8: { decode(bytes: Uint8Array): string } | undefined

/** Returns the text of a body, or `undefined` if its bytes are not UTF-8. */
export function textOf(body: RawBody): string | undefined {
  if (typeof body === 'string') return body
  // Keeps a byte order mark, because JSON does not allow one.
  utf8 ??= new globals.TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  try {
    return utf8.decode(body)
  } catch {
    return undefined
  }
}

/**
 * Returns whether a body has UTF-8 bytes. A lone surrogate has none: encoders put another character in its
 * place.
 */
export function hasBytes(body: RawBody): boolean {
  if (typeof body !== 'string') return true
  const text: string & { isWellFormed?(): boolean } = body
  // At once for most texts, where the expression looks at each character. Since Node 20, and browsers of
  // 2023.
  return text.isWellFormed?.() ?? !/\p{Surrogate}/u.test(body)
}

/**
 * Checks that a body is raw.
 *
 * @throws {TypeError} if it is not a string or bytes but, for example, an object that a framework has parsed.
 */
export function requireRawBody(body: unknown): asserts body is RawBody {
  if (typeof body === 'string' || isBytes(body)) return
  throw new TypeError(
    `body: expected the raw body, a string or a Uint8Array, got ${kindOf(body)}. The signature covers the body as it was sent, so read it before it is parsed. ` +
      "Express: before express.json(), with express.raw({ type: 'application/json', limit: '1mb' }) (default: 100 kB), " +
      'or as request.rawBody, set by verify of express.json({ verify }). NestJS: as request.rawBody, with { rawBody: true }. ' +
      "Fastify: addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => done(null, body)) and request.body. " +
      'Hono, Next: await request.clone().text().',
  )
}

// Not `instanceof`: the bytes can come from another realm, as in some test runners.
function isBytes(value: unknown): value is Uint8Array {
  return ArrayBuffer.isView(value) && (value as Uint8Array)[Symbol.toStringTag] === 'Uint8Array'
}
