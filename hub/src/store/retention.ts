import type { Pool } from 'pg'
import { rowsOf } from '../database/rows.js'

export interface RetentionPolicy {
  /** How long to keep delivered deliveries, and events without deliveries. */
  readonly deliveredSeconds: number
  /** How long to keep deliveries that were given up, if it is longer than for delivered ones. */
  readonly givenUpSeconds: number
  /** How long to remember idempotency keys. */
  readonly idempotencyKeySeconds: number
}

const batchSize = 5000
// How long a disconnected listener stays in the list of listeners.
const listenerSeconds = 24 * 60 * 60
// What the overview shows: 90 days, which is more than each range of the pages, whatever else is kept.
const historySeconds = 90 * 24 * 60 * 60

// Minutes become hours once a day of them is complete. By then, nothing is added to them.
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
 *
 * @param signal ends it after the batch that runs.
 * @param onFailure called with the table whose rows could not be deleted. Those of the others are deleted
 * anyway. By default it fails.
 */
export async function applyRetention(
  pool: Pool,
  policy: RetentionPolicy,
  signal?: AbortSignal,
  onFailure: (table: string, error: unknown) => void = (_, error) => {
    throw error
  },
): Promise<void> {
  const { deliveredSeconds, givenUpSeconds, idempotencyKeySeconds } = policy
  const olderThan = (column: string, value: string) => `${column} < now() - ${value} * interval '1 second'`
  /** Runs a statement until it finds less than a whole batch. */
  const inBatches = async (table: string, text: string, values: unknown[]) => {
    try {
      while (!signal?.aborted && (await rowsOf(pool, text, values)).length === batchSize) {
        // A full batch: more may follow.
      }
    } catch (error) {
      onFailure(table, error)
    }
  }
  /** Deletes the rows of a table that match. Skips those that somebody else has locked. */
  const deleteAll = (table: string, condition: string, values: unknown[]) =>
    inBatches(
      table,
      `DELETE FROM prompt_webhooks.${table} WHERE ctid = ANY(ARRAY(
         SELECT ctid FROM prompt_webhooks.${table} WHERE ${condition} LIMIT ${batchSize} FOR UPDATE SKIP LOCKED
       )) RETURNING 1`,
      values,
    )
  await deleteAll(
    'delivery',
    `(state = 'delivered' AND ${olderThan('updated_at', '$1')}) OR (state = 'given_up' AND ${olderThan('updated_at', '$2')})`,
    // An event that is still there without its delivery would count as never sent.
    [deliveredSeconds, Math.max(givenUpSeconds, deliveredSeconds)],
  )
  await deleteAll(
    'event',
    `${olderThan('published_at', '$1')} AND NOT EXISTS (SELECT FROM prompt_webhooks.delivery WHERE event_id = event.id)`,
    [deliveredSeconds],
  )
  await deleteAll('idempotency_key', olderThan('created_at', '$1'), [idempotencyKeySeconds])
  await deleteAll('listener', olderThan('seen_at', '$1'), [listenerSeconds])
  await deleteAll('webhook_change', olderThan('at', '$1'), [historySeconds])
  await deleteAll('activity', olderThan('at', '$1'), [historySeconds])
  await inBatches('activity', sumUpOldActivity, [])
  await deleteAll('ended_session', 'expires_at < now()', [])
}
