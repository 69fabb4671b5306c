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
  /** Whether its lane is closed: see `DueDeliveries.take`. */
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

/** What one look into the queue finds. */
export interface Look {
  /** The lanes that are closed: see `DueDeliveries.take`. */
  readonly closed: ReadonlySet<string>
  /** The jobs that this process holds now. */
  readonly jobs: readonly DeliveryJob[]
  /** Their deliveries, by the ids of the jobs. Stale jobs have none. */
  readonly deliveries: ReadonlyMap<string, DueDelivery>
}

/** What the engine reads and writes, apart from the jobs that it holds. */
export interface DueDeliveries {
  /**
   * Takes up to `batchSize` due jobs and loads their deliveries, in one transaction. None is from an ignored
   * or a closed lane. A lane is closed if its webhook is enabled and rests or is paused, or has secrets that no
   * key of this process decrypts, or is one of `heldIds` and was disabled or removed. The lane of what a person
   * asked for is closed only if one of `heldUrgent` in it is stale: its webhook was disabled or removed after
   * it was sent. The database is asked each time, so that a change by any process takes effect at once.
   */
  take(
    batchSize: number,
    ignoredLanes: ReadonlySet<string>,
    heldIds: readonly string[],
    heldUrgent: readonly DeliveryJob[],
  ): Promise<Look>
  /**
   * Records what became of jobs, and removes them, all or none. Returns the lanes that it has closed: their
   * webhooks rest now, or were disabled.
   */
  record(items: readonly Acknowledgement[]): Promise<Set<string>>
}
