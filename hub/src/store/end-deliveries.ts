import type { Pool } from 'pg'
import { countActivity } from '../database/count-activity.js'
import { retryTransient } from '../database/retry-transient.js'
import { rowsOf } from '../database/rows.js'
import { type Queryable, transaction } from '../database/transaction.js'

// Deliveries per transaction. They take about a second, also with their attempts. All of a long backlog would
// take longer than the 20 seconds that a statement may take, so nothing of it would ever be done.
const batchSize = 5000

/**
 * Which of the waiting deliveries that a person sent to end as well: those that were sent until then, as a
 * time of Postgres, such as `-infinity`. What a person sends to a disabled webhook is attempted once.
 */
export type SentUntil = Date | string

// A webhook that was enabled again in the meantime keeps what is left. Takes its id, and `SentUntil`.
const toEnd = `webhook_id = $1 AND state IN ('pending', 'retrying')
  AND (state = 'retrying' OR NOT forced OR waiting_since <= $2::timestamptz)
  AND NOT (SELECT enabled FROM prompt_webhooks.webhook WHERE id = $1)`

/**
 * Gives up a batch of the unfinished deliveries of a disabled webhook, and returns how many. Their jobs
 * become stale; they are kept and can be sent again.
 */
export async function endDeliveries(
  client: Queryable,
  webhookId: string,
  sentUntil: SentUntil,
): Promise<number> {
  const rows = await rowsOf(
    client,
    // The newest first: what a person has just sent does not wait behind a backlog.
    `UPDATE prompt_webhooks.delivery
     SET state = 'given_up', reason = 'the webhook was disabled', next_attempt_at = NULL, sequence = sequence + 1,
       updated_at = now()
     WHERE id = ANY(ARRAY(
       SELECT id FROM prompt_webhooks.delivery WHERE ${toEnd}
       ORDER BY waiting_since DESC LIMIT ${batchSize} FOR NO KEY UPDATE
     )) RETURNING id`,
    [webhookId, sentUntil],
  )
  if (rows.length) await countActivity(client, [{ webhookId, outcome: 'given_up', count: rows.length }])
  return rows.length
}

/** Counts what `endDeliveries` would give up, in all. */
export async function countToEnd(
  client: Queryable,
  webhookId: string,
  sentUntil: SentUntil,
): Promise<number> {
  const [row] = await rowsOf<{ count: number }>(
    client,
    `SELECT count(*)::int AS count FROM prompt_webhooks.delivery WHERE ${toEnd}`,
    [webhookId, sentUntil],
  )
  return row?.count ?? 0
}

/**
 * Gives up all of them.
 *
 * @param signal ends it after the batch that runs.
 */
export function endAllDeliveries(
  pool: Pool,
  webhookId: string,
  sentUntil: SentUntil,
  signal?: AbortSignal,
): Promise<void> {
  return inBatches(pool, (client) => endDeliveries(client, webhookId, sentUntil), signal)
}

/** Deletes all deliveries of a webhook, with their attempts. */
export async function removeDeliveries(pool: Pool, webhookId: string): Promise<void> {
  // First what waits, so that nothing is attempted while the others are deleted.
  for (const which of ["AND state IN ('pending', 'retrying')", '']) {
    await inBatches(pool, async (client) => {
      const rows = await rowsOf(
        client,
        `DELETE FROM prompt_webhooks.delivery WHERE id = ANY(ARRAY(
           SELECT id FROM prompt_webhooks.delivery WHERE webhook_id = $1 ${which} LIMIT ${batchSize} FOR UPDATE
         )) RETURNING 1`,
        [webhookId],
      )
      return rows.length
    })
  }
}

/** Runs a transaction until it changes less than a whole batch of rows, or the signal aborts. */
async function inBatches(
  pool: Pool,
  run: (client: Queryable) => Promise<number>,
  signal?: AbortSignal,
): Promise<void> {
  while (!signal?.aborted && (await retryTransient(() => transaction(pool, run))) === batchSize) {
    // A full batch: more may follow.
  }
}
