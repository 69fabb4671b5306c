/** What a job is about. It is stale once its delivery has another sequence: see `DeliveryQueue.insert`. */
export interface JobData {
  /** The id of the delivery. */
  readonly id: string
  /** The sequence of the delivery when the job was inserted. */
  readonly sequence: number
}

/** A job to insert. */
export interface NewDeliveryJob extends JobData {
  readonly webhookId: string
  /** When it is due. Default: now. */
  readonly startAfter?: Date | undefined
  /** Whether a person asked for it, so that it is attempted even while its webhook rests or is paused. */
  readonly urgent?: boolean | undefined
}

/** A job that this process holds. */
export interface DeliveryJob extends JobData {
  readonly jobId: string
  /** When this process asked for it, as `performance.now()`. */
  readonly fetchedAt: number
  /** Counts how often the job was taken. A process that lost the job holds an older count. */
  readonly retryCount: number
  /** What `fetch` can ignore: the webhook, or what a person asked for from it. */
  readonly lane: string
  readonly isUrgent: boolean
}

const urgentSuffix = ' urgent'

/** The name of a lane: each webhook has one, and another one for what a person asks for. */
export function laneOf(webhookId: string, urgent: boolean): string {
  return urgent ? webhookId + urgentSuffix : webhookId
}

export function isUrgentLane(lane: string): boolean {
  return lane.endsWith(urgentSuffix)
}
