import type { DeliveryResult } from 'prompt-webhooks/emitter'
import type { DueDelivery } from './due-delivery.js'

/** What is to be recorded of a job that this process holds. */
export type Acknowledgement =
  | {
      readonly kind: 'attempted'
      readonly due: DueDelivery
      readonly startedAt: Date
      readonly result: DeliveryResult
    }
  /** Not attempted now, but at that time. */
  | { readonly kind: 'put off'; readonly due: DueDelivery; readonly until: Date }
  /** Not attempted, and given up. */
  | { readonly kind: 'ended'; readonly due: DueDelivery; readonly reason: string }
  /** There is nothing to do: the delivery is done, or gone, or another job is its. */
  | { readonly kind: 'stale'; readonly jobId: string }
