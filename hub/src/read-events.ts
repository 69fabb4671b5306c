import {
  type InvalidEventError,
  parseStrictWebhookEvent,
  UnknownEventTypeError,
  WebhookContractError,
  type WebhookEvent,
} from 'prompt-webhooks'
import { type InputIssue, InvalidInputError } from './errors.js'

const mostEvents = 1000

/** @throws {InvalidInputError} with what the strict contract has against each; in a list, the paths start with the index. */
export function readEvents(value: unknown): WebhookEvent[] {
  if (!Array.isArray(value)) {
    const { event, issues } = readEvent(value, [])
    if (event) return [event]
    throw new InvalidInputError(issues)
  }
  if (value.length === 0 || value.length > mostEvents) {
    const message = `expected 1 to ${mostEvents} events`
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
              message: 'event_type: not a type of the contract',
              code: 'unknown_event_type',
            } as const,
          ]
        : (error as InvalidEventError).issues
    const prefix = path.map((index) => `[${index}].`).join('')
    return {
      issues: issues.map((issue) => ({
        ...issue,
        path: [...path, ...issue.path],
        message: prefix + issue.message,
      })),
    }
  }
}
