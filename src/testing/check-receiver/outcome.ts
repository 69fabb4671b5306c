import { quoted } from '../../issue/quoted.js'

/** What came back for a request. */
export type Outcome =
  | {
      readonly kind: 'answered'
      readonly status: number
      /** The start of the body. */
      readonly body: string
      readonly durationMs: number
    }
  | {
      /**
       * `unreachable`: there was no connection. `dropped`: it was closed before there was an answer. `late`:
       * the time was over.
       */
      readonly kind: 'unreachable' | 'dropped' | 'late'
      /** For people. */
      readonly reason: string
      readonly durationMs: number
    }

/** A request of a check. */
export interface CheckRequest {
  readonly method: 'POST' | 'GET'
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** The bytes to send. Text could not hold what is not UTF-8. */
  readonly body?: Uint8Array
}

/** Sends a request, follows no redirect, and never rejects. */
export type Exchange = (request: CheckRequest) => Promise<Outcome>

/** How much of the body of an answer is kept, in bytes. */
export const maxKeptBytes = 2000

export const isSuccess = (outcome: Outcome) =>
  outcome.kind === 'answered' && outcome.status >= 200 && outcome.status < 300

export const isRefusal = (outcome: Outcome) =>
  outcome.kind === 'answered' && outcome.status >= 400 && outcome.status < 500

/** Describes an outcome on one line. */
export function outcomeText(outcome: Outcome): string {
  if (outcome.kind !== 'answered') return outcome.reason
  return outcome.body === '' ? `${outcome.status}` : `${outcome.status} ${quoted(outcome.body)}`
}

/** The code of a network error, such as `ECONNREFUSED`. Its message may contain anything. */
export function errorCode(error: unknown): string | undefined {
  const { code, cause } = Object(error) as { readonly code?: unknown; readonly cause?: unknown }
  return [code, Object(cause).code].find(
    (each): each is string => typeof each === 'string' && /^\w{1,60}$/.test(each),
  )
}
