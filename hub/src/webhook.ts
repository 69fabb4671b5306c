import type { WebhookEventType } from 'prompt-webhooks'
import type { Delivery, DeliveryState } from './delivery.js'
import type { Replay, ReplayRequest } from './replay.js'

/**
 * An endpoint that events are sent to. Its secret is not part of it: only the call that creates a secret
 * returns it.
 */
export interface Webhook {
  /** A UUID. */
  readonly id: string
  /** Where events are sent, each as a POST. */
  readonly url: string
  /** A note for the people who manage the hub. May be empty. */
  readonly description: string
  /** The event types that it receives. `null` means all of them, including types added later. */
  readonly eventTypes: readonly WebhookEventType[] | null
  /** The workspaces whose events it receives. `null` means all of them. */
  readonly workspaceIds: readonly number[] | null
  /**
   * The names of its own headers, in lower case and alphabetical order. Their values are secrets: the hub
   * never returns them.
   */
  readonly headers: readonly string[]
  /** Milliseconds for one attempt. `null` means the `timeoutMs` of the hub. */
  readonly timeoutMs: number | null
  /** Max attempts at a time in each process. `null` means the `concurrencyPerWebhook` of the hub. */
  readonly concurrency: number | null
  /** Whether new events are sent to it. */
  readonly enabled: boolean
  /** Whether a person paused it: its deliveries wait until it is resumed. */
  readonly paused: boolean
  /**
   * When the hub attempts its deliveries again, after it kept failing. `null` if it does not rest.
   */
  readonly restingUntil: Date | null
  /** Why the hub disabled it. `null` if the hub did not. */
  readonly disabledReason: DisabledReason | null
  /**
   * During a rotation: when deliveries stop carrying a signature made with the old secret. Otherwise `null`.
   */
  readonly previousSecretExpiresAt: Date | null
  /** The time since which every attempt has failed. `null` if the last attempt succeeded. */
  readonly failingSince: Date | null
  /** When it was added. */
  readonly createdAt: Date
  /** When it last changed. */
  readonly updatedAt: Date
}

/** Why the hub disables a webhook. */
export const disabledReasons = ['gone', 'failing'] as const

/**
 * Why the hub disabled a webhook. `gone`: it answered 410. `failing`: every attempt failed for
 * `disableAfterSeconds`.
 *
 * @useDeclaredType
 */
export type DisabledReason = (typeof disabledReasons)[number]

/** A webhook with the delivery of its latest event. */
export interface WebhookSummary extends Webhook {
  /**
   * The delivery of the latest event: its id, its state, and when that state last changed. `null` before the
   * first one.
   */
  readonly lastDelivery: { readonly id: string; readonly state: DeliveryState; readonly at: Date } | null
}

/** A webhook with its new secret. Store the secret now: the hub never returns it again. */
export interface WebhookWithSecret extends Webhook {
  /** The signing secret that the receiver needs. */
  readonly secret: string
}

/** The fields of a webhook to create. */
export interface NewWebhook {
  /**
   * An `http:` or `https:` URL of at most 2,048 characters, on a public address or one that the hub's `allow`
   * names.
   */
  readonly url: string
  /** At most 500 characters. Default: empty. */
  readonly description?: string | undefined
  /** The event types to receive; at least one, or `null` for all. Default: `null`. */
  readonly eventTypes?: readonly WebhookEventType[] | null | undefined
  /**
   * The workspaces whose events it receives, by the `workspace_id` of the event: 1 to 100 of them, or `null`
   * for all. Default: `null`.
   */
  readonly workspaceIds?: readonly number[] | null | undefined
  /**
   * Headers of its own, such as the API key of a gateway in front of the receiver: at most 20, each with a
   * name of at most 100 characters and a value of at most 2,000. They are stored encrypted, like the secret,
   * and never returned. Headers of the connection, the body and the signatures are refused. Default: none.
   */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /**
   * Milliseconds for one attempt, from 1 to 60,000, or `null` for the `timeoutMs` of the hub. Default:
   * `null`.
   */
  readonly timeoutMs?: number | null | undefined
  /**
   * Max attempts at a time in each process, from 1 to 1,000, or `null` for the `concurrencyPerWebhook` of the
   * hub. The `concurrency` of the hub limits it as well. Default: `null`.
   */
  readonly concurrency?: number | null | undefined
  /** Whether new events are sent to it from the start. Default: true. */
  readonly enabled?: boolean | undefined
  /**
   * A secret that the receiver already has: 16 to 256 visible ASCII characters. Text after `whsec_` must be
   * 24 to 64 bytes in base64. Default: the hub creates one.
   */
  readonly secret?: string | undefined
  /** Whether another webhook may have the same URL. Both then get each event. Default: false. */
  readonly allowDuplicate?: boolean | undefined
}

/** The fields of a webhook to change. Fields that are undefined keep their value. */
export interface WebhookChange {
  /** See {@link NewWebhook.url}. Deliveries that are still pending go to the new URL. */
  readonly url?: string | undefined
  /** See {@link NewWebhook.description}. */
  readonly description?: string | undefined
  /** See {@link NewWebhook.eventTypes}. Applies to events that are published from now on. */
  readonly eventTypes?: readonly WebhookEventType[] | null | undefined
  /** See {@link NewWebhook.workspaceIds}. Applies to events that are published from now on. */
  readonly workspaceIds?: readonly number[] | null | undefined
  /**
   * See {@link NewWebhook.headers}. A header that is `null` is removed; headers that are not named keep their
   * value.
   */
  readonly headers?: Readonly<Record<string, string | null>> | undefined
  /** See {@link NewWebhook.timeoutMs}. */
  readonly timeoutMs?: number | null | undefined
  /** See {@link NewWebhook.concurrency}. */
  readonly concurrency?: number | null | undefined
  /** Whether another webhook may have the new URL. See {@link NewWebhook.allowDuplicate}. */
  readonly allowDuplicate?: boolean | undefined
}

/** A webhook that was disabled. */
export interface DisabledWebhook extends Webhook {
  /** How many unfinished deliveries were given up. They are kept, and you can send them again. */
  readonly givenUp: number
}

/** Manages the registered endpoints. */
export interface Webhooks {
  /** Lists all webhooks, oldest first. */
  list(): Promise<WebhookSummary[]>
  /**
   * Returns one webhook.
   *
   * @throws {NotFoundError} if no webhook has this id.
   */
  get(id: string): Promise<WebhookSummary>
  /**
   * Registers an endpoint and returns it with its secret.
   *
   * @example
   * ```ts
   * const { id, secret } = await hub.webhooks.create({ url: 'https://example.com/webhooks' })
   * ```
   *
   * @throws {InvalidInputError} if a field is invalid, or the URL leads to an address that is not allowed.
   * @throws {DuplicateUrlError} if another webhook has this URL, unless `allowDuplicate` is set.
   */
  create(webhook: NewWebhook): Promise<WebhookWithSecret>
  /**
   * Changes a webhook. With `ifUpdatedAt`, only if nobody has changed it since: pass the `updatedAt` that you
   * read.
   *
   * @throws {NotFoundError} if no webhook has this id.
   * @throws {InvalidInputError} if a field is invalid.
   * @throws {DuplicateUrlError} if another webhook has the new URL, unless `allowDuplicate` is set.
   * @throws {ChangedMeanwhileError} if its `updatedAt` is not `ifUpdatedAt`.
   */
  update(
    id: string,
    change: WebhookChange,
    options?: { readonly ifUpdatedAt?: Date | undefined },
  ): Promise<Webhook>
  /**
   * Pauses a webhook: events are accepted for it, and its deliveries wait until you resume it. What you send
   * by hand is attempted anyway.
   *
   * @throws {NotFoundError} if no webhook has this id.
   */
  pause(id: string): Promise<Webhook>
  /**
   * Ends the pause of a webhook, and its rest if it rests. What waits is delivered.
   *
   * @throws {NotFoundError} if no webhook has this id.
   */
  resume(id: string): Promise<Webhook>
  /**
   * Disables a webhook: new events are not sent to it, and its unfinished deliveries are given up.
   *
   * @throws {NotFoundError} if no webhook has this id.
   */
  disable(id: string): Promise<DisabledWebhook>
  /**
   * Enables a webhook. Its failures and `disabledReason` are forgotten. A pause stays.
   *
   * @throws {NotFoundError} if no webhook has this id.
   */
  enable(id: string): Promise<Webhook>
  /**
   * Sends the events of a time range to a webhook again, oldest first: by default those given up, and those
   * published while it was disabled. They wait in the queue like events that were just published. One call sends at
   * most 10,000. With `dryRun` it only counts.
   *
   * @example
   * ```ts
   * const since = new Date('2026-01-01T09:00:00Z')
   * const { matching, asOf } = await hub.webhooks.replay(id, { since, dryRun: true })
   * while ((await hub.webhooks.replay(id, { since, asOf })).remaining > 0);
   * ```
   *
   * @throws {NotFoundError} if no webhook has this id.
   * @throws {InvalidInputError} if a field is invalid, or the webhook is disabled and this is not a dry run.
   */
  replay(id: string, request: ReplayRequest): Promise<Replay>
  /**
   * Deletes a webhook with all its deliveries, finished or not.
   *
   * @throws {NotFoundError} if no webhook has this id.
   */
  remove(id: string): Promise<void>
  /**
   * Gives a webhook a new secret and returns it. For `overlapSeconds`, deliveries are signed with the old and
   * the new secret: 0 to 2,592,000 (30 days); 0 drops the old one at once. Default: 86,400 (a day). If you
   * rotate again within that time, the old one becomes invalid at once.
   *
   * @example
   * ```ts
   * const { secret } = await hub.webhooks.rotateSecret(id, { overlapSeconds: 3600 })
   * ```
   *
   * @throws {NotFoundError} if no webhook has this id.
   * @throws {InvalidInputError} if `overlapSeconds` is out of range.
   */
  rotateSecret(
    id: string,
    options?: { readonly overlapSeconds?: number | undefined },
  ): Promise<WebhookWithSecret>
  /**
   * Sends the contract's example of an event type to a webhook, even to one that is disabled, paused or
   * resting. It is attempted at once; if it arrives, the rest of the webhook ends. To a disabled webhook it
   * is attempted once, without retries. Default: the first type that the webhook receives.
   *
   * @throws {NotFoundError} if no webhook has this id.
   */
  test(id: string, options?: { readonly eventType?: WebhookEventType | undefined }): Promise<Delivery>
}
