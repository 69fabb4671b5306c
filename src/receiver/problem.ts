import type { EventIssue } from '../index.js'

/** Why a delivery was not taken, as RFC 9457 has it. */
export interface ProblemDetails<Status extends ProblemStatus = ProblemStatus> {
  readonly type: 'about:blank'
  /** The name of the status. A caller whose signature did not hold is told no more. */
  readonly title: string
  readonly status: Status
  readonly detail?: string
  /** What is wrong with the event, field by field. */
  readonly issues?: readonly EventIssue[]
}

export type ProblemStatus = keyof typeof titles

const titles = {
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
