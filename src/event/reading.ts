import { webhookEventTypes } from '../generated/catalog.js'
import type { UnknownWebhookEvent, WebhookEvent, WebhookEventType } from '../generated/types.js'
import {
  explainStrictWebhookEvent,
  explainWebhookEvent,
  isStrictWebhookEnvelope,
  isStrictWebhookEvent,
  isWebhookEnvelope,
  isWebhookEvent,
} from '../generated/validators.js'
import type { EventIssue } from '../issue/issue.js'
import { InvalidEventError, UnknownEventTypeError } from './errors.js'

/** What a value turned out to be. A known event with a wrong field is `invalid`, never `unknown`. */
export type WebhookEventReading =
  | { readonly kind: 'event'; readonly event: WebhookEvent }
  | { readonly kind: 'unknown'; readonly event: UnknownWebhookEvent }
  | { readonly kind: 'invalid'; readonly error: InvalidEventError }

/** Whether a value is an event type that the contract knows. */
export function isWebhookEventType(value: unknown): value is WebhookEventType {
  return (webhookEventTypes as readonly unknown[]).includes(value)
}

/**
 * The event that a parsed JSON body is: the very same object, unknown keys and all.
 *
 * @throws {UnknownEventTypeError} if only its type is unknown: acknowledge such an event.
 * @throws {InvalidEventError} if anything else is wrong.
 */
export function parseWebhookEvent(value: unknown): WebhookEvent {
  return isWebhookEvent(value) ? value : refuse(read(value, tolerant))
}

/** Tells known, unknown and invalid events apart. Never throws. */
export function readWebhookEvent(value: unknown): WebhookEventReading {
  return read(value, tolerant)
}

/**
 * Like `parseWebhookEvent`, by the strict contract: what an emitter may send.
 *
 * @throws {UnknownEventTypeError} if only its type is unknown.
 * @throws {InvalidEventError} if anything else is wrong.
 */
export function parseStrictWebhookEvent(value: unknown): WebhookEvent {
  return isStrictWebhookEvent(value) ? value : refuse(read(value, strict))
}

/** Like `readWebhookEvent`, by the strict contract. Never throws. */
export function readStrictWebhookEvent(value: unknown): WebhookEventReading {
  return read(value, strict)
}

interface Contract {
  readonly isEvent: (value: unknown) => value is WebhookEvent
  readonly isEnvelope: (value: unknown) => value is UnknownWebhookEvent
  readonly explain: (value: unknown, issues: EventIssue[]) => void
}

const tolerant: Contract = {
  isEvent: isWebhookEvent,
  isEnvelope: isWebhookEnvelope,
  explain: explainWebhookEvent,
}

const strict: Contract = {
  isEvent: isStrictWebhookEvent,
  isEnvelope: isStrictWebhookEnvelope,
  explain: explainStrictWebhookEvent,
}

function read(value: unknown, { isEvent, isEnvelope, explain }: Contract): WebhookEventReading {
  if (isEvent(value)) return { kind: 'event', event: value }
  if (isEnvelope(value) && !isWebhookEventType(value.event_type)) return { kind: 'unknown', event: value }
  const issues: EventIssue[] = []
  explain(value, issues)
  return { kind: 'invalid', error: new InvalidEventError(issues) }
}

function refuse(reading: WebhookEventReading): WebhookEvent {
  if (reading.kind === 'event') return reading.event
  throw reading.kind === 'unknown' ? new UnknownEventTypeError(reading.event.event_type) : reading.error
}
