import { copyOrigin, type EventOrigin, envelopeOf } from '../event/event-origin.js'
import { timestamps } from '../event/event-timestamps.js'
import {
  InvalidEventError,
  type WebhookEventDetails,
  type WebhookEventOf,
  type WebhookEventType,
} from '../index.js'
import { strictEvent } from './strict-event.js'
import { unchangedFields } from './unchanged.js'

/**
 * Makes an event that may be sent. It is valid by the strict contract, and where a field `x` stands beside a
 * field `old_x`, the two differ. The event is a copy: changing `details` later does not change it.
 *
 * @example
 * ```ts
 * const details = { prompt_template_id: 8, prompt_template_name: 'Hello' }
 * const event = createEvent('prompt_template_deleted', details, { userId: 1, workspaceId: 1 })
 * ```
 *
 * @throws {InvalidEventError} whose `issues` name each wrong field.
 * @throws {TypeError} if `origin` is not an object, has an unknown field, or its `timestamp` is an invalid
 * date.
 */
export function createEvent<Type extends WebhookEventType>(
  type: Type,
  details: WebhookEventDetails<Type>,
  origin: EventOrigin,
): WebhookEventOf<Type> {
  const { timestamp = timestamps(1)[0] ?? '', ...others } = copyOrigin(origin)
  const { event } = strictEvent({ event_type: type, details, ...envelopeOf(others, timestamp) })
  const issues = unchangedFields(event.details)
  if (issues.length > 0) throw new InvalidEventError(issues)
  return event as WebhookEventOf<Type>
}
