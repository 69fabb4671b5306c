import type { Pool } from 'pg'
import { rowsOf } from '../database/rows.js'
import type { Queryable } from '../database/transaction.js'

export interface RetentionPolicy {
  /** How long to keep delivered deliveries, and events without deliveries. */
  readonly deliveredSeconds: number
  /** How long to keep deliveries that were given up. */
  readonly givenUpSeconds: number
  /** How long to remember idempotency keys. */
  readonly idempotencyKeySeconds: number
}

const batchSize = 5000

// Minutes become hours once a day of them is complete. Nobody counts in them any more.
const sumUpOldActivity = `
  WITH minute AS (
    DELETE FROM prompt_webhooks.activity WHERE ctid = ANY(ARRAY(
      SELECT ctid FROM prompt_webhooks.activity
      WHERE at < date_trunc('hour', now(), 'UTC') - interval '25 hours' AND writer <> 0
      LIMIT ${batchSize} FOR UPDATE SKIP LOCKED
    )) RETURNING *
  ), hour AS (
    INSERT INTO prompt_webhooks.activity
    SELECT date_trunc('hour', at, 'UTC'), webhook_id, outcome, latency, 0, sum(count) FROM minute GROUP BY 1, 2, 3, 4
    ON CONFLICT (at, webhook_id, outcome, latency, writer) DO UPDATE SET count = activity.count + EXCLUDED.count
  )
  SELECT FROM minute`

/**
 * Deletes expired rows in short batches. Unfinished deliveries and their events stay, however old they are.
 */
export async function applyRetention(pool: Pool, policy: RetentionPolicy): Promise<void> {
  await deleteAll(
    pool,
    `DELETE FROM prompt_webhooks.delivery WHERE id IN (
       SELECT id FROM prompt_webhooks.delivery
       WHERE (state = 'delivered' AND updated_at < now() - $1 * interval '1 second')
         OR (state = 'given_up' AND updated_at < now() - $2 * interval '1 second')
       LIMIT ${batchSize} FOR UPDATE SKIP LOCKED
     ) RETURNING id`,
    [policy.deliveredSeconds, policy.givenUpSeconds],
  )
  await deleteAll(
    pool,
    `DELETE FROM prompt_webhooks.event WHERE id IN (
       SELECT id FROM prompt_webhooks.event
       WHERE published_at < now() - $1 * interval '1 second'
         AND NOT EXISTS (SELECT FROM prompt_webhooks.delivery WHERE event_id = event.id)
       LIMIT ${batchSize} FOR UPDATE SKIP LOCKED
     ) RETURNING id`,
    [policy.deliveredSeconds],
  )
  await deleteAll(
    pool,
    `DELETE FROM prompt_webhooks.idempotency_key WHERE key IN (
       SELECT key FROM prompt_webhooks.idempotency_key
       WHERE created_at < now() - $1 * interval '1 second' LIMIT ${batchSize} FOR UPDATE SKIP LOCKED
     ) RETURNING key`,
    [policy.idempotencyKeySeconds],
  )
  await deleteAll(
    pool,
    `DELETE FROM prompt_webhooks.listener WHERE id IN (
       SELECT id FROM prompt_webhooks.listener
       WHERE seen_at < now() - interval '1 day' LIMIT ${batchSize} FOR UPDATE SKIP LOCKED
     ) RETURNING id`,
    [],
  )
  await deleteAll(
    pool,
    `DELETE FROM prompt_webhooks.webhook_change WHERE id IN (
       SELECT id FROM prompt_webhooks.webhook_change
       WHERE at < now() - $1 * interval '1 second' LIMIT ${batchSize} FOR UPDATE SKIP LOCKED
     ) RETURNING id`,
    [policy.givenUpSeconds],
  )
  await deleteAll(
    pool,
    `DELETE FROM prompt_webhooks.activity WHERE ctid = ANY(ARRAY(
       SELECT ctid FROM prompt_webhooks.activity
       WHERE at < now() - $1 * interval '1 second' LIMIT ${batchSize} FOR UPDATE SKIP LOCKED
     )) RETURNING at`,
    [policy.givenUpSeconds],
  )
  await deleteAll(pool, sumUpOldActivity, [])
  await deleteAll(
    pool,
    `DELETE FROM prompt_webhooks.ended_session WHERE id IN (
       SELECT id FROM prompt_webhooks.ended_session
       WHERE expires_at < now() LIMIT ${batchSize} FOR UPDATE SKIP LOCKED
     ) RETURNING id`,
    [],
  )
}

async function deleteAll(queryable: Pool & Queryable, text: string, values: unknown[]): Promise<void> {
  while ((await rowsOf(queryable, text, values)).length === batchSize) {
    // A full batch: more may follow.
  }
}
