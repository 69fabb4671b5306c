import { InvalidEventError } from '../event/errors.js'
import { withFrames } from '../event/stack-frames.js'
import { readWebhookEvent, type UnknownWebhookEvent, type WebhookEvent } from '../index.js'
import { type EventIssue, report, reportValue } from '../issue/issue.js'
import { checkAttributes } from './check-attributes.js'
import { typeSegment } from './cloud-event.js'
import { payloadOf } from './payload.js'

/**
 * Returns the webhook event that a CloudEvent carries, whether the contract knows its type or not: its
 * `data`, the same object. If the payload is bytes, in `data` or `data_base64`, the event is parsed from it.
 *
 * The CloudEvent may be the parsed JSON of a structured message, or what a CloudEvents SDK makes of a
 * message in either mode. Its `type` may have any prefix, but its last segment must be the `event_type` of
 * `data`: a consumer that routes by `type` must not get an event of another type.
 *
 * A CloudEvent has no signature. Read only from where nobody else can write.
 *
 * @throws {InvalidEventError} if the value is not a CloudEvent 1.0, or its payload is not a valid event. The
 * issues name the attribute, or the field of the event.
 * @example
 * const event = fromCloudEvent(JSON.parse(message))
 * console.log(event.event_type, event.details)
 */
export function fromCloudEvent(cloudEvent: unknown): WebhookEvent | UnknownWebhookEvent {
  const issues: EventIssue[] = []
  if (typeof cloudEvent !== 'object' || cloudEvent === null || Array.isArray(cloudEvent)) {
    reportValue(issues, 'invalid_type', 'a parsed CloudEvent', cloudEvent, [])
    throw new InvalidEventError(issues)
  }
  // Each property is read once, and a polluted prototype adds none.
  const properties: Readonly<Record<string, unknown>> = Object.assign(Object.create(null), cloudEvent)
  checkAttributes(issues, properties)
  const data = payloadOf(issues, properties)
  if (issues.length > 0) throw new InvalidEventError(issues)

  const reading = readWebhookEvent(data)
  if (reading.kind === 'invalid') throw withFrames(reading.error)
  const type = String(properties.type)
  if (type.slice(type.lastIndexOf('.') + 1) !== typeSegment(reading.event.event_type)) {
    report(issues, 'invalid_value', 'the event_type of data as its last segment', properties, ['type'])
    throw new InvalidEventError(issues)
  }
  return reading.event
}
