import { rowsOf } from '../database/rows.js'
import type { Queryable } from '../database/transaction.js'
import type { Acknowledgement } from './acknowledgement.js'

export interface HealthPolicy {
  /** Consecutive failures after which a webhook is paused. */
  readonly failuresBeforePause: number
  /** The length of the first pause. Each further pause is twice as long, up to `max`. */
  readonly pauseSeconds: { readonly first: number; readonly max: number }
  /** Disables a webhook whose attempts have all failed for this long. */
  readonly disableAfterSeconds: number
}

/** The state of a webhook after its results were recorded. */
export interface WebhookHealth {
  readonly id: string
  readonly enabled: boolean
  /** The end of its pause. */
  readonly pausedUntil: Date | null
}

/** Counts failures, pauses webhooks that keep failing, and disables those that have failed for too long. */
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
  // A healthy webhook that stays healthy needs no update.
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
      policy.pauseSeconds.max,
      policy.failuresBeforePause,
      policy.disableAfterSeconds,
    ],
  )
}
