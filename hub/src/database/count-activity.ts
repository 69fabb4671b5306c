import { latencyClass } from '../latency-class.js'
import type { Queryable } from './transaction.js'

/** An attempt that succeeded or failed, or a delivery that was given up. */
export interface Happening {
  readonly webhookId: string
  readonly outcome: 'succeeded' | 'failed' | 'given_up'
  /** Of an attempt. */
  readonly latencyMs?: number
  /** How many times it happened. Default: 1. */
  readonly count?: number
}

/** Counts what happens in this minute, for the overview. Part of the transaction in which it happens. */
export async function countActivity(client: Queryable, happenings: readonly Happening[]): Promise<void> {
  if (!happenings.length) return
  await client.query(
    `INSERT INTO prompt_webhooks.activity (at, webhook_id, outcome, latency, writer, count)
     SELECT date_trunc('minute', now()), webhook_id, outcome, latency, pg_backend_pid(), sum(count)
     FROM unnest($1::uuid[], $2::text[], $3::smallint[], $4::int[]) AS happening (webhook_id, outcome, latency, count)
     GROUP BY webhook_id, outcome, latency
     ON CONFLICT (at, webhook_id, outcome, latency, writer) DO UPDATE SET count = activity.count + EXCLUDED.count`,
    [
      happenings.map(({ webhookId }) => webhookId),
      happenings.map(({ outcome }) => outcome),
      happenings.map(({ latencyMs = 0 }) => latencyClass(latencyMs)),
      happenings.map(({ count = 1 }) => count),
    ],
  )
}
