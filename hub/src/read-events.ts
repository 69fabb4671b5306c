import {
  type InvalidEventError,
  parseStrictWebhookEvent,
  UnknownEventTypeError,
  WebhookContractError,
  type WebhookEvent,
} from 'prompt-webhooks'
import { type InputIssue, InvalidInputError } from './errors.js'

const maxEvents = 1000

/**
 * Checks one event or a list of events against the strict contract.
 *
 * @throws {InvalidInputError} with every issue found. For a list, the paths start with the index of the
 * event.
 */
export function readEvents(value: unknown): WebhookEvent[] {
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
): { event?: WebhookEvent; issues: readonly InputIssue[] } {
  try {
    return { event: parseStrictWebhookEvent(value), issues: [] }
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
