import { rowsOf } from '../database/rows.js'
import type { Queryable } from '../database/transaction.js'
import type { Acknowledgement } from './acknowledgement.js'

export interface HealthPolicy {
  /** After so many failures without a success a webhook rests. */
  readonly failuresBeforePause: number
  /** The first rest; each further one is twice as long, up to the longest. */
  readonly pauseSeconds: { readonly first: number; readonly longest: number }
  /** A webhook that has failed without a success for so long is disabled. */
  readonly disableAfterSeconds: number
}

/** What became of a webhook that has failed. */
export interface WebhookHealth {
  readonly id: string
  readonly enabled: boolean
  /** Until when it rests. */
  readonly pausedUntil: Date | null
}

/** Counts successes and failures of webhooks, lets those rest that keep failing, and disables those that have failed for long. */
export async function recordHealth(
  client: Queryable,
  attempts: readonly Extract<Acknowledgement, { kind: 'attempted' }>[],
  policy: HealthPolicy,
): Promise<WebhookHealth[]> {
  const webhooks = new Map<
    string,
    { succeeded: boolean; failures: number; gone: boolean; wasFailing: boolean }
  >()
  for (const { due, result } of attempts) {
    const before = webhooks.get(due.webhookId) ?? {
      succeeded: false,
      failures: 0,
      gone: false,
      wasFailing: false,
    }
    webhooks.set(due.webhookId, {
      succeeded: before.succeeded || result.outcome === 'delivered',
      failures: before.failures + Number(result.outcome !== 'delivered'),
      gone: before.gone || result.outcome === 'gone',
      wasFailing: before.wasFailing || due.isFailing,
    })
  }
  // Most webhooks are well, and stay so: there is nothing to write then.
  const rows = [...webhooks]
    .filter(([, { failures, wasFailing }]) => failures > 0 || wasFailing)
    .map(([id, { succeeded, failures, gone }]) => ({ id, succeeded, failures, gone }))
  if (!rows.length) return []
  return rowsOf<WebhookHealth>(
    client,
    `UPDATE prompt_webhooks.webhook SET
       failures = CASE WHEN health.succeeded THEN 0 ELSE webhook.failures + health.failures END,
       failing_since = CASE WHEN NOT health.succeeded THEN coalesce(failing_since, now()) END,
       pauses = CASE WHEN health.succeeded THEN 0 WHEN pausing THEN pauses + 1 ELSE pauses END,
       paused_until = CASE
         WHEN health.succeeded THEN NULL
         WHEN pausing THEN now() + least($2 * 2 ^ least(pauses, 30), $3) * interval '1 second'
         ELSE paused_until
       END,
       enabled = enabled AND NOT disabling,
       disabled_reason = CASE
         WHEN NOT (enabled AND disabling) THEN disabled_reason
         WHEN health.gone THEN 'gone'
         ELSE 'failing'
       END
     FROM (
       SELECT health.*,
         webhook.failures + health.failures >= $4 AND coalesce(paused_until <= now(), true) AS pausing,
         health.gone OR (NOT health.succeeded AND failing_since < now() - $5 * interval '1 second') IS TRUE AS disabling
       FROM json_to_recordset($1) AS health (id uuid, succeeded boolean, failures int, gone boolean)
         JOIN prompt_webhooks.webhook USING (id)
       ORDER BY id FOR UPDATE OF webhook
     ) AS health
     WHERE webhook.id = health.id
     RETURNING webhook.id, enabled, paused_until AS "pausedUntil"`,
    [
      JSON.stringify(rows),
      policy.pauseSeconds.first,
      policy.pauseSeconds.longest,
      policy.failuresBeforePause,
      policy.disableAfterSeconds,
    ],
  )
}
