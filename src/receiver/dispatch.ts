import { isWebhookEventType, type UnknownWebhookEvent, type WebhookEvent } from '../index.js'
import { settledWithin } from '../runtime/timer.js'
import type { CheckedOptions } from './check-options.js'
import type { Cancellation, DeliveryContext } from './context.js'
import type { DedupeStore } from './dedupe-store.js'
import type { AnyEventHandler } from './options.js'
import { failed, type ReceiveResult } from './result.js'
import { type Outcome, runOnce } from './run-once.js'

interface Dispatch extends Pick<CheckedOptions, 'handlers' | 'onUnknown' | 'onAny' | 'handlerTimeoutMs'> {
  readonly dedupe: { readonly store: DedupeStore; readonly ttlMs: number } | undefined
  readonly report: (status: 500 | 503, error: unknown, context: DeliveryContext) => Promise<void>
}

const minClaimMs = 5 * 60_000

/** Returns a function that passes an event to its handlers, once if there is a store. */
export function dispatcher({ handlers, onUnknown, onAny, handlerTimeoutMs, dedupe, report }: Dispatch) {
  // Longer than the time-out, so that retries find the claim of a handler that still runs.
  const claimMs = handlerTimeoutMs === null ? minClaimMs : Math.max(minClaimMs, 2 * handlerTimeoutMs)

  return async (
    event: WebhookEvent | UnknownWebhookEvent,
    context: DeliveryContext,
    cancellation: Cancellation,
  ): Promise<ReceiveResult> => {
    const handler = handlers.get(event.event_type)
    const own = isWebhookEventType(event.event_type) ? handler : (onUnknown as AnyEventHandler | undefined)
    if (!own && !onAny) return { kind: 'ignored', status: 204, event }

    const reportThrown = (error: unknown) => report(500, error, context)
    const run = async (): Promise<Outcome> => {
      try {
        await own?.(event, context)
        await onAny?.(event, context)
        return { kind: 'done' }
      } catch (error) {
        await reportThrown(error)
        return { kind: 'failed', error }
      }
    }
    const inTime = (work: Promise<Outcome>) =>
      settledWithin(handlerTimeoutMs, work, (): Outcome => {
        const error = new Error(
          `handlerTimeoutMs: the handlers or the store took longer than ${handlerTimeoutMs} ms; the answer is 503, so that the sender retries`,
        )
        error.name = 'TimeoutError'
        cancellation.abort(error)
        // Not awaited: the sender has waited long enough.
        report(503, error, context)
        return { kind: 'late', error }
      })
    const outcome = await (dedupe
      ? runOnce({ ...dedupe, key: context.deliveryId, claimMs, run, inTime, report: reportThrown })
      : inTime(run()))
    if (outcome.kind === 'busy') return failed(503)
    if (outcome.kind === 'late') return failed(503, outcome.error)
    if (outcome.kind === 'failed') return failed(500, outcome.error)
    if (outcome.kind === 'duplicate') return { kind: 'duplicate', status: 204, event }
    return { kind: handler ? 'handled' : 'ignored', status: 204, event }
  }
}
