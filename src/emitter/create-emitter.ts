import type { WebhookEvent } from '../index.js'
import type { WebAbortSignal } from '../runtime/globals.js'
import { globals } from '../runtime/globals.js'
import { canonicalJson } from '../signature/index.js'
import { type DeliveryReport, type EmitterOptions, readEmitterOptions } from './emitter-options.js'
import { EndpointQueue } from './endpoint-queue.js'
import { strictEvent } from './strict-event.js'

export interface Emitter {
  /**
   * Takes an event for each endpoint that wants it; does not wait for anything.
   *
   * @throws {InvalidEventError} if the event is not a strict one.
   * @throws {TypeError} if the emitter is closed.
   */
  readonly emit: (event: WebhookEvent) => void
  /**
   * Takes no more events, and resolves when nothing is pending: with the usual delays that may be days. Once the signal
   * aborts, all that is pending is given up; `onDelivery` is told of each.
   */
  readonly close: (options?: { readonly signal?: WebAbortSignal | undefined }) => Promise<void>
}

/**
 * Delivers events from within this process: in the background, each endpoint on its own, in no certain order, and again
 * after what fails. All that is pending is in memory, and lost with the process.
 *
 * @throws {TypeError} that names the first option that is wrong; a URL that is not permitted is among it.
 */
export function createEmitter(options: EmitterOptions): Emitter {
  const settings = readEmitterOptions(options)
  const { endpoints, onDelivery } = settings
  const report = (delivery: DeliveryReport) => void tell(onDelivery, delivery)
  const queues = endpoints.map((endpoint) => new EndpointQueue(endpoint, settings, report))
  let closed = false

  return {
    emit(event) {
      if (closed) throw new TypeError('emit: the emitter is closed')
      const { json } = strictEvent(event)
      // Frozen, because reports to several endpoints share it.
      const emitted = { event: JSON.parse(json, frozen), body: canonicalJson(json) }
      for (const queue of queues) queue.add(emitted)
    },
    async close({ signal } = {}) {
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

const frozen = (_key: string, value: unknown) => Object.freeze(value)

/** A report that is not taken well must not end a delivery. */
async function tell(onDelivery: EmitterOptions['onDelivery'], report: DeliveryReport): Promise<void> {
  try {
    await onDelivery?.(report)
  } catch (error) {
    globals.console.error(error)
  }
}
