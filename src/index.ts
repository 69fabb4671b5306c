export { InvalidEventError, SignatureError, UnknownEventTypeError, WebhookContractError } from './errors.js'
export { eventDate } from './event-date.js'
export { webhookEventTypes } from './generated/catalog.js'
export type * from './generated/types.js'
export { isStrictWebhookEvent, isWebhookEvent } from './generated/validators.js'
export type { EventIssue, EventIssueCode } from './issue.js'
export {
  isWebhookEventType,
  parseStrictWebhookEvent,
  parseWebhookEvent,
  readStrictWebhookEvent,
  readWebhookEvent,
  type WebhookEventReading,
} from './reading.js'
export { webhookEventStandardSchema } from './standard-schema.js'
