import type { WebhookEvent, WebhookEventType } from 'prompt-webhooks'
import type { Activity, ActivityRequest } from './activity.js'
import type { EventFilter } from './event-filter.js'
import type { PlannedAttempt } from './retry-schedule.js'
import type { Subject } from './subject.js'

/** The states of a delivery. */
export const deliveryStates = ['pending', 'retrying', 'delivered', 'given_up'] as const

/**
 * The state of a delivery. `pending`: it waits for its first attempt. `retrying`: its last attempt failed,
 * and it waits for the next one. `delivered`: an attempt succeeded. `given_up`: it is not attempted again,
 * unless you send it again; it is kept for a while. An attempt succeeds or fails; a delivery is never called
 * failed.
 *
 * @useDeclaredType
 */
export type DeliveryState = (typeof deliveryStates)[number]

/** The states of a delivery that waits for an attempt. */
export const waitingStates = ['pending', 'retrying'] as const satisfies readonly DeliveryState[]

/** The delivery of one event to one webhook. */
export interface Delivery {
  /** A UUID. Every attempt sends it as `webhook-id`. */
  readonly id: string
  /** What has become of it. */
  readonly state: DeliveryState
  /** The webhook that it goes to. */
  readonly webhookId: string
  /** The webhook's current URL. Each attempt records the URL that it was sent to. */
  readonly url: string
  /** The event that it delivers. */
  readonly eventId: string
  /** The type of that event. */
  readonly eventType: WebhookEventType
  /** What that event is about, such as a prompt template. */
  readonly subject: Subject
  /** The number of attempts so far. */
  readonly attempts: number
  /** The HTTP status of the last attempt. `null` if there was no attempt or no response. */
  readonly lastStatus: number | null
  /** For people: the result of the last attempt, or why the delivery was given up. `null` before either. */
  readonly reason: string | null
  /** The earliest time of the next attempt. `null` if there will be none. */
  readonly nextAttemptAt: Date | null
  /**
   * Whether that attempt is made even if the webhook is disabled, paused or resting: the first one of a test,
   * or of what you sent again.
   */
  readonly urgent: boolean
  /** When its event was accepted. */
  readonly createdAt: Date
  /** When it last changed. */
  readonly updatedAt: Date
}

/**
 * How an attempt ended. `delivered`: it succeeded, with a 2xx response. All others failed. `retry`: worth
 * another attempt. `gone`: a 410 response, which disables the webhook. `refused`: nothing was sent, because
 * the URL or its address is not allowed.
 */
export type AttemptOutcome = 'delivered' | 'retry' | 'gone' | 'refused'

/** One request to an endpoint, and its response. */
export interface Attempt {
  /** Counts from 1. */
  readonly number: number
  /** How it ended. */
  readonly outcome: AttemptOutcome
  /** When the request began. */
  readonly startedAt: Date
  /** The duration of the whole attempt, in milliseconds. */
  readonly latencyMs: number
  /** For people: the outcome in one line, without values of the event. */
  readonly reason: string
  /**
   * What was sent, signatures included; for `refused`, what would have been sent. The values of the webhook's
   * own headers are replaced by `(hidden)`.
   */
  readonly request: { readonly url: string; readonly headers: Readonly<Record<string, string>> }
  /**
   * `null` if there was no response. The body is cut to `maxResponseBodyBytes`. The endpoint controls headers
   * and body: escape them.
   */
  readonly response: {
    readonly status: number
    readonly headers: Readonly<Record<string, string>>
    readonly body: string
  } | null
}

/** A delivery with its event and its attempts. */
export interface DeliveryDetails extends Delivery {
  /** The event that it delivers. */
  readonly event: WebhookEvent
  /** The request body, exactly as it is sent and signed. */
  readonly body: string
  /** Every attempt, oldest first. */
  readonly log: readonly Attempt[]
  /**
   * The attempts that are left if all of them fail, at most 20, and at most one to a disabled webhook. The
   * first is at `nextAttemptAt`. Empty if there will be no attempt.
   */
  readonly schedule: readonly PlannedAttempt[]
}

/** Selects deliveries. The delivery and its event must match every field that you give. */
export interface DeliveryFilter extends EventFilter {
  /** Deliveries to this webhook. */
  readonly webhookId?: string | undefined
  /** Deliveries of this event. */
  readonly eventId?: string | undefined
  /** Deliveries in this state, or in one of these. */
  readonly state?: DeliveryState | readonly DeliveryState[] | undefined
}

/** One page of a list. */
export interface Page<Item> {
  /** The items of this page. */
  readonly items: readonly Item[]
  /** Pass it as `cursor` to get the next page. `null` on the last page. */
  readonly nextCursor: string | null
}

/** Selects a page of a list. */
export interface PageRequest {
  /** The `nextCursor` of the page before. Default: the first page. */
  readonly cursor?: string | undefined
  /** The number of items per page, from 1 to 200. Default: 50. */
  readonly limit?: number | undefined
}

/** What a call of {@link Deliveries.resendGivenUp} has done. */
export interface Resent {
  /** How many deliveries are sent again. */
  readonly count: number
  /** How many are left, because one call sends at most 10,000. */
  readonly remaining: number
}

/** Reads deliveries, and sends them again. */
export interface Deliveries {
  /**
   * Lists deliveries, those of the newest events first.
   *
   * @example
   * ```ts
   * const { items, nextCursor } = await hub.deliveries.list({ state: 'given_up' }, { limit: 20 })
   * ```
   *
   * @throws {InvalidInputError} if the filter, the cursor or the limit is invalid.
   */
  list(filter?: DeliveryFilter, page?: PageRequest): Promise<Page<Delivery>>
  /**
   * Returns one delivery with its attempts.
   *
   * @throws {NotFoundError} if no delivery has this id.
   */
  get(id: string): Promise<DeliveryDetails>
  /**
   * Sends a delivery again now, whatever its state, even if its webhook is disabled, paused or resting. The
   * retry schedule starts over; to a disabled webhook it is attempted once, without retries. If it arrives,
   * the rest of the webhook ends.
   *
   * @throws {NotFoundError} if no delivery has this id.
   */
  resend(id: string): Promise<Delivery>
  /**
   * Sends 1 to 1,000 deliveries again, like {@link Deliveries.resend}. Ids without a delivery are ignored.
   * Returns how many are sent.
   *
   * @throws {InvalidInputError} if there are no ids, or too many.
   * @throws {NotFoundError} if an id is not a UUID.
   */
  resendMany(ids: readonly string[]): Promise<number>
  /**
   * Sends deliveries again that were given up, match the filter, and have an enabled webhook: at most 10,000,
   * those that were given up first. For what remains, call it again.
   *
   * @throws {InvalidInputError} if the filter is invalid.
   */
  resendGivenUp(filter?: Omit<DeliveryFilter, 'state'>): Promise<Resent>
  /**
   * Counts attempts, and deliveries that were given up, in consecutive spans of time that end now, earliest
   * first; spans in which nothing happened are included.
   *
   * @throws {InvalidInputError} if `spans` or `spanSeconds` is out of range.
   * @throws {NotFoundError} if `webhookId` is not a UUID.
   */
  activity(request?: ActivityRequest): Promise<Activity[]>
  /**
   * Calls the listener shortly after deliveries change, in any process on the same database. Intermediate
   * states may be skipped, and changes may be missed under load: use it to keep a page current, not to keep a
   * record.
   *
   * @returns a function that ends the subscription.
   */
  subscribe(listener: (deliveries: readonly Delivery[]) => void): () => void
}
