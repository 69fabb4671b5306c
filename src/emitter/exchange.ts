import type { WebAbortSignal } from '../runtime/globals.js'
import type { Target } from './check-endpoint-url.js'
import type { AttemptSettings } from './delivery-options.js'
import type { DeliveryRequest, DeliveryResponse } from './delivery-result.js'

/** What it takes to send one request. */
export interface Exchange extends Omit<AttemptSettings, 'allowed'> {
  readonly target: Target
  readonly request: DeliveryRequest
  readonly signal: WebAbortSignal | undefined
}

/**
 * What became of it. A status is the answer: what happens to the body behind it (a reset, a time-out) does not make an
 * event undelivered that the receiver has taken.
 */
export type Exchanged =
  | { readonly kind: 'answered'; readonly response: DeliveryResponse }
  | { readonly kind: 'failed' | 'refused'; readonly reason: string }

export const aborted: Exchanged = { kind: 'failed', reason: 'no answer: aborted by the caller' }

export const timedOut = (timeout: number): Exchanged => ({
  kind: 'failed',
  reason: `no answer within ${timeout} ms`,
})

/** Of an error only the code is told: its message may hold anything. */
export function noAnswer(error?: unknown): Exchanged {
  const { code, cause } = Object(error) as { readonly code?: unknown; readonly cause?: unknown }
  const known = [code, Object(cause).code].find((each) => typeof each === 'string' && /^\w{1,60}$/.test(each))
  return { kind: 'failed', reason: known ? `no answer (${known})` : 'no answer' }
}
