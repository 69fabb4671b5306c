import type { UnknownWebhookEvent, WebhookEvent } from '../index.js'
import type { Cancellation } from './cancellation.js'
import type { DeliveryContext } from './context.js'
import type { DedupeStore } from './dedupe-store.js'
import type { UnknownHandler } from './handlers.js'
import type { Report } from './report.js'
import { failed, type ReceiveResult } from './result.js'
import { type Outcome, runOnce } from './run-once.js'
import { settledWithin } from './settled-within.js'

interface Dispatch {
  readonly handlers: ReadonlyMap<string, UnknownHandler>
  readonly onUnknown: UnknownHandler | undefined
  readonly handlerTimeoutMs: number | null
  readonly dedupe: { readonly store: DedupeStore; readonly ttlMs: number } | undefined
  readonly report: Report
}

const minClaimMs = 5 * 60_000

/** Gives events to their handlers, each once if there is a store. */
export function dispatcher({ handlers, onUnknown, handlerTimeoutMs, dedupe, report }: Dispatch) {
  // Longer than the time-out, so that retries find the claim of a handler that still runs.
  const claimMs = handlerTimeoutMs === null ? minClaimMs : Math.max(minClaimMs, 2 * handlerTimeoutMs)

  return async (
    event: WebhookEvent | UnknownWebhookEvent,
    context: DeliveryContext,
    cancellation: Cancellation,
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
    const inTime = (work: Promise<Outcome>) =>
      settledWithin(handlerTimeoutMs, work, (): Outcome => {
        const error = new Error(
          `handlerTimeoutMs: the handler or the store has not settled within ${handlerTimeoutMs} ms; answered with 503, so that the sender retries`,
        )
        error.name = 'TimeoutError'
        cancellation.abort(error)
        // Not awaited: the sender has waited long enough.
        report(503, error, context)
        return { kind: 'late', error }
      })
    const outcome = await (dedupe
      ? runOnce({ ...dedupe, key: context.deliveryId, claimMs, run, inTime, report: tell })
      : inTime(run()))
    if (outcome.kind === 'busy') return failed(503)
    if (outcome.kind === 'late') return failed(503, outcome.error)
    if (outcome.kind === 'failed') return failed(500, outcome.error)
    if (outcome.kind === 'duplicate') return { kind: 'duplicate', status: 204, event }
    return { kind: handler ? 'handled' : 'ignored', status: 204, event }
  }
}
