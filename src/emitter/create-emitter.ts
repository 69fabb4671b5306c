import type { WebhookEvent } from '../index.js'
import { copyOptions } from '../issue/copy-options.js'
import { globals, type WebAbortSignal } from '../runtime/globals.js'
import { canonicalJson } from '../signature/index.js'
import { requireSignal } from './delivery-options.js'
import { type DeliveryReport, type EmitterOptions, readEmitterOptions } from './emitter-options.js'
import { EndpointQueue } from './endpoint-queue.js'
import { strictEvent } from './strict-event.js'

/** Delivers events in the background. `createEmitter` makes one. */
export interface Emitter {
  /**
   * Queues a copy of an event for each endpoint that wants it, and returns at once.
   *
   * @throws {InvalidEventError} if the event is not valid by the strict contract.
   * @throws {TypeError} if the emitter is closed.
   */
  readonly emit: (event: WebhookEvent) => void
  /**
   * Stops taking events, and resolves when no delivery is pending. With the default delays that may take
   * days: pass a `signal` to give up whatever is still pending when it aborts. Each delivery that is given up
   * is reported to `onDelivery`.
   *
   * @throws {TypeError} if `signal` is not an AbortSignal, or an option is unknown.
   */
  readonly close: (options?: { readonly signal?: WebAbortSignal | undefined }) => Promise<void>
}

/**
 * Creates an emitter, which delivers events in the background and retries what fails. Endpoints do not wait
 * for each other. Deliveries may arrive in any order. Pending deliveries are held in memory, and are lost
 * when the process ends.
 *
 * @example
 * ```ts
 * const emitter = createEmitter({
 *   endpoints: [{ url: 'https://example.com/webhooks', secret: 'test-secret' }],
 *   onDelivery: ({ state, reason }) => console.log(state, reason),
 * })
 * emitter.emit(event)
 * await emitter.close({ signal: AbortSignal.timeout(10_000) })
 * ```
 *
 * @throws {TypeError} that names the first wrong option, or all unknown ones. A URL that is not permitted is
 * a wrong option.
 */
export function createEmitter(options: EmitterOptions): Emitter {
  const settings = readEmitterOptions(options)
  const { endpoints, onDelivery } = settings
  const report = (delivery: DeliveryReport) => void callback(onDelivery, delivery)
  const queues = endpoints.map((endpoint) => new EndpointQueue(endpoint, settings, report))
  let closed = false

  return {
    emit(event) {
      if (closed) throw new TypeError('emit: the emitter is closed')
      const { json } = strictEvent(event)
      // Frozen, because the reports of all endpoints share it.
      const emitted = { event: JSON.parse(json, freeze), body: canonicalJson(json) }
      for (const queue of queues) queue.add(emitted)
    },
    async close(options = {}) {
      const { signal } = copyOptions(options, { signal: true })
      requireSignal(signal)
      closed = true
      const abort = () => {
        for (const queue of queues) queue.abort()
      }
      if (signal?.aborted) abort()
      signal?.addEventListener('abort', abort)
      await Promise.all(queues.map((queue) => queue.drain()))
      signal?.removeEventListener('abort', abort)
    },
  }
}

const freeze = (_key: string, value: unknown) => Object.freeze(value)

/** Calls `onDelivery`. An error in it must not end a delivery. */
async function callback(onDelivery: EmitterOptions['onDelivery'], report: DeliveryReport): Promise<void> {
  try {
    await onDelivery?.(report)
  } catch (error) {
    globals.console.error(error)
  }
}
