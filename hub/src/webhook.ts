import type { WebhookEventType } from 'prompt-webhooks'
import type { Delivery, DeliveryState } from './delivery.js'

/** An endpoint that events are sent to. Its secret is in none of these: it is shown once, by what makes it. */
export interface Webhook {
  readonly id: string
  readonly url: string
  readonly description: string
  /** The events that it receives; null for all, also those of types that come later. */
  readonly eventTypes: readonly WebhookEventType[] | null
  readonly enabled: boolean
  /** Why the hub itself disabled it; null if it did not. */
  readonly disabledReason: DisabledReason | null
  /** While the secret is rotated: until when deliveries carry the signature of the old one too. */
  readonly previousSecretExpiresAt: Date | null
  /** Since when each attempt has failed; null if the last one did not. */
  readonly failingSince: Date | null
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** `gone`: it answered 410. `failing`: nothing but failures for long. */
export type DisabledReason = 'gone' | 'failing'

/** A webhook as lists show it. */
export interface WebhookSummary extends Webhook {
  readonly lastDelivery: { readonly id: string; readonly state: DeliveryState; readonly at: Date } | null
}

/** A webhook with its secret, which nothing shows again. */
export interface WebhookWithSecret extends Webhook {
  readonly secret: string
}

export interface NewWebhook {
  readonly url: string
  readonly description?: string | undefined
  readonly eventTypes?: readonly WebhookEventType[] | null | undefined
  readonly enabled?: boolean | undefined
  /** One that the receiver has already; otherwise one is made. */
  readonly secret?: string | undefined
}

/** What is undefined stays as it is. To enable a webhook forgets why it was disabled. */
export interface WebhookChange {
  readonly url?: string | undefined
  readonly description?: string | undefined
  readonly eventTypes?: readonly WebhookEventType[] | null | undefined
  readonly enabled?: boolean | undefined
}

export interface Webhooks {
  /** Oldest first. */
  list(): Promise<WebhookSummary[]>
  /** @throws {NotFoundError} */
  get(id: string): Promise<WebhookSummary>
  /** @throws {InvalidInputError} with the issues of the fields, as of a URL that the guard refuses. */
  create(webhook: NewWebhook): Promise<WebhookWithSecret>
  /** @throws {NotFoundError} {@link InvalidInputError} */
  update(id: string, change: WebhookChange): Promise<Webhook>
  /** Removes it, what was delivered to it, and what was still to be. @throws {NotFoundError} */
  remove(id: string): Promise<void>
  /**
   * Gives it a new secret. For so many seconds (a day unless told; 0: at once) deliveries are signed with both.
   *
   * @throws {NotFoundError} {@link InvalidInputError}
   */
  rotateSecret(
    id: string,
    options?: { readonly overlapSeconds?: number | undefined },
  ): Promise<WebhookWithSecret>
  /**
   * Sends it the contract's example of a type (the first that it receives, unless told), whether it is enabled or not: one delivery,
   * like any other.
   *
   * @throws {NotFoundError}
   */
  test(id: string, options?: { readonly eventType?: WebhookEventType | undefined }): Promise<Delivery>
}
