import { InvalidEventError } from '../event/errors.js'
import { readWebhookEvent, type UnknownWebhookEvent, type WebhookEvent } from '../index.js'
import { type EventIssue, report, reportValue } from '../issue/issue.js'
import { typeSegment } from './cloud-event.js'

/**
 * Returns the webhook event that a CloudEvent carries: its `data`, the same object, whether the contract
 * knows its type or not.
 *
 * The CloudEvent may be the parsed JSON of a structured message, or what a CloudEvents SDK makes of a
 * message in either mode. Its `type` may have any prefix, but its last segment must be the `event_type` of
 * `data`: a consumer that routes by `type` must not get an event of another type.
 *
 * A CloudEvent has no signature. Read only from where nobody else can write.
 *
 * @throws {InvalidEventError} if the value is not a CloudEvent 1.0, or its `data` is not a valid event. The
 * issues of `data` have the paths of the event.
 * @example
 * const event = fromCloudEvent(JSON.parse(message))
 * console.log(event.event_type, event.details)
 */
export function fromCloudEvent(cloudEvent: unknown): WebhookEvent | UnknownWebhookEvent {
  const issues: EventIssue[] = []
  if (typeof cloudEvent !== 'object' || cloudEvent === null) {
    reportValue(issues, 'invalid_type', 'a parsed CloudEvent', cloudEvent, [])
    throw new InvalidEventError(issues)
  }
  const { specversion, type, data } = cloudEvent as Record<string, unknown>
  if (specversion !== '1.0') report(issues, 'invalid_value', '"1.0"', cloudEvent, ['specversion'])
  if (typeof type !== 'string') report(issues, 'invalid_type', 'a string', cloudEvent, ['type'])
  if (typeof data !== 'object') report(issues, 'invalid_type', 'a parsed object', cloudEvent, ['data'])
  if (typeof type !== 'string' || issues.length > 0) throw new InvalidEventError(issues)

  const reading = readWebhookEvent(data)
  if (reading.kind === 'invalid') throw reading.error
  if (type.slice(type.lastIndexOf('.') + 1) !== typeSegment(reading.event.event_type)) {
    report(issues, 'invalid_value', 'the event_type of data as its last segment', cloudEvent, ['type'])
    throw new InvalidEventError(issues)
  }
  return reading.event
}
