import { SignatureError } from '../errors.js'
import { bytesOf, equalInConstantTime } from '../hmac.js'
import { type RawBody, requireRawBody } from '../raw-body.js'
import type { Secrets } from '../secrets.js'
import { messageId, signatures } from './message.js'

/** A message that came with the headers of the Standard Webhooks scheme. */
export interface SignedMessage {
  /** The body as it came, not parsed: its bytes, or their text. */
  readonly body: RawBody
  /** The request's headers: those of the Fetch API, or an object with names in any case. */
  readonly headers:
    | { get(name: string): string | null }
    | Readonly<Record<string, string | readonly string[] | undefined>>
  /** `whsec_` and base64; several while they are rotated. */
  readonly secret: Secrets
  /** So many seconds the timestamp may lie before or after now: 300 if not given. */
  readonly tolerance?: number
  /** The clock, in milliseconds since 1970: the system's if not given. */
  readonly now?: () => Date | number
}

/** What a verified signature vouches for besides the body. */
export interface VerifiedMessage {
  /** The same in every attempt to deliver a message: the key by which to tell repeated ones. */
  readonly id: string
  /** When the attempt was made. */
  readonly timestamp: Date
}

const mostSignatures = 16

/**
 * Verifies a message that was signed by the Standard Webhooks scheme (https://www.standardwebhooks.com): some `v1` signature
 * of it must be right under some secret, and its timestamp be near. It returns nothing that could be mistaken for a verdict: what
 * is not verified throws. A message that comes again in time is verified again: remember ids.
 *
 * @throws {SignatureError} if a header is missing or malformed, no signature is right, there are more than 16 of them, or the
 * timestamp is too far from now.
 * @throws {TypeError} if the program is wrong: the body is not the raw one, or a secret or the tolerance is no such thing.
 */
export function verifyMessage(message: SignedMessage): VerifiedMessage {
  const { body, headers, secret, tolerance = 300, now = Date.now } = message
  requireRawBody(body)
  if (!(Number.isFinite(tolerance) && tolerance >= 0)) {
    throw new TypeError('tolerance: expected a number of seconds that is not negative')
  }
  const id = requireHeader(headers, 'webhook-id', messageId)
  const timestamp = requireHeader(headers, 'webhook-timestamp', /^(?:0|[1-9][0-9]{0,11})$/)
  const given = requireHeader(headers, 'webhook-signature', /^[!-~]+(?: +[!-~]+)*$/).split(/ +/)
  if (given.length > mostSignatures) {
    throw new SignatureError(`webhook-signature: more than ${mostSignatures} signatures`)
  }

  const seconds = Number(timestamp)
  const right = signatures(id, seconds, body, secret).map((signature) => bytesOf(`v1,${signature}`))
  if (!given.some((each) => right.some((one) => equalInConstantTime(one, bytesOf(each))))) {
    throw new SignatureError('webhook-signature: no signature is of this message, under any of the secrets')
  }
  const age = Math.floor(Number(now()) / 1000) - seconds
  if (!(Math.abs(age) <= tolerance)) {
    throw new SignatureError(`webhook-timestamp: more than ${tolerance} seconds ${age < 0 ? 'ahead' : 'ago'}`)
  }
  return { id, timestamp: new Date(seconds * 1000) }
}

function requireHeader(headers: SignedMessage['headers'], name: string, pattern: RegExp): string {
  const values = isFetchHeaders(headers)
    ? [headers.get(name)]
    : Object.entries(headers).flatMap(([key, value]) => (key.toLowerCase() === name ? value : []))
  const [value, ...more] = values.filter((each) => each !== undefined && each !== null && each !== '')
  if (value === undefined || value === null) throw new SignatureError(`${name}: missing`)
  if (more.length > 0) throw new SignatureError(`${name}: given more than once`)
  if (typeof value !== 'string' || !pattern.test(value)) throw new SignatureError(`${name}: malformed`)
  return value
}

function isFetchHeaders(headers: SignedMessage['headers']): headers is { get(name: string): string | null } {
  return typeof headers.get === 'function'
}
