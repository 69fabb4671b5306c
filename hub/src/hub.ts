import type { WebhookEvent } from 'prompt-webhooks'
import type { ActivityRequest } from './activity.js'
import type { Deliveries } from './delivery.js'
import type { Listeners } from './listener.js'
import type { Overview } from './overview.js'
import type { Publication, PublishedEvents } from './published-event.js'
import type { Sessions } from './sessions.js'
import type { Webhooks } from './webhook.js'

/** Options of `publish`. */
export interface PublishOptions {
  /**
   * 1 to 255 printable ASCII characters, without a space at its start or end. Publishing again with the same
   * key returns the first result and sends nothing again. The hub remembers keys for
   * `keepIdempotencyKeySeconds`.
   */
  readonly idempotencyKey?: string | undefined
  /**
   * A `pg` client with an open transaction on the hub's database; without one, it is refused. The events are
   * accepted when that transaction commits, and discarded when it rolls back.
   */
  readonly client?: TransactionClient | undefined
}

/** The part of a `pg` client that the hub uses. */
export interface TransactionClient {
  /** Runs one parameterized statement. */
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>
}

/** A running hub. Created by `createHub`; the pages and the API are built on it. */
export interface Hub {
  /** The registered endpoints. */
  readonly webhooks: Webhooks
  /** The events that were accepted. */
  readonly events: PublishedEvents
  /** The deliveries of events to webhooks, and their attempts. */
  readonly deliveries: Deliveries
  /** Who listens to the events, from any machine. */
  readonly listeners: Listeners
  /**
   * Returns results of deliveries and latency for a time range that ends now, what is waiting, and what
   * needs attention.
   *
   * @example
   * ```ts
   * const { successRate, latencyMs, webhooks } = await hub.overview({ spans: 24, spanSeconds: 3600 })
   * ```
   *
   * @throws {InvalidInputError} if `spans` or `spanSeconds` is out of range.
   * @throws {NotFoundError} if no webhook has the id `webhookId`.
   */
  overview(request?: ActivityRequest): Promise<Overview>
  /** The sessions of people who signed out of the pages. */
  readonly sessions: Sessions
  /**
   * Accepts one event. Once the promise resolves the event is stored, and it is delivered at least once to
   * every enabled webhook that receives its type and workspace.
   *
   * @example
   * ```ts
   * const { eventId } = await hub.publish(event, { idempotencyKey: 'order-17' })
   * ```
   *
   * @throws {InvalidInputError} if the event does not match the strict contract, or `idempotencyKey` is not 1
   * to 255 printable ASCII characters.
   * @throws {IdempotencyConflictError} if the key was already used for different events.
   * @throws {Error} if another open transaction uses the key for more than 20 seconds. Publish again with the
   * same key.
   * @throws {TypeError} if `client` has no open transaction.
   */
  publish(event: WebhookEvent, options?: PublishOptions): Promise<Publication>
  /**
   * Accepts a list of 1 to 1,000 events: all of them, or none. Returns one publication per event, in the same
   * order.
   *
   * @throws {InvalidInputError} if an event does not match the strict contract, the list is empty or too
   * long, or `idempotencyKey` is not 1 to 255 printable ASCII characters. The paths of the issues of events
   * start with the index of the event.
   * @throws {IdempotencyConflictError} if the key was already used for different events.
   * @throws {Error} if another open transaction uses the key for more than 20 seconds. Publish again with the
   * same key.
   * @throws {TypeError} if `client` has no open transaction.
   */
  publish(events: readonly WebhookEvent[], options?: PublishOptions): Promise<Publication[]>
  /** Returns the metrics of this process in the Prometheus text format. */
  metrics(): Promise<string>
  /** Resolves to whether the database answers. Never rejects. */
  ready(): Promise<boolean>
  /**
   * Resolves with the reason when the hub can never work again and should be closed: its database was in
   * memory and crashed, or another process has taken over its folder. After any other fault, the hub recovers
   * on its own.
   */
  readonly failed: Promise<Error>
  /**
   * Stops taking deliveries, lets running attempts finish for up to 10 seconds, returns the rest to the
   * queue, and closes the database. Safe to call more than once.
   */
  close(): Promise<void>
}
