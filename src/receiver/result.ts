import type { EventIssue, UnknownWebhookEvent, WebhookEvent } from '../index.js'

/** The outcome of a delivery. `status` is the HTTP status of the answer. */
export type ReceiveResult = Acknowledged | Refused | Failed

/** The delivery was accepted. The sender does not send it again. */
export interface Acknowledged {
  /**
   * `handled`: its handler in `on` succeeded. `ignored`: `on` has no handler for it. `duplicate`: it was
   * handled before.
   */
  readonly kind: 'handled' | 'ignored' | 'duplicate'
  /** The HTTP status of the answer. */
  readonly status: 204
  /** The event, of a known or an unknown type. */
  readonly event: WebhookEvent | UnknownWebhookEvent
}

/** The delivery is wrong. If it is sent again unchanged, it is refused again. */
export interface Refused {
  /** Identifies this outcome. */
  readonly kind: 'refused'
  /** The HTTP status of the answer. */
  readonly status: RefusedStatus
  /** The body of the answer. */
  readonly problem: ProblemDetails<RefusedStatus>
}

/**
 * A handler or the store failed (500), or the event is still being handled (503). The sender should retry.
 */
export interface Failed {
  /** Identifies this outcome. */
  readonly kind: 'failed'
  /** The HTTP status of the answer. */
  readonly status: FailedStatus
  /** The body of the answer. It never holds the error. */
  readonly problem: ProblemDetails<FailedStatus>
  /** What was thrown, or the timeout. Absent if another process is handling the event. */
  readonly error?: unknown
}

/** Why a delivery was not accepted: problem details as in RFC 9457. */
export interface ProblemDetails<Status extends ProblemStatus = ProblemStatus> {
  /** Says that the problem has no more meaning than its status. */
  readonly type: 'about:blank'
  /** The name of the status, such as `Unauthorized`. */
  readonly title: string
  /** The HTTP status. */
  readonly status: Status
  /** What is wrong with the event, as text. Absent unless the signature is valid. */
  readonly detail?: string
  /** What is wrong with the event, field by field. Absent unless the signature is valid. */
  readonly issues?: readonly EventIssue[]
}

/** The HTTP status of a delivery that is wrong. */
export type RefusedStatus = 400 | 401 | 405 | 413 | 415 | 422

/** The HTTP status of a delivery that the sender should send again. */
export type FailedStatus = 500 | 503

/** The HTTP status of an answer with problem details. */
export type ProblemStatus = RefusedStatus | FailedStatus

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

/** The response to an HTTP request. */
export interface HttpAnswer {
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: string | null
}

export function httpAnswer(result: ReceiveResult): HttpAnswer {
  const { status } = result
  if (status === 204) return { status, headers: {}, body: null }
  const headers: Record<string, string> = { 'content-type': 'application/problem+json' }
  if (status === 405) headers.allow = 'POST'
  // In seconds.
  if (status === 503) headers['retry-after'] = '5'
  return { status, headers, body: JSON.stringify(result.problem) }
}
