import type { DeliveryResult } from 'prompt-webhooks/emitter'
import type { DueDelivery } from './due-delivery.js'

/** What to record about a job that this process holds. */
export type Acknowledgement =
  | {
      readonly kind: 'attempted'
      readonly due: DueDelivery
      readonly startedAt: Date
      readonly result: DeliveryResult
    }
  /** Not attempted; due again at `until`. */
  | { readonly kind: 'put off'; readonly due: DueDelivery; readonly until: Date }
  /** Given up without an attempt. */
  | { readonly kind: 'ended'; readonly due: DueDelivery; readonly reason: string }
  /** Nothing to do: the delivery is finished or deleted, or has a newer job. */
  | { readonly kind: 'stale'; readonly jobId: string }
