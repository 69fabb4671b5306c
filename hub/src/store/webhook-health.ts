import { rowsOf } from '../database/rows.js'
import type { Queryable } from '../database/transaction.js'
import type { Attempted } from '../due-delivery.js'
import type { Incident } from '../incident.js'

export interface HealthPolicy {
  /** Consecutive failures after which a webhook rests. */
  readonly failuresBeforeRest: number
  /** The length of the first rest. Each further rest is twice as long, up to `max`. */
  readonly restSeconds: { readonly first: number; readonly max: number }
  /** Disables a webhook whose attempts have all failed for this long. */
  readonly disableAfterSeconds: number
}

/** The state of a webhook after its results were recorded. */
export interface WebhookHealth {
  readonly id: string
  readonly enabled: boolean
  /** The end of its rest, if it rests. */
  readonly restingUntil: Date | null
  /** What these results changed about it. */
  readonly turn: Exclude<Incident['type'], 'delivery.given_up'> | null
  /** When these results were recorded, as Postgres writes it. */
  readonly recordedAt: string
}

/**
 * Counts failures, lets webhooks rest that keep failing, and disables those that have failed for too long.
 */
export async function recordHealth(
  client: Queryable,
  attempts: readonly Attempted[],
  policy: HealthPolicy,
): Promise<WebhookHealth[]> {
  const rows = [...Map.groupBy(attempts, ({ job }) => job.webhookId)].map(([id, own]) => {
    const failures = own.filter(({ result }) => result.outcome !== 'delivered').length
    const gone = own.flatMap(({ job, result }) => (result.outcome === 'gone' ? [job.url] : []))
    return { id, succeeded: failures < own.length, failures, gone }
  })
  if (!rows.length) return []
  // A healthy webhook that stays healthy needs no update. Only its row tells: another attempt may have failed
  // since these were loaded.
  return rowsOf<WebhookHealth>(
    client,
    `UPDATE prompt_webhooks.webhook SET
       failures = CASE WHEN health.succeeded THEN 0 ELSE webhook.failures + health.failures END,
       failing_since = CASE WHEN NOT health.succeeded THEN coalesce(failing_since, now()) END,
       rests = CASE WHEN health.succeeded THEN 0 WHEN resting THEN rests + 1 ELSE rests END,
       resting_until = CASE
         WHEN health.succeeded THEN NULL
         WHEN resting THEN now() + least($2 * 2 ^ least(rests, 30), $3) * interval '1 second'
         ELSE resting_until
       END,
       enabled = enabled AND NOT disabling,
       disabled_reason = CASE
         WHEN NOT (enabled AND disabling) THEN disabled_reason
         WHEN is_gone THEN 'gone'
         ELSE 'failing'
       END,
       reported = CASE turn
         WHEN 'webhook.failing' THEN 'failing'
         WHEN 'webhook.disabled' THEN 'disabled'
         WHEN 'webhook.recovered' THEN NULL
         ELSE reported
       END
     FROM (
       SELECT health.*, answered.*, decided.*, CASE
           WHEN enabled AND disabling THEN 'webhook.disabled'
           WHEN health.succeeded AND enabled AND reported IS NOT NULL THEN 'webhook.recovered'
           WHEN NOT health.succeeded AND enabled AND resting AND reported IS DISTINCT FROM 'failing' THEN 'webhook.failing'
         END AS turn
       FROM json_to_recordset($1) AS health (id uuid, succeeded boolean, failures int, gone text[])
         JOIN prompt_webhooks.webhook USING (id)
         -- What an endpoint that was replaced meanwhile says does not concern the new one.
         CROSS JOIN LATERAL (SELECT webhook.url = ANY(health.gone) AS is_gone) AS answered
         CROSS JOIN LATERAL (SELECT
           webhook.failures + health.failures >= $4 AND coalesce(resting_until <= now(), true) AS resting,
           is_gone OR (NOT health.succeeded AND failing_since < now() - $5 * interval '1 second') IS TRUE AS disabling
         ) AS decided
       WHERE health.failures > 0 OR failing_since IS NOT NULL OR reported IS NOT NULL
       -- FOR UPDATE would wait for each transaction that publishes to the webhook, and a caller's may stay open.
       ORDER BY id FOR NO KEY UPDATE OF webhook
     ) AS health
     WHERE webhook.id = health.id
     RETURNING webhook.id, enabled, resting_until AS "restingUntil", turn, now()::text AS "recordedAt"`,
    [
      JSON.stringify(rows),
      policy.restSeconds.first,
      policy.restSeconds.max,
      policy.failuresBeforeRest,
      policy.disableAfterSeconds,
    ],
  )
}
