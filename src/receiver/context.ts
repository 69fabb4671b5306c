import { globals, type WebAbortSignal, type WebHeaders } from '../runtime/globals.js'
import { bodyHash } from '../signature/body-hash.js'
import { hmac } from '../signing/built-in-hmac.js'
import type { Delivery } from './delivery.js'

/** What else is known of a delivery with a valid signature. */
export class DeliveryContext {
  /** When the delivery was received. */
  readonly receivedAt: Date = new Date()
  /** The headers of the delivery. Only those of Standard Webhooks are signed. */
  readonly headers: WebHeaders
  /** The body, unchanged, as text. */
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
   * The same each time the same event is delivered, and made of signed material only: the `webhook-id` of Standard Webhooks, or else a hash
   * of the body's canonical text.
   */
  get deliveryId(): string {
    // Where the hash takes a promise, the receiver has made it already.
    this.#deliveryId ??= bodyHash(hmac, this.rawBody) as string
    return this.#deliveryId
  }

  /** Aborts when the caller goes away before it gets an answer, and when the handlers take longer than `handlerTimeoutMs`. */
  get signal(): WebAbortSignal {
    return this.#cancellation.signal
  }
}

type Controller = InstanceType<typeof globals.AbortController>

/** Cancels the handling of a delivery: the caller goes away, or the handlers take too long. */
export class Cancellation {
  readonly #delivery: Pick<Delivery, 'signal'>
  #controller: Controller | undefined
  #aborted: { readonly reason: unknown } | undefined

  constructor(delivery: Pick<Delivery, 'signal'>) {
    this.#delivery = delivery
  }

  /** Made on first use, because most handlers never ask for it. */
  get signal(): WebAbortSignal {
    if (this.#controller) return this.#controller.signal
    const controller = new globals.AbortController()
    this.#controller = controller
    const { signal } = this.#delivery
    if (this.#aborted) controller.abort(this.#aborted.reason)
    else if (signal?.aborted) controller.abort(signal.reason)
    else signal?.addEventListener('abort', () => this.abort(signal.reason))
    return controller.signal
  }

  abort(reason: unknown): void {
    this.#aborted ??= { reason }
    this.#controller?.abort(reason)
  }
}
