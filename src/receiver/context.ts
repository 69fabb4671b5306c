import { globals, type WebAbortSignal, type WebHeaders } from '../runtime/globals.js'
import { bodyHash } from '../signature/body-hash.js'
import { hmac } from '../signing/built-in-hmac.js'
import type { Delivery } from './delivery.js'

/** The delivery that an event came with. Handlers get it as their second argument. */
export class DeliveryContext {
  /** When the delivery was received, by the system's clock. */
  readonly receivedAt: Date = new Date()
  /** The headers of the delivery. Do not trust them: only those of Standard Webhooks are signed. */
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
   * The same each time an event is delivered, so you can use it as an idempotency key. It comes from signed
   * content only: the `webhook-id` of Standard Webhooks, or a hash of the body's canonical text.
   */
  get deliveryId(): string {
    // Web Crypto hashes asynchronously. Where it is used, the receiver has computed the id already.
    this.#deliveryId ??= bodyHash(hmac, this.rawBody) as string
    return this.#deliveryId
  }

  /** Aborts when the sender disconnects before it gets its answer, or when `handlerTimeoutMs` is over. */
  get signal(): WebAbortSignal {
    return this.#cancellation.signal
  }
}

type Controller = InstanceType<typeof globals.AbortController>

/** Makes the signal of a context, which aborts when the sender disconnects or the handlers take too long. */
export class Cancellation {
  #delivery: Pick<Delivery, 'signal'> | undefined
  #controller: Controller | undefined
  #aborted: { readonly reason: unknown } | undefined
  #stopListening = () => {}

  constructor(delivery: Pick<Delivery, 'signal'>) {
    this.#delivery = delivery
  }

  /** Created on first use, because most handlers do not need it. */
  get signal(): WebAbortSignal {
    if (this.#controller) return this.#controller.signal
    const controller = new globals.AbortController()
    this.#controller = controller
    const signal = this.#delivery?.signal
    if (this.#aborted) controller.abort(this.#aborted.reason)
    else if (signal?.aborted) controller.abort(signal.reason)
    else if (signal) {
      const listener = () => this.abort(signal.reason)
      signal.addEventListener('abort', listener)
      this.#stopListening = () => signal.removeEventListener('abort', listener)
    }
    return controller.signal
  }

  abort(reason: unknown): void {
    this.#aborted = { reason }
    this.#controller?.abort(reason)
  }

  /**
   * Stops listening to the delivery's signal, which many deliveries may share. A signal that is first read
   * after the answer does not start to listen, because the end of the connection then cancels nothing.
   */
  end(): void {
    this.#delivery = undefined
    this.#stopListening()
  }
}
