import { withFrames } from '../event/stack-frames.js'
import { type EventIssue, InvalidEventError, readStrictWebhookEvent, type WebhookEvent } from '../index.js'

/** An event that may be sent, and its JSON. They share nothing with the object that they were made from. */
export interface StrictEvent {
  readonly event: WebhookEvent
  readonly json: string
}

/**
 * Copies an event and checks the copy. The value itself is checked too, so that a mistake such as `NaN`,
 * which JSON turns into `null`, is still an error. But only the copy is what is sent: a getter, a `toJSON` or
 * a proxy could answer differently after the check.
 *
 * @throws {InvalidEventError} if the value, or its JSON, is not a strict event.
 */
export function strictEvent(value: unknown): StrictEvent {
  requireStrict(value)
  // `toJSON` may leave nothing.
  const json = JSON.stringify(value) ?? 'null'
  return { event: requireStrict(JSON.parse(json)), json }
}

function requireStrict(value: unknown): WebhookEvent {
  const reading = readStrictWebhookEvent(value)
  if (reading.kind === 'event') return reading.event
  throw reading.kind === 'invalid' ? withFrames(reading.error) : new InvalidEventError([unknownType])
}

const unknownType: EventIssue = {
  path: ['event_type'],
  message: 'event_type: expected a type of the contract, got another value',
  code: 'invalid_value',
}
