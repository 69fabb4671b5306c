import type { WebhookEvent, WebhookEventType } from 'prompt-webhooks'

/**
 * `pending`: not tried yet; `retrying`: tried, and to be tried again; `delivered`; `dead`: given up, kept, and can be sent again.
 */
export const deliveryStates = ['pending', 'retrying', 'delivered', 'dead'] as const

export type DeliveryState = (typeof deliveryStates)[number]

/** One event on its way to one webhook. Its id is the `webhook-id` of each attempt. */
export interface Delivery {
  readonly id: string
  readonly state: DeliveryState
  readonly webhookId: string
  /** The webhook's URL as it is now; an attempt has the one that it went to. */
  readonly url: string
  readonly eventId: string
  readonly eventType: WebhookEventType
  /** The attempts made so far. */
  readonly attempts: number
  /** The HTTP status of the last attempt, if there was an answer. */
  readonly lastStatus: number | null
  /** For people: why the last attempt failed, or why the delivery is dead. */
  readonly reason: string | null
  /** While it is pending or retrying: not before then. */
  readonly nextAttemptAt: Date | null
  readonly createdAt: Date
  readonly updatedAt: Date
}

export type AttemptOutcome = 'delivered' | 'retry' | 'gone' | 'refused'

/** One request to an endpoint, and what came back. */
export interface Attempt {
  /** From 1. */
  readonly number: number
  readonly outcome: AttemptOutcome
  readonly startedAt: Date
  /** In milliseconds. */
  readonly latency: number
  /** For people. */
  readonly reason: string
  readonly request: { readonly url: string; readonly headers: Readonly<Record<string, string>> }
  /** None if there was no answer. The body is cut, and comes from outside: escape it. */
  readonly response: {
    readonly status: number
    readonly headers: Readonly<Record<string, string>>
    readonly body: string
  } | null
}

/** A delivery with all that is known of it. */
export interface DeliveryDetails extends Delivery {
  readonly event: WebhookEvent
  /** The body that is sent. */
  readonly body: string
  /** Oldest first. */
  readonly log: readonly Attempt[]
}

export interface DeliveryFilter {
  readonly webhookId?: string | undefined
  readonly eventId?: string | undefined
  readonly eventType?: WebhookEventType | undefined
  readonly state?: DeliveryState | undefined
}

export interface Page<Item> {
  readonly items: readonly Item[]
  /** Where the next page starts; null after the last. */
  readonly nextCursor: string | null
}

export interface PageRequest {
  readonly cursor?: string | undefined
  /** 50 unless told; 200 at the most. */
  readonly limit?: number | undefined
}

/** How many attempts ended how, in a span of time. */
export interface Activity {
  readonly from: Date
  readonly delivered: number
  /** Failed, and to be tried again. */
  readonly retried: number
  /** Failed for good. */
  readonly failed: number
}

export interface Deliveries {
  /** Newest first. @throws {InvalidInputError} if the cursor is none. */
  list(filter?: DeliveryFilter, page?: PageRequest): Promise<Page<Delivery>>
  /** @throws {NotFoundError} */
  get(id: string): Promise<DeliveryDetails>
  /** Sends it again, now, whatever its state; the schedule of retries starts anew. @throws {NotFoundError} */
  retry(id: string): Promise<Delivery>
  /** Sends all dead ones that match again. Gives their number. */
  retryDead(filter?: Omit<DeliveryFilter, 'state'>): Promise<number>
  /** The latest spans first to last, with those in which nothing happened. 60 of a minute unless told. */
  activity(options?: {
    readonly spans?: number | undefined
    readonly spanSeconds?: number | undefined
    readonly webhookId?: string | undefined
  }): Promise<Activity[]>
  /**
   * Calls the listener with deliveries as they change, in whichever process; soon after, and at the least with their latest state: for
   * pages that are live, not for a record. Gives what ends it.
   */
  subscribe(listener: (deliveries: readonly Delivery[]) => void): () => void
}
