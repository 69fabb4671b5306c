import { countActivity } from '../database/count-activity.js'
import { rowsOf } from '../database/rows.js'
import type { Queryable } from '../database/transaction.js'

/**
 * Gives up the unfinished deliveries of a webhook, or only those that wait to be retried, and returns how
 * many. Their jobs become stale; they are kept and can be sent again.
 */
export async function endDeliveries(
  client: Queryable,
  webhookId: string,
  reason: string,
  which: 'unfinished' | 'retrying' = 'unfinished',
): Promise<number> {
  const rows = await rowsOf(
    client,
    `UPDATE prompt_webhooks.delivery
     SET state = 'given_up', reason = $2, next_attempt_at = NULL, sequence = sequence + 1, updated_at = now()
     WHERE webhook_id = $1 AND state IN ('pending', 'retrying') AND ($3 OR state = 'retrying') RETURNING id`,
    [webhookId, reason, which === 'unfinished'],
  )
  if (rows.length) await countActivity(client, [{ webhookId, outcome: 'given_up', count: rows.length }])
  return rows.length
}
