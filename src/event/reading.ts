import { webhookEventTypes } from '../generated/catalog.js'
import type { WebhookEnvelope, WebhookEvent, WebhookEventType } from '../generated/types.js'
import {
  explainStrictWebhookEvent,
  explainWebhookEvent,
  isStrictWebhookEnvelope,
  isStrictWebhookEvent,
  isWebhookEnvelope,
  isWebhookEvent,
} from '../generated/validators.js'
import { type EventIssue, reportValue } from '../issue/issue.js'
import { InvalidEventError, UnknownEventTypeError } from './errors.js'
import { invalidReading } from './invalid-reading.js'
import type { UnknownWebhookEvent } from './unknown-event.js'

/**
 * What a value turned out to be.
 *
 * - `event`: a known event with sound fields
 * - `unknown`: an event with a sound envelope, of a type that this version of prompt-webhooks does not know
 * - `invalid`: anything else. A known event with a wrong field is `invalid`, never `unknown`. Its `error` is
 *   made when you first read it, from the value as it is then, so read it before you change the value. The
 *   stack of the error lists no calls.
 */
export type WebhookEventReading =
  | { readonly kind: 'event'; readonly event: WebhookEvent }
  | { readonly kind: 'unknown'; readonly event: UnknownWebhookEvent }
  | { readonly kind: 'invalid'; readonly error: InvalidEventError }

/**
 * Returns `true` if a value is an event type of the contract.
 *
 * @example
 * ```ts
 * isWebhookEventType('prompt_template_created') // true
 * isWebhookEventType('added_later') // false
 * ```
 */
export function isWebhookEventType(value: unknown): value is WebhookEventType {
  return (webhookEventTypes as readonly unknown[]).includes(value)
}

/**
 * Validates a parsed JSON body by the tolerant contract, which is for receivers. Returns the very same
 * object, with its unknown keys.
 *
 * @throws {UnknownEventTypeError} if only the event type is unknown: acknowledge such an event.
 * @throws {InvalidEventError} if anything else is wrong.
 *
 * @example
 * ```ts
 * const event = parseWebhookEvent(JSON.parse(body))
 * if (event.event_type === 'prompt_template_deleted') console.log(event.details.prompt_template_id)
 * ```
 */
export function parseWebhookEvent(value: unknown): WebhookEvent {
  return isWebhookEvent(value) ? value : refuse(value, tolerant)
}

/**
 * Tells known, unknown and invalid events apart, by the tolerant contract, which is for receivers. Never
 * throws for what `JSON.parse` returns.
 *
 * @example
 * ```ts
 * const reading = readWebhookEvent(JSON.parse(body))
 * if (reading.kind === 'event') console.log(reading.event.event_type)
 * if (reading.kind === 'unknown') console.log('acknowledged and ignored')
 * if (reading.kind === 'invalid') console.error(reading.error.issues)
 * ```
 */
export function readWebhookEvent(value: unknown): WebhookEventReading {
  return read(value, tolerant)
}

/**
 * Validates a value by the strict contract: what an emitter may send. Returns the very same object.
 *
 * @throws {UnknownEventTypeError} if only the event type is unknown.
 * @throws {InvalidEventError} if anything else is wrong.
 *
 * @example
 * ```ts
 * const event = parseStrictWebhookEvent(JSON.parse(fixture))
 * ```
 */
export function parseStrictWebhookEvent(value: unknown): WebhookEvent {
  return isStrictWebhookEvent(value) ? value : refuse(value, strict)
}

/**
 * Tells known, unknown and invalid events apart, by the strict contract, which is for emitters and tests.
 * Never throws for what `JSON.parse` returns.
 *
 * @example
 * ```ts
 * const reading = readStrictWebhookEvent(event)
 * if (reading.kind === 'invalid') console.error(reading.error.issues)
 * ```
 */
export function readStrictWebhookEvent(value: unknown): WebhookEventReading {
  return read(value, strict)
}

interface Contract {
  readonly isEvent: (value: unknown) => value is WebhookEvent
  readonly isEnvelope: (value: unknown) => value is WebhookEnvelope
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

function read(value: unknown, contract: Contract): WebhookEventReading {
  if (contract.isEvent(value)) return { kind: 'event', event: value }
  if (isOfUnknownType(value, contract)) return { kind: 'unknown', event: value }
  return invalidReading(() => issuesOf(value, contract))
}

// The error of a reading has no stack. This one is thrown, so it is made here.
function refuse(value: unknown, contract: Contract): never {
  throw isOfUnknownType(value, contract)
    ? new UnknownEventTypeError(value.event_type)
    : new InvalidEventError(issuesOf(value, contract))
}

function isOfUnknownType(value: unknown, { isEnvelope }: Contract): value is UnknownWebhookEvent {
  // The type first: an event of a known type needs no other look at its envelope.
  return !isWebhookEventType(Object(value).event_type) && isEnvelope(value)
}

function issuesOf(value: unknown, { explain }: Contract): readonly EventIssue[] {
  const issues: EventIssue[] = []
  explain(value, issues)
  // Somebody has changed the value since.
  if (issues.length === 0) reportValue(issues, 'invalid_value', 'the value as it was read', value, [])
  return issues
}
