import {
  readStrictWebhookEvent,
  readWebhookEvent,
  type WebhookEventReading,
  type WebhookEventType,
} from '../index.js'
import { requireEventType } from './event-types.js'

/** The matchers as `expect` has them; each returns `R`. */
export interface WebhookEventMatchers<R = void> {
  /** A sound event by the tolerant contract, of this type if one is given: what a receiver takes. */
  toBeWebhookEvent(type?: WebhookEventType): R
  /** A sound event by the strict contract: what an emitter may send. */
  toMatchContract(): R
}

interface MatcherResult {
  readonly pass: boolean
  readonly message: () => string
}

/** For `expect.extend` of Jest, Vitest or Bun. */
export const webhookEventMatchers = {
  /** @throws {TypeError} if the contract does not have the type, which no event could match. */
  toBeWebhookEvent(received: unknown, type?: WebhookEventType): MatcherResult {
    if (type !== undefined) requireEventType(type)
    const expected = type === undefined ? 'a webhook event' : `a webhook event of the type ${type}`
    return result(readWebhookEvent(received), expected, type)
  },
  toMatchContract(received: unknown): MatcherResult {
    return result(readStrictWebhookEvent(received), 'a webhook event by the strict contract')
  },
}

function result(reading: WebhookEventReading, expected: string, type?: WebhookEventType): MatcherResult {
  const pass = reading.kind === 'event' && (type === undefined || reading.event.event_type === type)
  return {
    pass,
    message: () =>
      `expected ${pass ? `anything but ${expected}, got ` : `${expected}, got `}${found(reading)}`,
  }
}

function found(reading: WebhookEventReading): string {
  if (reading.kind === 'event') return reading.event.event_type
  if (reading.kind === 'unknown') return 'an event of a type that the contract does not know'
  const issues = reading.error.issues.map(({ message }) => `\n  ${message}`)
  return `an invalid one:${issues.join('')}`
}
