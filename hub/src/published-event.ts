import type { WebhookEvent } from 'prompt-webhooks'
import type { Delivery, DeliveryState, Page, PageRequest } from './delivery.js'
import type { EventFilter } from './event-filter.js'
import type { Subject } from './subject.js'

/** An event that the hub has accepted. */
export interface PublishedEvent {
  /** A UUID that the hub assigns. Not part of the event. */
  readonly id: string
  /** The event itself, as it was published. */
  readonly event: WebhookEvent
  /** What it is about, such as a prompt template. */
  readonly subject: Subject
  /** When the hub accepted it. */
  readonly publishedAt: Date
  /** The number of its deliveries in each state. All zero if no webhook received it. */
  readonly states: Readonly<Record<DeliveryState, number>>
}

/** An event with its deliveries. */
export interface PublishedEventDetails extends PublishedEvent {
  /** Its deliveries, newest first; at most 200. */
  readonly deliveries: readonly Delivery[]
}

/** Events in the order in which they appeared, from one place on. */
export interface EventsAfter {
  /** At most 100. Tests of webhooks are left out. */
  readonly items: readonly (Pick<PublishedEvent, 'id' | 'event' | 'publishedAt'> & {
    /** Pass it to `after` to continue after this event. */
    readonly cursor: string
  })[]
  /** Pass it to `after` to continue after the last item. */
  readonly cursor: string
}

/** Reads the events that were accepted. */
export interface PublishedEvents {
  /**
   * Lists events, newest first.
   *
   * @example
   * ```ts
   * const { items } = await hub.events.list({ search: 'greeting', from: new Date('2026-11-01T00:00:00Z') })
   * ```
   *
   * @throws {InvalidInputError} if the filter, the cursor or the limit is invalid.
   */
  list(filter?: EventFilter, page?: PageRequest): Promise<Page<PublishedEvent>>
  /**
   * Returns one event with its deliveries.
   *
   * @throws {NotFoundError} if no event has this id.
   */
  get(id: string): Promise<PublishedEventDetails>
  /**
   * Returns the events behind a place, oldest first, each exactly once. A program that keeps the cursor
   * misses nothing. Without a cursor it returns no items, and the place where the next event appears. An
   * event appears once all transactions have ended that began before its own.
   *
   * @throws {InvalidInputError} if the cursor is not one of this database.
   */
  after(cursor?: string): Promise<EventsAfter>
  /**
   * Calls the listener when there may be more to read. It can miss some, so read now and then anyway.
   *
   * @returns a function that ends the subscription.
   */
  onPublished(listener: () => void): () => void
}

/** The receipt for one accepted event. */
export interface Publication {
  /** The id of the event in the hub. */
  readonly eventId: string
  /** One delivery for each enabled webhook that receives the event. May be empty. */
  readonly deliveryIds: readonly string[]
}
