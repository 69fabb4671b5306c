import type { WebhookEvent } from 'prompt-webhooks'
import type { Deliveries } from './delivery.js'
import type { Publication, PublishedEvents } from './published-event.js'
import type { Webhooks } from './webhook.js'

export interface PublishOptions {
  /** What comes again under the same key is answered as the first time, and not sent again. */
  readonly idempotencyKey?: string | undefined
  /** A client of `pg` within a transaction of its own, in the hub's database: the events are accepted when that commits. */
  readonly client?: TransactionClient | undefined
}

/** What is used of a client of `pg`. */
export interface TransactionClient {
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>
}

/** The webhook system in this process. What pages and API stand on. */
export interface Hub {
  readonly webhooks: Webhooks
  readonly events: PublishedEvents
  readonly deliveries: Deliveries
  /**
   * Accepts events, all or none: from then on each reaches every webhook that wants it, at least once. The strict contract is
   * checked.
   *
   * @throws {InvalidInputError} with what the contract has against them; of a list, the paths start with the index.
   * @throws {IdempotencyConflictError} if the key came before with other events.
   */
  publish(event: WebhookEvent, options?: PublishOptions): Promise<Publication>
  publish(events: readonly WebhookEvent[], options?: PublishOptions): Promise<Publication[]>
  /** What is counted, as Prometheus reads it. */
  metrics(): Promise<string>
  /** Whether the database answers. */
  ready(): Promise<boolean>
  /** Lets attempts in flight finish, or gives them back, and closes the database. */
  close(): Promise<void>
}
