import type { Pool } from 'pg'
import type { WebhookEvent } from 'prompt-webhooks'
import { rowsOf } from '../database/rows.js'
import type { DeliveryState } from '../delivery.js'
import type { SecretBox } from '../secret-box.js'
import type { DeliveryJob } from './delivery-queue.js'

/** A job that this process holds, with all that an attempt needs. */
export interface DueDelivery extends DeliveryJob {
  readonly event: WebhookEvent
  /** When this process took the job, in milliseconds. */
  readonly heldSince: number
  /** The attempts since it was sent, or sent again. */
  readonly tries: number
  readonly webhookId: string
  readonly url: string
  /** None if this process has no key for them: another may. */
  readonly secrets: readonly string[]
  /** Until when the webhook rests because it keeps failing. */
  readonly pausedUntil: Date | null
  readonly isFailing: boolean
  /** Whether its webhook is. */
  readonly enabled: boolean
  /** Sent though its webhook is disabled. */
  readonly forced: boolean
}

/** Loads what the jobs need; those that are stale are missing. */
export async function loadDueDeliveries(
  pool: Pool,
  secrets: SecretBox,
  jobs: readonly DeliveryJob[],
): Promise<DueDelivery[]> {
  const rows = await rowsOf<Row>(
    pool,
    `SELECT delivery.id, delivery.sequence, delivery.state, event.body, delivery.tries, delivery.forced, webhook.id AS "webhookId",
       webhook.url, webhook.enabled, webhook.secret,
       CASE WHEN webhook.previous_secret_expires_at > now() THEN webhook.previous_secret END AS "previousSecret",
       webhook.paused_until AS "pausedUntil", webhook.failing_since IS NOT NULL AS "isFailing"
     FROM prompt_webhooks.delivery
       JOIN prompt_webhooks.event ON event.id = event_id
       JOIN prompt_webhooks.webhook ON webhook.id = webhook_id
     WHERE delivery.id = ANY($1)`,
    [jobs.map(({ id }) => id)],
  )
  const heldSince = Date.now()
  const found = new Map(rows.map((row) => [row.id, row]))
  return jobs.flatMap((job) => {
    const row = found.get(job.id)
    // The state is looked at here: the database would look through all that are unfinished.
    if (row?.sequence !== job.sequence || (row.state !== 'pending' && row.state !== 'retrying')) return []
    const { body, secret, previousSecret, state: _, ...rest } = row
    const stored = previousSecret === null ? [secret] : [secret, previousSecret]
    return {
      ...rest,
      heldSince,
      jobId: job.jobId,
      event: JSON.parse(body) as WebhookEvent,
      secrets: openAll(secrets, stored, row.webhookId),
    }
  })
}

// What cannot be opened is this webhook's matter, not that of all that were taken with it.
function openAll(secrets: SecretBox, stored: readonly string[], webhookId: string): readonly string[] {
  try {
    return stored.map((each) => secrets.open(each, webhookId))
  } catch {
    return []
  }
}

interface Row {
  readonly id: string
  readonly sequence: number
  readonly state: DeliveryState
  readonly body: string
  readonly tries: number
  readonly enabled: boolean
  readonly forced: boolean
  readonly webhookId: string
  readonly url: string
  readonly secret: string
  readonly previousSecret: string | null
  readonly pausedUntil: Date | null
  readonly isFailing: boolean
}
