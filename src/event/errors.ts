import type { EventIssue } from '../issue/issue.js'

/**
 * The base class of every error of this package. `instanceof` works across the package's entries and module
 * formats, although each may carry its own copy of the class.
 *
 * @example
 * ```ts
 * try {
 *   parseWebhookEvent(value)
 * } catch (error) {
 *   if (error instanceof WebhookContractError) console.error(error.code, error.message)
 *   else throw error
 * }
 * ```
 */
export abstract class WebhookContractError extends Error {
  /** A stable code, one for each class. Branch on it. */
  abstract readonly code: string

  /** @internal The names by which other copies recognise instances: of the class, and of its base classes. */
  static readonly brands: readonly string[] = ['WebhookContractError']

  /** Recognises the instances of every copy of the class. */
  static override readonly [Symbol.hasInstance] = isInstance
}

// Each subclass inherits it and answers for itself.
function isInstance(this: { readonly brands: readonly string[] }, value: unknown): boolean {
  // A subclass that a user writes has no brands of its own, so the usual check applies.
  if (!Object.hasOwn(this, 'brands')) return Function.prototype[Symbol.hasInstance].call(this, value)
  if (typeof value !== 'object' || value === null) return false
  const [own = ''] = this.brands
  // Of the class of the value, which no JSON has. A property of each error would take a third of its time.
  const brands: unknown = Object.getPrototypeOf(value)?.constructor?.brands
  return Array.isArray(brands) && brands.includes(own)
}

/**
 * A value is not a sound event. `issues` says why, field by field.
 *
 * @example
 * ```ts
 * if (error instanceof InvalidEventError) {
 *   for (const { path, message } of error.issues) console.error(path.join('.'), message)
 * }
 * ```
 */
export class InvalidEventError extends WebhookContractError {
  static override readonly brands: readonly string[] = ['InvalidEventError', 'WebhookContractError']
  /** The name of the class. */
  override readonly name = 'InvalidEventError'
  /** The code of this class. */
  readonly code = 'invalid_event'
  /** Everything that is wrong with the value: at most 1,000 issues. */
  readonly issues: readonly EventIssue[]

  // Not `ErrorOptions`, which the libraries of TypeScript before ES2022 lack.
  constructor(issues: readonly EventIssue[], options?: { readonly cause?: unknown }) {
    super(summary(issues), options)
    this.issues = issues
  }
}

/**
 * The envelope is sound, but this version of prompt-webhooks does not know the event type. A receiver
 * acknowledges such an event.
 */
export class UnknownEventTypeError extends WebhookContractError {
  static override readonly brands: readonly string[] = ['UnknownEventTypeError', 'WebhookContractError']
  /** The name of the class. */
  override readonly name = 'UnknownEventTypeError'
  /** The code of this class. */
  readonly code = 'unknown_event_type'
  /** The received `event_type`. Its text is untrusted: escape it where you show it. */
  readonly eventType: string

  constructor(eventType: string, options?: { readonly cause?: unknown }) {
    super(unknownType, options)
    this.eventType = eventType
  }
}

/** Why a signature was refused. The words are stable, so you can branch on them. */
export type SignatureErrorReason =
  | 'missing_signature'
  | 'malformed_signature'
  | 'wrong_signature'
  | 'timestamp_too_old'
  | 'timestamp_too_new'

/** A signature is missing, wrong, or cannot be checked. */
export class SignatureError extends WebhookContractError {
  static override readonly brands: readonly string[] = ['SignatureError', 'WebhookContractError']
  /** The name of the class. */
  override readonly name = 'SignatureError'
  /** The code of this class. */
  readonly code = 'invalid_signature'
  /** What is wrong with the signature, in one word. */
  readonly reason: SignatureErrorReason

  constructor(
    message: string,
    reason: SignatureErrorReason = 'wrong_signature',
    options?: { readonly cause?: unknown },
  ) {
    super(message, options)
    this.reason = reason
  }
}

const unknownType =
  'event_type: not a type that this version of prompt-webhooks knows; acknowledge the event, or update prompt-webhooks'

const maxIssuesInMessage = 10

function summary(issues: readonly EventIssue[]): string {
  const shown = issues.slice(0, maxIssuesInMessage).map(({ message }) => message)
  const more = issues.length - shown.length
  return `Invalid webhook event: ${shown.join('; ')}${more > 0 ? `; and ${more} more` : ''}`
}
