import { hmacSha256 } from '../signing/hmac.js'
import { requireRawBody } from '../signing/raw-body.js'
import { messageId, requireKeys, signatureOf, signedPrefix } from './message.js'

/** A message to sign with Standard Webhooks. */
export interface MessageToSign {
  /**
   * The id of the message: visible ASCII without a full stop. Use the same id for every attempt to deliver
   * it.
   */
  readonly id: string
  /** When this attempt is made: a date, or whole seconds since 1970 (not milliseconds). */
  readonly timestamp: Date | number
  /** The body to send, as text or bytes. */
  readonly body: string | Uint8Array
  /**
   * `whsec_` followed by 24 to 64 random bytes in base64. While you rotate secrets, pass several: each adds a
   * signature.
   */
  readonly secret: string | readonly string[]
}

/** The headers that sign a message with Standard Webhooks. */
export type MessageHeaders = {
  /** The id of the message. */
  'webhook-id': string
  /** When the attempt was made, in seconds since 1970. */
  'webhook-timestamp': string
  /** `v1,` and an HMAC-SHA256 in base64, once for each secret, separated by spaces. */
  'webhook-signature': string
}

// The last second of the year 9999. A timestamp in milliseconds is far beyond it.
const lastSecond = 253_402_300_799

/**
 * Signs a message with Standard Webhooks (https://www.standardwebhooks.com): returns the headers with the
 * HMAC-SHA256 of the id, the timestamp and the body.
 *
 * @example
 * import { signMessage } from 'prompt-webhooks/standard-webhooks'
 *
 * const body = JSON.stringify(event)
 * const secret = process.env.WEBHOOK_SECRET ?? ''
 * const headers = signMessage({ id: 'msg_1', timestamp: new Date(), body, secret })
 * await fetch(url, { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body })
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
      'timestamp: expected a date since 1970, or whole seconds since 1970 (not milliseconds)',
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

// NaN if the value is not a date, whatever its type claims.
const secondsOf = (date: Partial<Date> | undefined) => Math.floor(Number(date?.getTime?.()) / 1000)
