import type { UnknownWebhookEvent, WebhookEvent } from '../index.js'
import { type ProblemDetails, problem } from './problem.js'

/** What became of a delivery. `status` is what an HTTP caller is answered with. */
export type ReceiveResult = Acknowledged | Refused | Failed

/**
 * `handled`: its handler has succeeded. `ignored`: no handler is for the event, known or not, and `onUnknown` has seen it.
 * `duplicate`: it was handled before.
 */
export interface Acknowledged {
  readonly kind: 'handled' | 'ignored' | 'duplicate'
  readonly status: 204
  readonly event: WebhookEvent | UnknownWebhookEvent
}

/** The delivery is at fault: sent again as it is, it will be refused again. */
export interface Refused {
  readonly kind: 'refused'
  readonly status: RefusedStatus
  readonly problem: ProblemDetails<RefusedStatus>
}

/** The receiver failed, or this event is still being handled (503): the sender should send it again. */
export interface Failed {
  readonly kind: 'failed'
  readonly status: FailedStatus
  readonly problem: ProblemDetails<FailedStatus>
  /** What was thrown, or the time-out. Absent if another process handles the event. */
  readonly error?: unknown
}

type RefusedStatus = 400 | 401 | 405 | 413 | 415 | 422
type FailedStatus = 500 | 503

export function refused(status: RefusedStatus, more?: Parameters<typeof problem>[1]): Refused {
  return { kind: 'refused', status, problem: problem(status, more) }
}

export function failed(status: FailedStatus, error?: unknown): Failed {
  return { kind: 'failed', status, problem: problem(status), error }
}
