import type { EventIssue } from './issue.js'

/**
 * What every error of this package is. `instanceof` holds across its entries and module formats, each of
 * which may carry a copy of the class.
 */
export abstract class WebhookContractError extends Error {
  /** For code: stable, and different for each class. */
  abstract readonly code: string

  static [Symbol.hasInstance](value: unknown): boolean {
    return hasBrand(this, value, 'WebhookContractError')
  }
}

/** A value is no sound event: `issues` tells why, field by field. */
export class InvalidEventError extends WebhookContractError {
  override readonly name = 'InvalidEventError'
  readonly code = 'invalid_event'
  /** Everything that is wrong with the value; 1,000 at the most. */
  readonly issues: readonly EventIssue[]

  constructor(issues: readonly EventIssue[], options?: ErrorOptions) {
    super(summary(issues), options)
    this.issues = issues
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return hasBrand(this, value, 'InvalidEventError')
  }
}

/** The envelope is sound, but the contract does not know the event's type. A receiver acknowledges such an event. */
export class UnknownEventTypeError extends WebhookContractError {
  override readonly name = 'UnknownEventTypeError'
  readonly code = 'unknown_event_type'
  /** The `event_type` as it came. It is data from outside: escape it where it is shown. */
  readonly eventType: string

  constructor(eventType: string, options?: ErrorOptions) {
    super(
      'event_type: a type that this version of prompt-webhooks does not know (see eventType); acknowledge it, or update prompt-webhooks',
      options,
    )
    this.eventType = eventType
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return hasBrand(this, value, 'UnknownEventTypeError')
  }
}
