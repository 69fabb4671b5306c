/**
 * Reads and validates webhook events: types of all events, guards, parsers and errors. Needs no other
 * package, in any runtime.
 *
 * @packageDocumentation
 */

export {
  InvalidEventError,
  SignatureError,
  type SignatureErrorReason,
  UnknownEventTypeError,
  WebhookContractError,
} from './event/errors.js'
export { eventDate } from './event/event-date.js'
export { webhookEventTypesOf } from './event/event-families.js'
export {
  isWebhookEventType,
  parseStrictWebhookEvent,
  parseWebhookEvent,
  readStrictWebhookEvent,
  readWebhookEvent,
  type WebhookEventReading,
} from './event/reading.js'
export { webhookEventStandardSchema } from './event/standard-schema.js'
export type { UnknownEventType, UnknownWebhookEvent } from './event/unknown-event.js'
export { webhookEventTypes } from './generated/catalog.js'
export type * from './generated/types.js'
export { isStrictWebhookEvent, isWebhookEvent } from './generated/validators.js'
export type { EventIssue, EventIssueCode } from './issue/issue.js'
