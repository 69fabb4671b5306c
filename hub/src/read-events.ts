import {
  type InvalidEventError,
  parseStrictWebhookEvent,
  UnknownEventTypeError,
  WebhookContractError,
  type WebhookEventType,
} from 'prompt-webhooks'
import { type InputIssue, InvalidInputError } from './errors.js'
import { type Subject, subjectOf } from './subject.js'

const maxEvents = 1000

/** What is stored of an event. The caller may change the event while it waits for its transaction. */
export interface CheckedEvent {
  readonly type: WebhookEventType
  /** The event as JSON. */
  readonly body: string
  readonly workspaceId: number
  readonly subject: Subject
}

/**
 * Checks one event or a list of events against the strict contract, and takes from each what is stored.
 *
 * @throws {InvalidInputError} with every issue found. For a list, the paths start with the index of the
 * event.
 */
export function readEvents(value: unknown): CheckedEvent[] {
  if (!Array.isArray(value)) {
    const { event, issues } = readEvent(value, [])
    if (event) return [event]
    throw new InvalidInputError(issues)
  }
  if (value.length === 0 || value.length > maxEvents) {
    const message = `expected 1 to ${maxEvents} events`
    throw new InvalidInputError([{ path: [], message, code: value.length ? 'too_big' : 'too_short' }])
  }
  const readings = value.map((each, index) => readEvent(each, [index]))
  const issues = readings.flatMap((reading) => reading.issues)
  if (issues.length) throw new InvalidInputError(issues)
  return readings.flatMap(({ event }) => event ?? [])
}

function readEvent(
  value: unknown,
  path: readonly number[],
): { event?: CheckedEvent; issues: readonly InputIssue[] } {
  try {
    const event = parseStrictWebhookEvent(value)
    return {
      event: {
        type: event.event_type,
        body: JSON.stringify(event),
        workspaceId: event.workspace_id,
        subject: subjectOf(event),
      },
      issues: [],
    }
  } catch (error) {
    if (!(error instanceof WebhookContractError)) throw error
    const issues =
      error instanceof UnknownEventTypeError
        ? [
            {
              path: ['event_type'],
              message: 'event_type: expected an event type of the contract',
              code: 'unknown_event_type',
            } as const,
          ]
        : (error as InvalidEventError).issues
    return {
      issues: issues.map((issue) => ({
        ...issue,
        path: [...path, ...issue.path],
        message: path.map((index) => `[${index}]${issue.path.length ? '.' : ': '}`).join('') + issue.message,
      })),
    }
  }
}
