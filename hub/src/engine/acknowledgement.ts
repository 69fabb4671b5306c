import type { DeliveryResult } from 'prompt-webhooks/emitter'
import type { DeliveryJob } from '../queue/job.js'
import type { DueDelivery } from './due-delivery.js'

/** What to record about a job that this process holds. */
export type Acknowledgement =
  | {
      readonly kind: 'attempted'
      readonly job: DueDelivery
      readonly startedAt: Date
      readonly result: DeliveryResult
    }
  /** Given up without an attempt. */
  | { readonly kind: 'ended'; readonly job: DueDelivery; readonly reason: string }
  /** Nothing to do: the delivery is finished or deleted, or has a newer job. */
  | { readonly kind: 'stale'; readonly job: DeliveryJob }

export type Attempted = Extract<Acknowledgement, { kind: 'attempted' }>

/** Whether an endpoint has accepted the delivery. */
export function hasSucceeded(item: Acknowledgement): item is Attempted {
  return item.kind === 'attempted' && item.result.outcome === 'delivered'
}
