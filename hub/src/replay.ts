import type { WebhookEventType } from 'prompt-webhooks'

/** What a replay can send. */
export const replayStates = ['missed', 'given_up', 'retrying', 'delivered'] as const

/**
 * What a replay can send. `missed`: events that the webhook receives by its types and workspaces, but that
 * were not sent to it, because it was disabled or did not exist. The others are states of its deliveries;
 * what is `pending` is sent anyway.
 *
 * @useDeclaredType
 */
export type ReplayState = (typeof replayStates)[number]

/** Selects what to send again to a webhook. */
export interface ReplayRequest {
  /** Events that were published at this time or later. */
  readonly since: Date
  /** Events that were published before this time. Default: all until `asOf`. */
  readonly until?: Date | undefined
  /** Which deliveries to send, by state. Default: `missed` and `given_up`. */
  readonly states?: readonly ReplayState[] | undefined
  /** Events of these types. Default: all. */
  readonly eventTypes?: readonly WebhookEventType[] | undefined
  /**
   * Leaves out what was published or has changed after this time. Pass the `asOf` of an earlier answer to
   * send exactly what it counted: whatever was sent again in the meantime has changed, so it is not sent
   * twice. Default: now.
   */
  readonly asOf?: Date | undefined
  /** Only counts. Default: false. */
  readonly dryRun?: boolean | undefined
}

/** What a replay found and did. */
export interface Replay {
  /**
   * What was published or has changed after this time was left out. Pass it as `asOf` to the next call.
   */
  readonly asOf: Date
  /** How many matched before it sent any, by state. */
  readonly matching: Readonly<Record<ReplayState, number>>
  /** How many are sent again, oldest event first. 0 for a dry run. */
  readonly sent: number
  /**
   * How many are left. One call sends at most 10,000: for the rest, call again with the same `asOf`.
   */
  readonly remaining: number
}
