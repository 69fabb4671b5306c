import {
  readStrictWebhookEvent,
  readWebhookEvent,
  type WebhookEventReading,
  type WebhookEventType,
} from '../index.js'
import { requireEventType } from './event-types.js'

/** The methods that the matchers add to `expect`. Each returns `R`. */
export interface WebhookEventMatchers<R = void> {
  /**
   * Passes for an event that a receiver accepts: valid by the tolerant contract and, if you give a type, of
   * this type.
   *
   * @throws {TypeError} if the contract does not define the type, with `.not` too.
   */
  toBeWebhookEvent(type?: WebhookEventType): R
  /** Passes for an event that an emitter may send: valid by the strict contract. */
  toMatchContract(): R
}

/**
 * Matchers for `expect.extend` of Bun and other test runners. In Jest, call `addWebhookEventMatchers`, and in
 * Vitest, import `prompt-webhooks/testing/vitest`: inside other matchers, they then say what is wrong.
 *
 * @example
 * ```ts
 * expect.extend(webhookEventMatchers)
 * ```
 */
export const webhookEventMatchers = {
  /** Passes for an event that a receiver accepts. A failure lists the issues, without the values. */
  toBeWebhookEvent(received: unknown, type?: WebhookEventType) {
    if (type !== undefined) requireEventType(type)
    const expected = type === undefined ? 'a webhook event' : `a webhook event of type ${type}`
    return result(readWebhookEvent(received), expected, type)
  },
  /** Passes for an event that an emitter may send. A failure lists the issues, without the values. */
  toMatchContract(received: unknown) {
    return result(readStrictWebhookEvent(received), 'an event that matches the strict contract')
  },
}

function result(reading: WebhookEventReading, expected: string, type?: WebhookEventType) {
  const pass = reading.kind === 'event' && (type === undefined || reading.event.event_type === type)
  return {
    pass,
    message: () => `expected ${pass ? 'anything but ' : ''}${expected}, got ${found(reading)}`,
  }
}

function found(reading: WebhookEventReading): string {
  if (reading.kind === 'event') return reading.event.event_type
  if (reading.kind === 'unknown') return 'an event of a type that the contract does not know'
  const issues = reading.error.issues.map(({ message }) => `\n  ${message}`)
  return `an invalid event:${issues.join('')}`
}
