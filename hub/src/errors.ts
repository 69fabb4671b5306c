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

/**
 * The input is invalid. `issues` lists every problem, field by field. The API answers with 422, or with 400
 * if the query of a GET request is wrong.
 */
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

/**
 * Another webhook has this URL, and would get the same events. The API answers with 409. To use it
 * anyway, set `allowDuplicate`.
 */
export class DuplicateUrlError extends Error {
  override readonly name = 'DuplicateUrlError'
  /** Stable, for programs. */
  readonly code = 'duplicate_url'
}

/** The webhook was changed by somebody else in the meantime. The API answers with 412. */
export class ChangedMeanwhileError extends Error {
  override readonly name = 'ChangedMeanwhileError'
  /** Stable, for programs. */
  readonly code = 'changed_meanwhile'
}
