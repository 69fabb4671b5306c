import type { EventIssue } from 'prompt-webhooks'

/** One problem with one field of a caller's input. */
export interface InputIssue {
  /** The keys that lead to the field. Empty if the input as a whole is wrong. */
  readonly path: readonly (string | number)[]
  /** For people. Names the field, never its value. */
  readonly message: string
  /** Stable and machine-readable: a code of the contract's issues, or one of the hub's own. */
  readonly code:
    | EventIssue['code']
    | 'refused_url'
    | 'refused_secret'
    | 'refused_header'
    | 'unknown_event_type'
}

/** The input is invalid. `issues` lists every problem, field by field. The API answers with 422. */
export class InvalidInputError extends Error {
  override readonly name = 'InvalidInputError'
  /** Stable, for programs. */
  readonly code = 'invalid_input'
  /** Every problem found, at least one. */
  readonly issues: readonly InputIssue[]

  constructor(issues: readonly InputIssue[], options?: ErrorOptions) {
    super(issues.map(({ message }) => message).join('; '), options)
    this.issues = issues
  }
}

/** No webhook, event or delivery has this id. The API answers with 404. */
export class NotFoundError extends Error {
  override readonly name = 'NotFoundError'
  /** Stable, for programs. */
  readonly code = 'not_found'
}

/** The idempotency key was already used for different events. The API answers with 409. */
export class IdempotencyConflictError extends Error {
  override readonly name = 'IdempotencyConflictError'
  /** Stable, for programs. */
  readonly code = 'idempotency_conflict'
}
