import type { WebhookEvent, WebhookEventType } from 'prompt-webhooks'
import type { DeliveryState, Page, PageRequest } from './delivery.js'

/** An event that the hub has accepted. */
export interface PublishedEvent {
  /** A UUID that the hub assigns. Not part of the event. */
  readonly id: string
  /** The event itself, as it was published. */
  readonly event: WebhookEvent
  /** When the hub accepted it. */
  readonly publishedAt: Date
  /** The number of its deliveries in each state. All zero if no webhook received its type. */
  readonly deliveries: Readonly<Record<DeliveryState, number>>
}

/** Reads the events that were accepted. */
export interface PublishedEvents {
  /**
   * Lists events, newest first.
   *
   * @throws {InvalidInputError} if the cursor or the limit is invalid.
   */
  list(
    filter?: { readonly eventType?: WebhookEventType | undefined },
    page?: PageRequest,
  ): Promise<Page<PublishedEvent>>
  /**
   * Returns one event.
   *
   * @throws {NotFoundError} if no event has this id.
   */
  get(id: string): Promise<PublishedEvent>
}

/** The receipt for one accepted event. */
export interface Publication {
  /** The id of the event in the hub. */
  readonly eventId: string
  /** One delivery for each enabled webhook that receives the type. May be empty. */
  readonly deliveryIds: readonly string[]
}
