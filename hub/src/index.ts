/**
 * A webhook system in your process: stores events, delivers them durably to the registered webhooks, and
 * serves pages and an API.
 *
 * @packageDocumentation
 */

export type { Activity, ActivityRequest, Counts } from './activity.js'
export { type AppOptions, createApp } from './app.js'
export { createHub } from './create-hub.js'
export type {
  Attempt,
  AttemptOutcome,
  Deliveries,
  Delivery,
  DeliveryDetails,
  DeliveryFilter,
  DeliveryState,
  Page,
  PageRequest,
  Resent,
} from './delivery.js'
export {
  ChangedMeanwhileError,
  DuplicateUrlError,
  IdempotencyConflictError,
  type InputIssue,
  InvalidInputError,
  NotFoundError,
} from './errors.js'
export type { EventFilter } from './event-filter.js'
export type { Hub, PublishOptions, TransactionClient } from './hub.js'
export type { HubOptions } from './hub-options.js'
export type { Listener, Listeners } from './listener.js'
export type {
  Overview,
  Performance,
  RecordedChange,
  Trouble,
  WebhookChangeKind,
  WebhookPerformance,
} from './overview.js'
export type {
  EventsAfter,
  Publication,
  PublishedEvent,
  PublishedEventDetails,
  PublishedEvents,
} from './published-event.js'
export type { Replay, ReplayRequest, ReplayState } from './replay.js'
export { type HubServer, type ServeOptions, serve } from './serve.js'
export type { Sessions } from './sessions.js'
export type { Subject } from './subject.js'
export type {
  DisabledReason,
  DisabledWebhook,
  NewWebhook,
  Webhook,
  WebhookChange,
  WebhookSummary,
  Webhooks,
  WebhookWithSecret,
} from './webhook.js'
