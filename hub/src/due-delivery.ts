import type { WebhookEvent } from 'prompt-webhooks'
import type { DeliveryResult } from 'prompt-webhooks/emitter'
import type { DeliveryJob } from './queue/job.js'

/** A job that this process holds, with everything that an attempt needs. */
export interface DueDelivery extends DeliveryJob {
  readonly event: WebhookEvent
  /** Attempts since the delivery was first sent or last sent again by hand. */
  readonly tries: number
  readonly webhookId: string
  readonly url: string
  readonly secrets: readonly string[]
  /** The webhook's own headers. */
  readonly headers: Readonly<Record<string, string>>
  /** Milliseconds for one attempt. `null` means that of the hub. */
  readonly timeoutMs: number | null
  /** Max attempts at a time to the webhook. `null` means that of the hub. */
  readonly concurrency: number | null
  /** Whether its lane is closed: see `DueDeliveries.closedLanes`. */
  readonly isClosed: boolean
  /**
   * Whether the last attempts to the webhook failed, or none has succeeded since it was reported as
   * failing.
   */
  readonly isFailing: boolean
  /** Whether to give it up without an attempt, because its webhook was disabled. */
  readonly isDisabled: boolean
}

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

/** What the engine reads and writes, apart from the queue. */
export interface DueDeliveries {
  /** Returns the deliveries by the ids of their jobs. Stale jobs are missing. */
  load(jobs: readonly DeliveryJob[]): Promise<Map<string, DueDelivery>>
  /**
   * Returns the lanes from which this process must not attempt anything now: their webhook rests or is
   * paused, or has secrets that no key of this process decrypts, or is one of `heldIds` and was disabled or
   * removed. Asks the database each time, so that whatever closes or opens a lane, in any process, takes
   * effect at once.
   */
  closedLanes(heldIds: readonly string[]): Promise<Set<string>>
  /**
   * Records what became of jobs, and removes them, all or none. Returns the lanes that it has closed: their
   * webhooks rest now, or were disabled.
   */
  record(items: readonly Acknowledgement[]): Promise<Set<string>>
}
