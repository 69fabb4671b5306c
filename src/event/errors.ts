import type { EventIssue } from '../issue/issue.js'

const brandOf = (name: string) => Symbol.for(`prompt-webhooks/${name}`)

/**
 * What every error of this package is. `instanceof` holds across its entries and its module formats, each of
 * which may carry a copy of the class.
 */
export abstract class WebhookContractError extends Error {
  /** For code: stable, one for each class. */
  abstract readonly code: string

  /** @internal The name under which other copies of the class know its instances. */
  static readonly brand: string = 'WebhookContractError'

  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    for (let type = new.target; 'brand' in type; type = Object.getPrototypeOf(type)) {
      Object.defineProperty(this, brandOf(type.brand), { value: true })
    }
  }

  // biome-ignore-start lint/complexity/noThisInStatic: each subclass inherits this and is asked about itself
  static override [Symbol.hasInstance](value: unknown): boolean {
    // A subclass of the user's own has no brand: it is judged as any class is.
    if (!Object.hasOwn(this, 'brand')) return Function.prototype[Symbol.hasInstance].call(this, value)
    return typeof value === 'object' && value !== null && brandOf(this.brand) in value
  }
  // biome-ignore-end lint/complexity/noThisInStatic: as above
}

/** A value is no sound event; `issues` tells why, field by field. */
export class InvalidEventError extends WebhookContractError {
  static override readonly brand: string = 'InvalidEventError'
  override readonly name = 'InvalidEventError'
  readonly code = 'invalid_event'
  /** Everything that is wrong with the value; 1,000 issues at the most. */
  readonly issues: readonly EventIssue[]

  constructor(issues: readonly EventIssue[], options?: ErrorOptions) {
    super(summary(issues), options)
    this.issues = issues
  }
}

/** The envelope is sound, but the contract does not know the event's type. A receiver acknowledges such an event. */
export class UnknownEventTypeError extends WebhookContractError {
  static override readonly brand: string = 'UnknownEventTypeError'
  override readonly name = 'UnknownEventTypeError'
  readonly code = 'unknown_event_type'
  /** The `event_type` as it came. It is data from outside: escape it where you show it. */
  readonly eventType: string

  constructor(eventType: string, options?: ErrorOptions) {
    super(unknownType, options)
    this.eventType = eventType
  }
}

/** A signature is missing or wrong, or cannot be checked. */
export class SignatureError extends WebhookContractError {
  static override readonly brand: string = 'SignatureError'
  override readonly name = 'SignatureError'
  readonly code = 'invalid_signature'

  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
  }
}

const unknownType =
  'event_type: not a type that this version of prompt-webhooks knows; acknowledge the event, or update prompt-webhooks'

const mostInMessage = 10

function summary(issues: readonly EventIssue[]): string {
  const shown = issues.slice(0, mostInMessage).map(({ message }) => message)
  const more = issues.length - shown.length
  return `Invalid webhook event: ${shown.join('; ')}${more > 0 ? `; and ${more} more` : ''}`
}
