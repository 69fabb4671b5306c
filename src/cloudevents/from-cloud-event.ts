import { InvalidEventError } from '../event/errors.js'
import { readWebhookEvent, type UnknownWebhookEvent, type WebhookEvent } from '../index.js'
import { type EventIssue, report, reportValue } from '../issue/issue.js'
import { percentEncoded } from './cloud-event.js'

/**
 * The event that a CloudEvent carries: the very same object, known or of a type that the contract does not know. It takes what
 * the JSON of a structured message parses to, and what an SDK makes of a message in either mode.
 *
 * The types of CloudEvents may have any prefix, but must end with the event's own type: whoever routes by the one must not
 * be told another by the other.
 *
 * @throws {InvalidEventError} if it is no CloudEvent 1.0, or what it carries is no sound event. The issues of `data` are those
 * of the event, by its own paths.
 */
export function fromCloudEvent(cloudEvent: unknown): WebhookEvent | UnknownWebhookEvent {
  const issues: EventIssue[] = []
  if (typeof cloudEvent !== 'object' || cloudEvent === null) {
    reportValue(issues, 'invalid_type', 'a CloudEvent, parsed', cloudEvent, [])
    throw new InvalidEventError(issues)
  }
  const { specversion, type, data } = cloudEvent as Record<string, unknown>
  if (specversion !== '1.0') report(issues, 'invalid_value', '"1.0"', cloudEvent, ['specversion'])
  if (typeof type !== 'string') report(issues, 'invalid_type', 'a string', cloudEvent, ['type'])
  if (typeof data !== 'object') report(issues, 'invalid_type', 'an object, parsed', cloudEvent, ['data'])
  if (issues.length) throw new InvalidEventError(issues)

  const reading = readWebhookEvent(data)
  if (reading.kind === 'invalid') throw reading.error
  if (!`.${type}`.endsWith(`.${percentEncoded(reading.event.event_type)}`)) {
    report(issues, 'invalid_value', 'to end with the event_type of data', cloudEvent, ['type'])
    throw new InvalidEventError(issues)
  }
  return reading.event
}
