import { type EventIssue, InvalidEventError, readStrictWebhookEvent, type WebhookEvent } from '../index.js'

/** @throws {InvalidEventError} if a value is not an event that may be sent: a strict one, of a type in the contract. */
export function requireStrictEvent(value: unknown): WebhookEvent {
  const reading = readStrictWebhookEvent(value)
  if (reading.kind === 'event') return reading.event
  throw reading.kind === 'invalid' ? reading.error : new InvalidEventError([unknownType])
}

const unknownType: EventIssue = {
  path: ['event_type'],
  message: 'event_type: expected a type of the contract, got another value',
  code: 'invalid_value',
}
