import type { WebhookEvent, WebhookEventType } from 'prompt-webhooks'
import type { DeliveryState, Page, PageRequest } from './delivery.js'

/** An event that the hub has accepted. */
export interface PublishedEvent {
  readonly id: string
  readonly event: WebhookEvent
  readonly publishedAt: Date
  /** How many of its deliveries are in which state. */
  readonly deliveries: Readonly<Record<DeliveryState, number>>
}

export interface PublishedEvents {
  /** Newest first. @throws {InvalidInputError} if the cursor is none. */
  list(
    filter?: { readonly eventType?: WebhookEventType | undefined },
    page?: PageRequest,
  ): Promise<Page<PublishedEvent>>
  /** @throws {NotFoundError} */
  get(id: string): Promise<PublishedEvent>
}

/** What an event was accepted as. */
export interface Publication {
  readonly eventId: string
  readonly deliveryIds: readonly string[]
}
