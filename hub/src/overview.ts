import type { Activity, Counts } from './activity.js'
import type { DisabledReason, WebhookSummary } from './webhook.js'

/** Delivery results in a time range, and what is waiting now. */
export interface Performance extends Counts {
  /** The share of attempts that succeeded, from 0 to 1. `null` without attempts. */
  readonly successRate: number | null
  /**
   * How long attempts took, in milliseconds: half of them no longer than `p50`, 95 percent no longer than
   * `p95`. At most 10 percent off. `null` without attempts.
   */
  readonly latencyMs: { readonly p50: number | null; readonly p95: number | null }
  /** Deliveries that wait for an attempt now: pending or retrying. */
  readonly waiting: number
  /** Since when the oldest of them waits: when it was published, or last sent again. `null` if none waits. */
  readonly waitingSince: Date | null
}

/**
 * What is wrong with a webhook. `disabled`: the hub disabled it, for its `disabledReason`. `resting`: it kept
 * failing, and attempts wait until `restingUntil`. `failing`: its last attempts failed. `null`: nothing.
 */
export type Trouble = 'disabled' | 'resting' | 'failing' | null

/** A webhook with its current problem and its results. */
export interface WebhookPerformance extends WebhookSummary, Performance {
  /** What is wrong with it. */
  readonly trouble: Trouble
}

/** What can change about a webhook. */
export const webhookChangeKinds = [
  'created',
  'changed',
  'secret_rotated',
  'paused',
  'resumed',
  'disabled',
  'enabled',
  'resting',
  'recovered',
  'deleted',
] as const

/**
 * What changed about a webhook: `created`, `changed` (its URL, description, types or another setting),
 * `secret_rotated`, `paused`, `resumed` (you ended its pause or its rest), `disabled`, `enabled`, `resting`
 * (it kept failing), `recovered` (an attempt succeeded after that) or `deleted`.
 *
 * @useDeclaredType
 */
export type WebhookChangeKind = (typeof webhookChangeKinds)[number]

/** A change of a webhook, made by a person or by the hub. */
export interface RecordedChange {
  /** When it changed. */
  readonly at: Date
  /** The webhook. It may have been deleted since. */
  readonly webhookId: string
  /** Its URL after the change. */
  readonly url: string
  /** What changed. */
  readonly kind: WebhookChangeKind
  /** Why the hub disabled it. `null` for everything else, and if a person disabled it. */
  readonly reason: DisabledReason | null
}

/** An overview of the hub for a time range that ends now. */
export interface Overview extends Performance {
  /** The range in consecutive spans, earliest first; spans in which nothing happened are included. */
  readonly activity: readonly Activity[]
  /** Every webhook, the one with the most trouble first. */
  readonly webhooks: readonly WebhookPerformance[]
  /** The latest changes of webhooks, newest first; at most 20. */
  readonly changes: readonly RecordedChange[]
}
