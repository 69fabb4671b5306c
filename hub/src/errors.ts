import type { EventIssue } from 'prompt-webhooks'

/** What is wrong with one field of what a caller sent. */
export interface InputIssue {
  readonly path: readonly (string | number)[]
  /** For people: names the field, never its value. */
  readonly message: string
  readonly code: EventIssue['code'] | 'refused_url' | 'refused_secret' | 'unknown_event_type'
}

/** What a caller sent cannot be taken; `issues` tells why, field by field. */
export class InvalidInputError extends Error {
  override readonly name = 'InvalidInputError'
  readonly code = 'invalid_input'
  readonly issues: readonly InputIssue[]

  constructor(issues: readonly InputIssue[], options?: ErrorOptions) {
    super(issues.map(({ message }) => message).join('; '), options)
    this.issues = issues
  }
}

/** There is no such webhook, event or delivery. */
export class NotFoundError extends Error {
  override readonly name = 'NotFoundError'
  readonly code = 'not_found'
}

/** An `Idempotency-Key` came before, with other events. */
export class IdempotencyConflictError extends Error {
  override readonly name = 'IdempotencyConflictError'
  readonly code = 'idempotency_conflict'
}
