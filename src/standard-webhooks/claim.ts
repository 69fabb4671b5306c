import { equalInConstantTime } from '../constant-time.js'
import { SignatureError } from '../errors.js'
import { hasBytes, type RawBody, requireRawBody } from '../raw-body.js'
import type { Secrets } from '../secrets.js'
import { messageId, requireKeys, signatureOf, signedPrefix } from './message.js'

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

/** What a message says of itself. It is true if one of its signatures is made of one of the MACs of what was signed. */
export interface Claim {
  readonly body: RawBody
  readonly id: string
  readonly seconds: number
  readonly signatures: readonly string[]
  /** Each MAC, in base64, is made with one of the keys, of the body after the prefix. */
  readonly keys: readonly Uint8Array[]
  readonly prefix: string
  readonly tolerance: number
  readonly now: () => Date | number
}

const mostSignatures = 16

/** @throws {SignatureError|TypeError} as `verifyMessage` does, but for what takes the MACs to know. */
export function readClaim(message: SignedMessage): Claim {
  const { body, headers, secret, tolerance = 300, now = Date.now } = message
  requireRawBody(body)
  if (!(Number.isFinite(tolerance) && tolerance >= 0)) {
    throw new TypeError('tolerance: expected a number of seconds that is not negative')
  }
  const id = requireHeader(headers, 'webhook-id', messageId)
  const timestamp = requireHeader(headers, 'webhook-timestamp', /^(?:0|[1-9][0-9]{0,11})$/)
  const signatures = requireHeader(headers, 'webhook-signature', /^[!-~]+(?: +[!-~]+)*$/).split(/ +/)
  if (signatures.length > mostSignatures) {
    throw new SignatureError(`webhook-signature: more than ${mostSignatures} signatures`)
  }
  const seconds = Number(timestamp)
  const prefix = signedPrefix(id, seconds)
  return { body, id, seconds, signatures, keys: requireKeys(secret), prefix, tolerance, now }
}

/** @throws {SignatureError} as `verifyMessage` does. */
export function verifyClaim(claim: Claim, macs: readonly string[]): VerifiedMessage {
  const { body, id, seconds, signatures, tolerance, now } = claim
  const right = macs.map(signatureOf)
  if (!hasBytes(body) || !signatures.some((each) => right.some((one) => equalInConstantTime(one, each)))) {
    throw new SignatureError('webhook-signature: none of this message, under any of the secrets')
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
