import { isWebhookEventType, type UnknownWebhookEvent, type WebhookEvent } from '../index.js'
import { isPromise } from '../runtime/is-promise.js'
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

/** Returns a function that calls the handlers of an event. With a store it calls them once per event. */
export function dispatcher({ handlers, onUnknown, onAny, handlerTimeoutMs, dedupe, report }: Dispatch) {
  // Longer than the timeout, so that retries find the claim of a handler that is still running.
  const claimMs = handlerTimeoutMs === null ? minClaimMs : Math.max(minClaimMs, 2 * handlerTimeoutMs)

  return (
    event: WebhookEvent | UnknownWebhookEvent,
    context: DeliveryContext,
    cancellation: Cancellation,
  ): ReceiveResult | Promise<ReceiveResult> => {
    const handler = handlers.get(event.event_type)
    const own = isWebhookEventType(event.event_type) ? handler : (onUnknown as AnyEventHandler | undefined)
    if (!own && !onAny) return { kind: 'ignored', status: 204, event }

    const run = () => callHandlers(own, onAny, event, context, report)
    const inTime = (work: Promise<Outcome>) =>
      settledWithin(handlerTimeoutMs, work, (): Outcome => {
        const error = new Error(
          `handlerTimeoutMs: the handlers or the store took longer than ${handlerTimeoutMs} ms; the sender gets 503 and retries`,
        )
        error.name = 'TimeoutError'
        cancellation.abort(error)
        // Not awaited: the sender has waited long enough.
        report(503, error, context)
        return { kind: 'late', error }
      })
    const result = (outcome: Outcome): ReceiveResult => {
      cancellation.end()
      if (outcome.kind === 'busy') return failed(503)
      if (outcome.kind === 'late') return failed(503, outcome.error)
      if (outcome.kind === 'failed') return failed(500, outcome.error)
      if (outcome.kind === 'duplicate') return { kind: 'duplicate', status: 204, event }
      return { kind: handler ? 'handled' : 'ignored', status: 204, event }
    }
    if (dedupe) {
      const reportOf = (error: unknown) => report(500, error, context)
      const task = { ...dedupe, key: context.deliveryId, claimMs, run, inTime, report: reportOf }
      return runOnce(task).then(result)
    }
    const outcome = run()
    return isPromise(outcome) ? inTime(outcome).then(result) : result(outcome)
  }
}

const done: Outcome = { kind: 'done' }

/** Calls the handlers in turn. Returns a promise only if there is something to wait for. */
function callHandlers(
  own: AnyEventHandler | undefined,
  onAny: AnyEventHandler | undefined,
  event: WebhookEvent | UnknownWebhookEvent,
  context: DeliveryContext,
  report: Dispatch['report'],
): Outcome | Promise<Outcome> {
  try {
    const first = own?.(event, context)
    if (isPromise(first)) return settled(first, () => onAny?.(event, context))
    const last = onAny?.(event, context)
    return isPromise(last) ? settled(last) : done
  } catch (error) {
    return failure(error)
  }

  async function settled(working: PromiseLike<unknown>, next?: () => unknown): Promise<Outcome> {
    try {
      await working
      await next?.()
      return done
    } catch (error) {
      return failure(error)
    }
  }

  async function failure(error: unknown): Promise<Outcome> {
    await report(500, error, context)
    return { kind: 'failed', error }
  }
}
