import { type EventOrigin, envelopeOf } from '../event/event-origin.js'
import { timestampOf, timestamps } from '../event/event-timestamps.js'
import {
  InvalidEventError,
  type WebhookEventDetails,
  type WebhookEventOf,
  type WebhookEventType,
} from '../index.js'
import { strictEvent } from './strict-event.js'
import { unchangedFields } from './unchanged.js'

/**
 * A new event, fit to be sent: by the strict contract, and by the rule between fields that what was changed differs from what
 * was there before (a field `x` from the field `old_x`).
 *
 * @throws {InvalidEventError} whose issues name each wrong field.
 * @throws {TypeError} if the origin is no object, or its timestamp a date that is none.
 */
export function createEvent<Type extends WebhookEventType>(
  type: Type,
  details: WebhookEventDetails<Type>,
  origin: EventOrigin,
): WebhookEventOf<Type> {
  const envelope = envelopeOf(origin)
  const { timestamp } = origin
  const { event } = strictEvent({
    event_type: type,
    details,
    ...envelope,
    timestamp: timestamp === undefined ? timestamps(1)[0] : timestampOf(timestamp),
  })
  const issues = unchangedFields(event.details)
  if (issues.length > 0) throw new InvalidEventError(issues)
  return event as WebhookEventOf<Type>
}
