import type { Backlog } from '../backlog.js'
import { rowsOf } from '../database/rows.js'
import type { Queryable } from '../database/transaction.js'

/** Reads only the index of deliveries that are not delivered, and the webhooks. */
export async function readBacklog(queryable: Queryable): Promise<Backlog> {
  const oldest = (state: string) =>
    `(SELECT created_at FROM prompt_webhooks.delivery WHERE state = '${state}' ORDER BY position LIMIT 1)`
  const [row] = await rowsOf<Backlog>(
    queryable,
    `SELECT (SELECT count(*)::int FROM prompt_webhooks.delivery WHERE state = 'given_up') AS "givenUp",
       coalesce(extract(epoch FROM now() - least(${oldest('pending')}, ${oldest('retrying')})), 0)::float AS "oldestWaitingSeconds",
       (SELECT count(*)::int FROM prompt_webhooks.webhook WHERE resting_until > now()) AS resting,
       (SELECT count(*)::int FROM prompt_webhooks.webhook WHERE disabled_reason IS NOT NULL) AS disabled`,
  )
  return row as Backlog
}
