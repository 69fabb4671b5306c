import { globals, type WebRequest } from '../runtime/globals.js'
import { signatureHeaders } from '../signature/signature-headers.js'
import type { Secrets } from '../signing/secrets.js'
import type { MessageToSign } from '../standard-webhooks/index.js'
import { uniqueNumber } from './unique-number.js'

/** The global `Request`. */
export type SignedRequest = WebRequest

/** A request as a value: what `receive` of a receiver, `fetch`, and test clients for servers take. */
export interface SignedDelivery {
  readonly method: 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** What is signed by Standard Webhooks, besides the event. */
export interface SignedDeliveryOptions {
  /** By default one that no other delivery has. A receiver takes a second message of the same id for a repeated one. */
  readonly messageId?: string
  /** By default now. */
  readonly timestamp?: MessageToSign['timestamp']
}

export interface SignedRequestOptions extends SignedDeliveryOptions {
  /** `http://localhost/` unless told: a receiver does not read it. */
  readonly url?: string
}

/**
 * A delivery that a receiver with this secret accepts: signed by the sender's scheme and, under a secret that starts with
 * `whsec_`, by Standard Webhooks as well. Of several secrets the first signs by the sender's scheme.
 *
 * @param event Any JSON value: a receiver must also be able to refuse one.
 * @throws {TypeError} if the event is no JSON value, or a secret or an option cannot be one.
 */
export function signedDelivery(
  event: unknown,
  secret: Secrets,
  { messageId = `msg_${uniqueNumber()}`, timestamp = new Date() }: SignedDeliveryOptions = {},
): SignedDelivery {
  const body = JSON.stringify(event)
  if (body === undefined) throw new TypeError(`event: expected a JSON value, got ${typeof event}`)
  return {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...signatureHeaders({ id: messageId, timestamp, body, secret }),
    },
    body,
  }
}

/** The same as a Fetch `Request`. */
export function signedRequest(
  event: unknown,
  secret: Secrets,
  { url = 'http://localhost/', ...options }: SignedRequestOptions = {},
): SignedRequest {
  return new globals.Request(url, signedDelivery(event, secret, options))
}
