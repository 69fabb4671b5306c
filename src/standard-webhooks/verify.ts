import { SignatureError } from '../event/errors.js'
import { hmacSha256 } from '../signing/hmac.js'
import { type RawBody, requireRawBody } from '../signing/raw-body.js'
import type { Secrets } from '../signing/secrets.js'
import {
  defaultToleranceSeconds,
  readClaim,
  requireTolerance,
  type VerifiedMessage,
  verifyClaim,
} from './claim.js'
import { requireKeys } from './message.js'

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
  /** Max seconds between the timestamp and now, before or after. Default: 300. */
  readonly toleranceSeconds?: number
  /** The clock: a date, or milliseconds since 1970. Default: the system's. */
  readonly now?: () => Date | number
}

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
  const {
    body,
    headers,
    secret,
    toleranceSeconds = defaultToleranceSeconds,
    now = () => Date.now(),
  } = message
  requireRawBody(body)
  if (typeof headers !== 'object' || headers === null) {
    throw new TypeError('headers: expected those of the request, an object')
  }
  requireTolerance(toleranceSeconds)
  const claim = readClaim((name) => onlyValue(headers, name))
  const macs = requireKeys(secret).map((key) => hmacSha256('base64', key, body, claim.prefix))
  return verifyClaim(claim, body, macs, toleranceSeconds, Number(now()))
}

function onlyValue(headers: SignedMessage['headers'], name: string): unknown {
  if (isFetchHeaders(headers)) return headers.get(name)
  const [value, ...more] = Object.entries(headers)
    .flatMap(([key, values]) => (key.toLowerCase() === name ? values : []))
    .filter((each) => each !== undefined && each !== null && each !== '')
  if (more.length > 0) throw new SignatureError(`${name}: given more than once`)
  return value
}

function isFetchHeaders(headers: SignedMessage['headers']): headers is { get(name: string): string | null } {
  return typeof headers.get === 'function'
}
