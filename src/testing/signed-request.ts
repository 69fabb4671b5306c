import { copyOptions } from '../issue/copy-options.js'
import { kindOf } from '../issue/issue.js'
import { globals, type WebRequest } from '../runtime/globals.js'
import { signatureHeaders } from '../signature/signature-headers.js'
import type { Secrets } from '../signing/secrets.js'
import { type MessageToSign, signMessage } from '../standard-webhooks/index.js'
import { messageId as messageIdPattern } from '../standard-webhooks/message.js'
import { uniqueNumber } from './unique-number.js'

export type { WebRequest as SignedRequest }

/**
 * A signed delivery as a plain object: pass it to `receive` of a receiver, to `fetch`, or to a test client.
 */
export interface SignedDelivery {
  /** The HTTP method. */
  readonly method: 'POST'
  /** The HTTP headers, with names in lower case: the content type and the signatures. */
  readonly headers: Readonly<Record<string, string>>
  /** The event as JSON. */
  readonly body: string
}

/** What Standard Webhooks signs together with the event. A secret without `whsec_` sends neither. */
export interface SignedDeliveryOptions {
  /**
   * The id of the message: visible ASCII without a full stop. A receiver treats a second message with the
   * same id as a repeat. Default: an id that no other delivery has.
   */
  readonly messageId?: string | undefined
  /** When the message is sent: a `Date`, or whole seconds since 1970. Default: now. */
  readonly timestamp?: MessageToSign['timestamp'] | undefined
}

/** The options of a signed delivery, and the address of the request. */
export interface SignedRequestOptions extends SignedDeliveryOptions {
  /** The absolute URL of the request. Receivers ignore it. Default: `http://localhost/`. */
  readonly url?: string | undefined
}

/**
 * Creates a delivery that a receiver with this secret accepts. It has a signature of the sender's scheme,
 * made with the first secret, and a Standard Webhooks signature for each secret that starts with `whsec_`.
 *
 * @example
 * ```ts
 * const receiver = createReceiver({ secret: 'test-secret', on: {} })
 * const event = createTestEvent('prompt_template_deleted')
 *
 * const { status } = await receiver.receive(signedDelivery(event, 'test-secret'))
 * ```
 *
 * @param event Any JSON value, so that you can also send what a receiver must refuse.
 * @param secret The secret of the receiver, or a list of secrets.
 * @throws {TypeError} if the event is not a JSON value, or a secret or an option is wrong or unknown.
 */
export function signedDelivery(
  event: unknown,
  secret: string | readonly string[],
  options: SignedDeliveryOptions = {},
): SignedDelivery {
  return sign(event, secret, copyOptions(options, deliveryOptions))
}

/**
 * Creates a Fetch `Request` that a receiver with this secret accepts: `signedDelivery` for servers and
 * frameworks that take a `Request`.
 *
 * @example
 * ```ts
 * const POST = createReceiver({ secret: 'test-secret', on: {} }).fetch
 * const event = createTestEvent('prompt_template_deleted')
 *
 * const { status } = await POST(signedRequest(event, 'test-secret'))
 * ```
 *
 * @param event Any JSON value, so that you can also send what a receiver must refuse.
 * @param secret The secret of the receiver, or a list of secrets.
 * @throws {TypeError} if the event is not a JSON value, or a secret or an option is wrong or unknown.
 */
export function signedRequest(
  event: unknown,
  secret: string | readonly string[],
  options: SignedRequestOptions = {},
): WebRequest {
  const { url = 'http://localhost/', ...delivery } = copyOptions(options, { url: true, ...deliveryOptions })
  const signed = sign(event, secret, delivery)
  try {
    return new globals.Request(url, signed)
  } catch (cause) {
    throw new TypeError('url: expected an absolute URL', { cause })
  }
}

const deliveryOptions = { messageId: true, timestamp: true } as const

const anyMessageSecret = `whsec_${'A'.repeat(32)}`

function sign(event: unknown, secret: Secrets, options: SignedDeliveryOptions): SignedDelivery {
  const { messageId = `msg_${uniqueNumber()}`, timestamp = new Date() } = options
  if (typeof messageId !== 'string' || !messageIdPattern.test(messageId)) {
    throw new TypeError('messageId: expected visible ASCII without a full stop')
  }
  const body = JSON.stringify(event)
  if (body === undefined) throw new TypeError(`event: expected a JSON value, got ${kindOf(event)}`)
  // Refuses a wrong timestamp under every secret, although only those with `whsec_` sign it.
  signMessage({ id: messageId, timestamp, body, secret: anyMessageSecret })
  return {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...signatureHeaders({ id: messageId, timestamp, body, secret }),
    },
    body,
  }
}
