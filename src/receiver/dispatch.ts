import type { UnknownWebhookEvent, WebhookEvent } from '../index.js'
import type { DeliveryContext } from './context.js'
import type { DedupeStore } from './dedupe-store.js'
import type { UnknownHandler, WebhookHandlers } from './handlers.js'
import type { Report } from './report.js'
import { failed, type ReceiveResult } from './result.js'
import { type Outcome, runOnce } from './run-once.js'

interface Dispatch {
  readonly on: WebhookHandlers
  readonly onUnknown: UnknownHandler | undefined
  readonly dedupe: { readonly store: DedupeStore; readonly ttlMs: number } | undefined
  readonly report: Report
}

/** Gives events to their handlers, each once if there is a store. */
export function dispatcher({ on, onUnknown, dedupe, report }: Dispatch) {
  // `on` promises for each event type that its handler takes the events of that type.
  const handlers = new Map(Object.entries(on as Readonly<Record<string, UnknownHandler>>))

  return async (
    event: WebhookEvent | UnknownWebhookEvent,
    context: DeliveryContext,
  ): Promise<ReceiveResult> => {
    const handler = handlers.get(event.event_type)
    const handle = handler ?? onUnknown
    if (!handle) return { kind: 'ignored', status: 204, event }

    const tell = (error: unknown) => report(500, error, context)
    const run = async (): Promise<Outcome> => {
      try {
        await handle(event, context)
        return { kind: 'done' }
      } catch (error) {
        await tell(error)
        return { kind: 'failed', error }
      }
    }
    const outcome = dedupe
      ? await runOnce({ ...dedupe, key: context.deliveryId, run, report: tell })
      : await run()
    if (outcome.kind === 'busy') return failed(503)
    if (outcome.kind === 'failed') return failed(500, outcome.error)
    if (outcome.kind === 'duplicate') return { kind: 'duplicate', status: 204, event }
    return { kind: handler ? 'handled' : 'ignored', status: 204, event }
  }
}
