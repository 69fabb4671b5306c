import type { Backlog } from '../backlog.js'
import { rowsOf } from '../database/rows.js'
import type { Queryable } from '../database/transaction.js'

/** Reads only the indexes of deliveries that are not delivered, and the webhooks. */
export async function readBacklog(queryable: Queryable): Promise<Backlog> {
  const [row] = await rowsOf<Backlog>(
    queryable,
    `SELECT unfinished.*,
       (SELECT count(*)::int FROM prompt_webhooks.delivery WHERE state = 'given_up') AS "givenUp",
       (SELECT count(*)::int FROM prompt_webhooks.webhook WHERE enabled AND resting_until > now()) AS resting,
       (SELECT count(*)::int FROM prompt_webhooks.webhook WHERE disabled_reason IS NOT NULL) AS disabled
     FROM (SELECT count(*)::int AS waiting,
         coalesce(extract(epoch FROM now() - min(waiting_since)), 0)::float AS "oldestWaitingSeconds"
       FROM prompt_webhooks.delivery WHERE state IN ('pending', 'retrying')) AS unfinished`,
  )
  return row as Backlog
}
