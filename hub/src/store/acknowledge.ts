import type { Pool } from 'pg'
import type { DeliveryResult } from 'prompt-webhooks/emitter'
import { countActivity } from '../database/count-activity.js'
import { rowsOf } from '../database/rows.js'
import { allOf, keyedTransaction, type Queryable } from '../database/transaction.js'
import type { DeliveryState } from '../delivery.js'
import { type Acknowledgement, type Attempted, hasSucceeded } from '../due-delivery.js'
import type { Incident } from '../incident.js'
import type { DeliveryQueue } from '../queue/delivery-queue.js'
import type { RetryDelay } from '../retry-schedule.js'
import { countToEnd, endDeliveries } from './end-deliveries.js'
import { type HealthPolicy, recordHealth, type WebhookHealth } from './webhook-health.js'

export interface AcknowledgePolicy extends HealthPolicy {
  readonly retryDelay: RetryDelay
  /** Called in the transaction that records what happened, if an operator wants to be told. */
  readonly onIncidents?: ((client: Queryable, incidents: readonly Incident[]) => Promise<void>) | undefined
}

/** The new values of a delivery. */
interface Change {
  readonly id: string
  readonly webhookId: string
  readonly sequence: number
  readonly state: DeliveryState
  readonly attempted: boolean
  readonly status: number | null
  readonly reason: string
  readonly next: Date | null
}

/**
 * Records the results of jobs that this process holds, in one transaction: updates the deliveries, inserts
 * the attempts and the jobs for retries, updates the health of the webhooks, and removes the jobs. Returns
 * the webhooks with failed attempts, and those that recovered. If it disables a webhook, it gives up only the
 * first of its deliveries: call `endAllDeliveries` after it.
 */
export async function acknowledge(
  pool: Pool,
  queue: DeliveryQueue,
  acknowledgements: readonly Acknowledgement[],
  policy: AcknowledgePolicy,
): Promise<WebhookHealth[]> {
  const changes = acknowledgements.flatMap((each) => (each.kind === 'stale' ? [] : [changeOf(each, policy)]))
  const attempts = acknowledgements.flatMap((each) => (each.kind === 'attempted' ? [each] : []))
  return keyedTransaction(pool, async (client) => {
    const applying = applyChanges(client, changes)
    const [, , , webhooks] = await allOf([
      applying,
      insertAttempts(client, attempts),
      countActivity(
        client,
        attempts.map((each) => ({
          webhookId: each.job.webhookId,
          outcome: hasSucceeded(each) ? ('succeeded' as const) : ('failed' as const),
          latencyMs: each.result.latencyMs,
        })),
      ),
      applying.then(async (applied) => {
        const webhooks = await followUp(client, queue, applied, attempts, policy)
        await queue.remove(
          client.last,
          acknowledgements.map(({ job }) => job),
        )
        return webhooks
      }),
    ])
    return webhooks
  })
}

/** Does what depends on which changes were applied. */
async function followUp(
  client: Queryable,
  queue: DeliveryQueue,
  applied: readonly Change[],
  attempts: readonly Attempted[],
  policy: AcknowledgePolicy,
): Promise<WebhookHealth[]> {
  const ended = applied.filter(({ state }) => state === 'given_up')
  await countActivity(
    client,
    ended.map(({ webhookId }) => ({ webhookId, outcome: 'given_up' as const })),
  )
  const retries = applied.flatMap(({ id, webhookId, sequence, next }) =>
    next ? [{ id, webhookId, sequence: sequence + 1, startAfter: next }] : [],
  )
  const [, webhooks] = await allOf([queue.insert(client, retries), recordHealth(client, attempts, policy)])
  const incidents: Incident[] = []
  for (const { id: webhookId, enabled, turn, recordedAt } of webhooks) {
    // What a person sent to a webhook that was disabled before is attempted once: it is not retried, and what
    // still waits is left alone.
    const sentUntil = turn === 'webhook.disabled' ? recordedAt : '-infinity'
    // One batch, since all other results wait for it. The caller gives up the rest.
    const ended = enabled ? 0 : await endDeliveries(client, webhookId, sentUntil)
    if (turn === 'webhook.disabled') {
      const rest = await countToEnd(client, webhookId, sentUntil)
      incidents.push({ type: turn, webhookId, givenUp: ended + rest })
    } else if (turn) incidents.push({ type: turn, webhookId })
  }
  for (const [webhookId, own] of Map.groupBy(ended, (change) => change.webhookId)) {
    incidents.push({ type: 'delivery.given_up', webhookId, deliveryIds: own.map(({ id }) => id) })
  }
  if (incidents.length) await policy.onIncidents?.(client, incidents)
  return webhooks
}

function changeOf(
  acknowledgement: Exclude<Acknowledgement, { kind: 'stale' }>,
  policy: AcknowledgePolicy,
): Change {
  const { id, webhookId, sequence, tries } = acknowledgement.job
  const delivery = { id, webhookId, sequence }
  if (acknowledgement.kind === 'ended') {
    const { reason } = acknowledgement
    return { ...delivery, state: 'given_up', attempted: false, status: null, reason, next: null }
  }
  const { result } = acknowledgement
  const status = 'status' in result ? (result.status ?? null) : null
  const attempted = { ...delivery, attempted: true, status, reason: result.reason }
  if (result.outcome === 'delivered') return { ...attempted, state: 'delivered', next: null }
  const next = result.outcome === 'retry' ? nextAttempt(tries + 1, result, policy) : undefined
  return next ? { ...attempted, state: 'retrying', next } : { ...attempted, state: 'given_up', next: null }
}

function nextAttempt(
  failures: number,
  { retryAfterMs = 0 }: Extract<DeliveryResult, { outcome: 'retry' }>,
  { retryDelay }: AcknowledgePolicy,
): Date | undefined {
  const delay = retryDelay(failures)
  return delay === undefined ? undefined : new Date(Date.now() + Math.max(delay, retryAfterMs))
}

/** Returns the changes that were applied. Deliveries whose job has become stale are left alone. */
async function applyChanges(client: Queryable, changes: readonly Change[]): Promise<Change[]> {
  if (!changes.length) return []
  const rows = await rowsOf<{ id: string; sequence: number }>(
    client,
    `UPDATE prompt_webhooks.delivery SET
       state = change.state,
       sequence = delivery.sequence + 1,
       attempts = attempts + change.attempted::int,
       tries = tries + change.attempted::int,
       last_status = CASE WHEN change.attempted THEN change.status ELSE last_status END,
       reason = change.reason,
       next_attempt_at = change.next,
       updated_at = now()
     FROM json_to_recordset($1) AS change (
       id uuid, sequence int, state text, attempted boolean, status int, reason text, next timestamptz
     )
     WHERE delivery.id = change.id AND delivery.sequence = change.sequence
     RETURNING delivery.id, delivery.sequence`,
    [storableJson(changes)],
  )
  const sequences = new Map(rows.map(({ id, sequence }) => [id, sequence]))
  // One batch can have two results of a delivery: of an attempt, and of the one with which it was sent again.
  const isApplied = ({ id, sequence }: Change) => sequences.get(id) === sequence + 1
  const late = changes.filter((change) => change.attempted && !isApplied(change))
  if (late.length) {
    // Another worker took over the job, or the delivery was sent again. The attempt still counts.
    await client.query(
      `UPDATE prompt_webhooks.delivery SET attempts = attempts + cardinality(array_positions($1::uuid[], id))
       WHERE id = ANY($1)`,
      [late.map(({ id }) => id)],
    )
  }
  return changes.filter(isApplied)
}

async function insertAttempts(client: Queryable, attempts: readonly Attempted[]): Promise<void> {
  if (!attempts.length) return
  const rows = attempts.map(({ job, startedAt, result }) => {
    const response = 'response' in result ? result.response : undefined
    return {
      delivery_id: job.id,
      started_at: startedAt,
      latency: result.latencyMs,
      outcome: result.outcome,
      reason: result.reason,
      url: result.request.url,
      request_headers: result.request.headers,
      status: response?.status ?? null,
      response_headers: response?.headers ?? null,
      response_body: response ? (response.body ?? '') : null,
    }
  })
  // The join skips deliveries that were deleted in the meantime.
  await client.query(
    `INSERT INTO prompt_webhooks.attempt (
       delivery_id, started_at, latency, outcome, reason, url, request_headers, status, response_headers, response_body
     )
     SELECT attempt.* FROM json_to_recordset($1) AS attempt (
       delivery_id uuid, started_at timestamptz, latency real, outcome text, reason text, url text,
       request_headers json, status int, response_headers json, response_body text
     ) JOIN prompt_webhooks.delivery ON delivery.id = delivery_id FOR KEY SHARE OF delivery`,
    [storableJson(rows)],
  )
}

// How JSON writes a NUL character, or a lone surrogate. It also matches text that only looks like one.
const unstorable = /\\u(0000|d[89a-f])/

/**
 * Writes rows as JSON, and replaces what Postgres cannot store in a text: NUL characters and lone surrogates.
 */
function storableJson(rows: readonly object[]): string {
  const json = JSON.stringify(rows)
  // Few rows need it, and writing them value by value takes several times as long.
  if (!unstorable.test(json)) return json
  return JSON.stringify(rows, (_, value) =>
    typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '\u{fffd}') : value,
  )
}
