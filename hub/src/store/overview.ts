import type { Pool } from 'pg'
import type { Activity, ActivityRequest, Counts } from '../activity.js'
import { rowsOf } from '../database/rows.js'
import { InvalidInputError } from '../errors.js'
import { latencyQuantile } from '../latency-class.js'
import type { Overview, Performance, RecordedChange, Trouble, WebhookPerformance } from '../overview.js'
import type { Webhook, WebhookSummary } from '../webhook.js'
import { notFound, requireId } from './uuid.js'

const maxSpans = 1000
const daySeconds = 86_400
const maxChanges = 20

/** Reads what the overview shows. */
export class OverviewStore {
  readonly #pool: Pool
  readonly #webhooks: () => Promise<readonly WebhookSummary[]>

  constructor(pool: Pool, webhooks: () => Promise<readonly WebhookSummary[]>) {
    this.#pool = pool
    this.#webhooks = webhooks
  }

  async activity(request: ActivityRequest = {}): Promise<Activity[]> {
    const range = rangeOf(request)
    const { bySpan } = await this.#counts(range, request.webhookId)
    return activityOf(range, bySpan)
  }

  async overview(request: ActivityRequest = {}): Promise<Overview> {
    const range = rangeOf(request)
    const { webhookId } = request
    const [{ bySpan, byWebhook }, waiting, webhooks, changes] = await Promise.all([
      this.#counts(range, webhookId),
      this.#waiting(webhookId),
      this.#webhooks(),
      this.#changes(webhookId),
    ])
    const shown = webhooks.filter(({ id }) => webhookId === undefined || id === webhookId)
    if (webhookId !== undefined && !shown.length) throw notFound('webhook')
    const waitingOf = Map.groupBy(waiting, (row) => row.webhookId)
    return {
      ...performanceOf([...byWebhook.values()].flat(), waiting),
      activity: activityOf(range, bySpan),
      webhooks: shown
        .map((webhook) => ({
          ...webhook,
          ...performanceOf(byWebhook.get(webhook.id) ?? [], waitingOf.get(webhook.id) ?? []),
          trouble: troubleOf(webhook),
        }))
        .sort(byTrouble),
      changes,
    }
  }

  /** Reads the range once, and sums it up in two ways: over time, and by webhook and latency. */
  async #counts({ start, spanSeconds }: Range, webhookId?: string) {
    const rows = await rowsOf<SpanRow | LatencyRow>(
      this.#pool,
      `SELECT span, webhook_id AS "webhookId", outcome, latency, sum(count)::float8 AS count FROM (
         SELECT floor(extract(epoch FROM at - $1::timestamptz) / $3)::int AS span, webhook_id, outcome, latency, count
         FROM prompt_webhooks.activity WHERE at >= $1 AND ($2::uuid IS NULL OR webhook_id = $2)
       ) AS activity
       GROUP BY GROUPING SETS ((span, outcome), (webhook_id, outcome, latency))`,
      [start, webhookId ?? null, spanSeconds],
    )
    return {
      bySpan: Map.groupBy(
        rows.filter((row) => row.span !== null),
        (row) => row.span,
      ),
      byWebhook: Map.groupBy(
        rows.filter((row) => row.span === null),
        (row) => row.webhookId,
      ),
    }
  }

  async #waiting(webhookId?: string): Promise<WaitingRow[]> {
    return rowsOf<WaitingRow>(
      this.#pool,
      `SELECT webhook_id AS "webhookId", count(*)::int AS count, min(waiting_since) AS since FROM prompt_webhooks.delivery
       WHERE state IN ('pending', 'retrying') AND ($1::uuid IS NULL OR webhook_id = $1) GROUP BY webhook_id`,
      [webhookId ?? null],
    )
  }

  async #changes(webhookId?: string): Promise<RecordedChange[]> {
    return rowsOf<RecordedChange>(
      this.#pool,
      `SELECT at, webhook_id AS "webhookId", url, kind, reason FROM prompt_webhooks.webhook_change
       WHERE $1::uuid IS NULL OR webhook_id = $1 ORDER BY id DESC LIMIT ${maxChanges}`,
      [webhookId ?? null],
    )
  }
}

interface Range {
  readonly start: Date
  readonly spans: number
  readonly spanSeconds: number
}

interface CountsRow {
  readonly outcome: 'succeeded' | 'failed' | 'given_up'
  readonly count: number
}

interface SpanRow extends CountsRow {
  readonly span: number
}

interface LatencyRow extends CountsRow {
  readonly span: null
  readonly webhookId: string
  readonly latency: number
}

interface WaitingRow {
  readonly webhookId: string
  readonly count: number
  readonly since: Date
}

/** @throws {InvalidInputError} that names what is out of range. */
function rangeOf({ spans = 60, spanSeconds = 60, webhookId }: ActivityRequest): Range {
  if (!Number.isInteger(spans) || spans < 1 || spans > maxSpans) {
    const message = `spans: expected a whole number from 1 to ${maxSpans}`
    throw new InvalidInputError([{ path: ['spans'], message, code: 'invalid_value' }])
  }
  // What is older than a day is counted by the hour.
  const unit = spans * spanSeconds > daySeconds ? 3600 : 60
  if (!(spanSeconds >= unit && spanSeconds <= daySeconds && spanSeconds % unit === 0)) {
    const message =
      unit === 60
        ? `spanSeconds: expected a multiple of 60 from 60 to ${daySeconds}`
        : `spanSeconds: expected a multiple of 3600 up to ${daySeconds}, because the range is longer than a day`
    throw new InvalidInputError([{ path: ['spanSeconds'], message, code: 'invalid_value' }])
  }
  if (webhookId !== undefined) requireId(webhookId, 'webhook')
  const spanMs = spanSeconds * 1000
  const end = Math.floor(Date.now() / spanMs) * spanMs + spanMs
  return { start: new Date(end - spans * spanMs), spans, spanSeconds }
}

function sumOf(rows: readonly CountsRow[]): Counts {
  const sum = (wanted: CountsRow['outcome']) =>
    rows.reduce((total, { outcome, count }) => (outcome === wanted ? total + count : total), 0)
  return { succeeded: sum('succeeded'), failed: sum('failed'), givenUp: sum('given_up') }
}

function activityOf(
  { start, spans, spanSeconds }: Range,
  rows: ReadonlyMap<number, CountsRow[]>,
): Activity[] {
  return Array.from({ length: spans }, (_, span) => ({
    from: new Date(start.getTime() + span * spanSeconds * 1000),
    ...sumOf(rows.get(span) ?? []),
  }))
}

function performanceOf(rows: readonly LatencyRow[], waiting: readonly WaitingRow[]): Performance {
  const counts = sumOf(rows)
  const attempts = counts.succeeded + counts.failed
  const latencies = new Map<number, number>()
  for (const { outcome, latency, count } of rows) {
    if (outcome !== 'given_up') latencies.set(latency, (latencies.get(latency) ?? 0) + count)
  }
  const since = waiting.map((each) => each.since.getTime())
  return {
    ...counts,
    successRate: attempts ? counts.succeeded / attempts : null,
    latencyMs: { p50: latencyQuantile(latencies, 0.5), p95: latencyQuantile(latencies, 0.95) },
    waiting: waiting.reduce((total, { count }) => total + count, 0),
    waitingSince: since.length ? new Date(Math.min(...since)) : null,
  }
}

function troubleOf({ enabled, disabledReason, restingUntil, failingSince }: Webhook): Trouble {
  if (!enabled) return disabledReason === null ? null : 'disabled'
  if (restingUntil) return 'resting'
  return failingSince ? 'failing' : null
}

const troubles: readonly Trouble[] = ['disabled', 'resting', 'failing', null]

function byTrouble(one: WebhookPerformance, other: WebhookPerformance): number {
  return (
    troubles.indexOf(one.trouble) - troubles.indexOf(other.trouble) ||
    other.givenUp - one.givenUp ||
    other.failed - one.failed ||
    other.waiting - one.waiting
  )
}
