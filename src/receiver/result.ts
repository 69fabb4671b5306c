import type { EventIssue, UnknownWebhookEvent, WebhookEvent } from '../index.js'

/** What became of a delivery. `status` is the status of the answer to an HTTP caller. */
export type ReceiveResult = Acknowledged | Refused | Failed

/** The sender need not send the delivery again. */
export interface Acknowledged {
  /**
   * `handled`: its handler in `on` succeeded. `ignored`: `on` has no handler for it. `duplicate`: it was handled before.
   */
  readonly kind: 'handled' | 'ignored' | 'duplicate'
  readonly status: 204
  /** The event, known or of a type that the contract does not know. */
  readonly event: WebhookEvent | UnknownWebhookEvent
}

/** The delivery is at fault: if it is sent again unchanged, it is refused again. */
export interface Refused {
  readonly kind: 'refused'
  readonly status: RefusedStatus
  /** The body of the answer. */
  readonly problem: ProblemDetails<RefusedStatus>
}

/** The receiver failed, or this event is still being handled (503): the sender should send it again. */
export interface Failed {
  readonly kind: 'failed'
  readonly status: FailedStatus
  /** The body of the answer. It never holds the error. */
  readonly problem: ProblemDetails<FailedStatus>
  /** What was thrown, or the time-out. Absent if another process handles the event. */
  readonly error?: unknown
}

/** Why a delivery was not accepted, as a problem of RFC 9457. */
export interface ProblemDetails<Status extends ProblemStatus = ProblemStatus> {
  readonly type: 'about:blank'
  /** The name of the status. A caller whose signature is missing or wrong learns nothing more. */
  readonly title: string
  readonly status: Status
  readonly detail?: string
  /** What is wrong with the event, field by field. */
  readonly issues?: readonly EventIssue[]
}

type RefusedStatus = 400 | 401 | 405 | 413 | 415 | 422
type FailedStatus = 500 | 503
type ProblemStatus = RefusedStatus | FailedStatus

const titles: { readonly [Status in ProblemStatus]: string } = {
  400: 'Bad Request',
  401: 'Unauthorized',
  405: 'Method Not Allowed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
}

export function problem<Status extends ProblemStatus>(
  status: Status,
  more?: Pick<ProblemDetails, 'detail' | 'issues'>,
): ProblemDetails<Status> {
  return { type: 'about:blank', title: titles[status], status, ...more }
}

export function refused(status: RefusedStatus, more?: Parameters<typeof problem>[1]): Refused {
  return { kind: 'refused', status, problem: problem(status, more) }
}

export function failed(status: FailedStatus, error?: unknown): Failed {
  return { kind: 'failed', status, problem: problem(status), error }
}

/** The answer to an HTTP request. */
export interface HttpAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
}

const secondsUntilRetry = '5'

export function httpAnswer(result: ReceiveResult): HttpAnswer {
  const { status } = result
  if (status === 204) return { status, headers: {}, body: null }
  const headers: Record<string, string> = { 'content-type': 'application/problem+json' }
  if (status === 405) headers.allow = 'POST'
  if (status === 503) headers['retry-after'] = secondsUntilRetry
  return { status, headers, body: JSON.stringify(result.problem) }
}
