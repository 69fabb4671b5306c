import { SignatureError } from '../event/errors.js'
import { hmacSha256 } from '../signing/hmac.js'
import { requireRawBody } from '../signing/raw-body.js'
import {
  defaultToleranceSeconds,
  readClaim,
  requireTolerance,
  type VerifiedMessage,
  verifyClaim,
} from './claim.js'
import { requireKeys } from './message.js'

/** A message with the headers of Standard Webhooks. */
export interface SignedMessage {
  /** The raw body, as bytes or text. Not parsed: a signature covers what was sent. */
  readonly body: string | Uint8Array
  /** The headers of the request: a Fetch `Headers`, or an object with names in any case. */
  readonly headers:
    | { get(name: string): string | null }
    | Readonly<Record<string, string | readonly string[] | undefined>>
  /** `whsec_` followed by base64, or several while you rotate them. */
  readonly secret: string | readonly string[]
  /** Max seconds between the timestamp and now, in either direction. Default: 300. */
  readonly toleranceSeconds?: number | undefined
  /** The clock: returns a date, or milliseconds since 1970. Default: the system's clock. */
  readonly now?: (() => Date | number) | undefined
}

/**
 * Verifies a message that was signed with Standard Webhooks (https://www.standardwebhooks.com). At least one
 * `v1` signature must be valid under one of the secrets, and the timestamp must be close to now. Throws if
 * not, so there is no result to forget to check. A replayed message is valid until its timestamp is too old:
 * remember the ids.
 *
 * @example
 * import { verifyMessage } from 'prompt-webhooks/standard-webhooks'
 *
 * const body = await request.text()
 * const { id } = verifyMessage({ body, headers: request.headers, secret: process.env.WEBHOOK_SECRET ?? '' })
 *
 * @throws {SignatureError} if a header is missing or malformed, no signature is valid, there are more than 16
 * of them, or the timestamp is too far from now. Answer with 401.
 * @throws {TypeError} if the call is wrong: the body is not a string or bytes, or a secret or the tolerance
 * is wrong.
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
    throw new TypeError('headers: expected the headers of the request, an object')
  }
  requireTolerance(toleranceSeconds)
  const claim = readClaim((name) => onlyValue(headers, name))
  const macs = requireKeys(secret).map((key) => hmacSha256('base64', key, body, claim.prefix))
  return verifyClaim(claim, body, macs, toleranceSeconds, Number(now()))
}

function onlyValue(headers: SignedMessage['headers'], name: string): unknown {
  if (isFetchHeaders(headers)) return headers.get(name)
  let value: unknown
  for (const [key, values] of Object.entries(headers)) {
    if (key.length !== name.length || key.toLowerCase() !== name) continue
    for (const each of Array.isArray(values) ? values : [values]) {
      if (each === undefined || each === null || each === '') continue
      if (value !== undefined)
        throw new SignatureError(`${name}: given more than once`, 'malformed_signature')
      value = each
    }
  }
  return value
}

function isFetchHeaders(headers: SignedMessage['headers']): headers is { get(name: string): string | null } {
  return typeof headers.get === 'function'
}
