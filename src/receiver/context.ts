import { bodyHash } from '../signature/body-hash.js'
import { hmac } from '../signing/built-in-hmac.js'
import type { Cancellation } from './cancellation.js'
import type { WebAbortSignal, WebHeaders } from './web-types.js'

/** What else is known of a delivery whose signature held. */
export class DeliveryContext {
  readonly receivedAt: Date = new Date()
  /** Not signed, but for those of Standard Webhooks. */
  readonly headers: WebHeaders
  /** The body as it came. */
  readonly rawBody: string
  readonly #cancellation: Cancellation
  #deliveryId: string | undefined

  /** @internal */
  constructor(
    headers: WebHeaders,
    rawBody: string,
    deliveryId: string | undefined,
    cancellation: Cancellation,
  ) {
    this.headers = headers
    this.rawBody = rawBody
    this.#cancellation = cancellation
    this.#deliveryId = deliveryId
  }

  /**
   * The same whenever the same event is delivered again, and made of nothing but what is signed: the `webhook-id` of
   * Standard Webhooks, else a hash of the body's canonical text.
   */
  get deliveryId(): string {
    // It is given where it takes a promise to make it.
    this.#deliveryId ??= bodyHash(hmac, this.rawBody) as string
    return this.#deliveryId
  }

  /** Aborts when the caller goes away before it is answered, and when the handler takes longer than `handlerTimeoutMs`. */
  get signal(): WebAbortSignal {
    return this.#cancellation.signal
  }
}
