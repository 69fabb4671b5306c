import { globals } from '../runtime/globals.js'
import type { Delivery } from './delivery.js'
import type { WebAbortSignal } from './web-types.js'

/** What cancels the handling of a delivery: the caller goes away, or the handler takes too long. */
export class Cancellation {
  readonly #delivery: Pick<Delivery, 'signal'>
  #controller: InstanceType<typeof globals.AbortController> | undefined
  #reason: { readonly reason: unknown } | undefined

  constructor(delivery: Pick<Delivery, 'signal'>) {
    this.#delivery = delivery
  }

  /** Made when it is asked for: most handlers never do. */
  get signal(): WebAbortSignal {
    if (this.#controller) return this.#controller.signal
    const controller = new globals.AbortController()
    this.#controller = controller
    const { signal } = this.#delivery
    if (this.#reason) controller.abort(this.#reason.reason)
    else if (signal?.aborted) controller.abort(signal.reason)
    else signal?.addEventListener('abort', () => this.abort(signal.reason))
    return controller.signal
  }

  abort(reason: unknown): void {
    this.#reason ??= { reason }
    this.#controller?.abort(reason)
  }
}
