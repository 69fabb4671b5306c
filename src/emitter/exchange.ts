import type { WebAbortSignal } from '../runtime/globals.js'
import type { Target } from './check-endpoint-url.js'
import type { AttemptSettings } from './delivery-options.js'
import type { DeliveryRequest, DeliveryResponse } from './delivery-result.js'

/** Everything that sending one request needs. */
export interface Exchange extends Omit<AttemptSettings, 'allowed'> {
  readonly target: Target
  readonly request: DeliveryRequest
  readonly signal: WebAbortSignal | undefined
}

/**
 * The result of sending one request. Once there is a status, the request was answered: a reset or a time-out
 * in the body behind it does not change that the receiver has taken the event.
 */
export type Exchanged =
  | { readonly kind: 'answered'; readonly response: DeliveryResponse }
  | { readonly kind: 'retry' | 'refused'; readonly reason: string }

export const aborted: Exchanged = { kind: 'retry', reason: 'no answer: aborted by the caller' }

export const timedOut = (timeoutMs: number): Exchanged => ({
  kind: 'retry',
  reason: `no answer within ${timeoutMs} ms`,
})

/**
 * The result after a network error. It has only the error's code, because the message may contain anything.
 */
export function noAnswer(error?: unknown): Exchanged {
  const { code, cause } = Object(error) as { readonly code?: unknown; readonly cause?: unknown }
  const known = [code, Object(cause).code].find((each) => typeof each === 'string' && /^\w{1,60}$/.test(each))
  return { kind: 'retry', reason: known ? `no answer (${known})` : 'no answer' }
}
