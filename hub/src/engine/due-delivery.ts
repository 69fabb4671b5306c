import type { Pool } from 'pg'
import type { WebhookEvent } from 'prompt-webhooks'
import { rowsOf } from '../database/rows.js'
import type { DeliveryState } from '../delivery.js'
import type { DeliveryJob } from '../queue/job.js'
import type { SecretBox } from '../secret-box.js'

/** A job that this process holds, with everything that an attempt needs. */
export interface DueDelivery extends DeliveryJob {
  readonly event: WebhookEvent
  /** Attempts since the delivery was first sent or last sent again by hand. */
  readonly tries: number
  readonly webhookId: string
  readonly url: string
  /** Empty if none of this process's keys decrypts them. Another process may have the key. */
  readonly secrets: readonly string[]
  /** The webhook's own headers. */
  readonly headers: Readonly<Record<string, string>>
  /** Milliseconds for one attempt. `null` means that of the hub. */
  readonly timeoutMs: number | null
  /** Max attempts at a time to the webhook. `null` means that of the hub. */
  readonly concurrency: number | null
  /** Whether the webhook rests because it keeps failing, or a person paused it. */
  readonly isClosed: boolean
  /** Whether the last attempts to the webhook failed, or none has succeeded since it was reported as failing. */
  readonly isFailing: boolean
  /** Whether the webhook is enabled. */
  readonly enabled: boolean
  /** Whether to send it even if the webhook is disabled. */
  readonly forced: boolean
}

/** Loads what the jobs need. Returns the deliveries by the ids of their jobs. Stale jobs are missing. */
export async function loadDueDeliveries(
  pool: Pool,
  secrets: SecretBox,
  jobs: readonly DeliveryJob[],
): Promise<Map<string, DueDelivery>> {
  const rows = await rowsOf<Row>(
    pool,
    `SELECT delivery.id, delivery.sequence, delivery.state, event.body, delivery.tries, delivery.forced, webhook.id AS "webhookId",
       webhook.url, webhook.enabled, webhook.secret, webhook.headers, webhook.timeout_ms AS "timeoutMs", webhook.concurrency,
       CASE WHEN webhook.previous_secret_expires_at > now() THEN webhook.previous_secret END AS "previousSecret",
       webhook.paused OR coalesce(webhook.resting_until > now(), false) AS "isClosed", (webhook.failing_since IS NOT NULL OR webhook.reported IS NOT NULL) AS "isFailing"
     FROM prompt_webhooks.delivery
       JOIN prompt_webhooks.event ON event.id = event_id
       JOIN prompt_webhooks.webhook ON webhook.id = webhook_id
     WHERE delivery.id = ANY($1)`,
    [jobs.map(({ id }) => id)],
  )
  const found = new Map(rows.map((row) => [row.id, row]))
  const dues = jobs.flatMap((job): DueDelivery[] => {
    const row = found.get(job.id)
    // Checked here and not in the query, which would then scan the index of all unfinished deliveries.
    if (row?.sequence !== job.sequence || (row.state !== 'pending' && row.state !== 'retrying')) return []
    const { body, secret, previousSecret, headers, state: _, ...rest } = row
    const stored = previousSecret === null ? [secret] : [secret, previousSecret]
    const event: WebhookEvent = JSON.parse(body)
    return [{ ...rest, ...job, event, ...openAll(secrets, stored, headers, row.webhookId) }]
  })
  return new Map(dues.map((due) => [due.jobId, due]))
}

// One webhook's secrets that cannot be decrypted must not fail the whole batch.
function openAll(
  secrets: SecretBox,
  stored: readonly string[],
  headers: Readonly<Record<string, string>>,
  webhookId: string,
): Pick<DueDelivery, 'secrets' | 'headers'> {
  const open = (each: string) => secrets.open(each, webhookId)
  try {
    const opened = Object.entries(headers).map(([name, value]) => [name, open(value)])
    return { secrets: stored.map(open), headers: Object.fromEntries(opened) }
  } catch {
    return { secrets: [], headers: {} }
  }
}

type Row = Omit<DueDelivery, keyof DeliveryJob | 'event' | 'secrets' | 'headers'> &
  Pick<DeliveryJob, 'id' | 'sequence'> & {
    readonly headers: Readonly<Record<string, string>>
    readonly state: DeliveryState
    readonly body: string
    readonly secret: string
    readonly previousSecret: string | null
  }
