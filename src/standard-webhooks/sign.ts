import { hmacSha256 } from '../signing/hmac.js'
import { type RawBody, requireRawBody } from '../signing/raw-body.js'
import type { Secrets } from '../signing/secrets.js'
import { messageId, requireKeys, signatureOf, signedPrefix } from './message.js'

/** A message to sign by the Standard Webhooks scheme. */
export interface MessageToSign {
  /** The id of the message, the same in every attempt to deliver it: visible ASCII without a full stop. */
  readonly id: string
  /** When this attempt is made: a date, or whole seconds since 1970. */
  readonly timestamp: Date | number
  /** What is sent. */
  readonly body: RawBody
  /** `whsec_` and base64, of 24 to 64 random bytes; several while they are rotated, which gives a signature each. */
  readonly secret: Secrets
}

/** The headers of a message that is signed by the Standard Webhooks scheme. */
export type MessageHeaders = {
  'webhook-id': string
  'webhook-timestamp': string
  'webhook-signature': string
}

// The last second of the year 9999. Whoever gives milliseconds is far beyond it.
const lastSecond = 253_402_300_799

/**
 * The headers that sign a message by the Standard Webhooks scheme (https://www.standardwebhooks.com): HMAC-SHA256 over the
 * id, the time and the body.
 *
 * @throws {TypeError} if the id, the timestamp, the body or a secret is not as described.
 */
export function signMessage({ id, timestamp, body, secret }: MessageToSign): MessageHeaders {
  if (typeof id !== 'string' || !messageId.test(id)) {
    throw new TypeError('id: expected visible ASCII without a full stop')
  }
  const seconds = typeof timestamp === 'number' ? timestamp : secondsOf(timestamp)
  if (!Number.isInteger(seconds) || seconds < 0 || seconds > lastSecond) {
    throw new TypeError(
      'timestamp: expected a date from 1970 on, or whole seconds (not milliseconds) since then',
    )
  }
  requireRawBody(body)
  const prefix = signedPrefix(id, seconds)
  const signatures = requireKeys(secret).map((key) => signatureOf(hmacSha256('base64', key, body, prefix)))
  return {
    'webhook-id': id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': signatures.join(' '),
  }
}

// NaN for what is no date, whatever its type was said to be.
const secondsOf = (date: Partial<Date> | undefined) => Math.floor(Number(date?.getTime?.()) / 1000)
