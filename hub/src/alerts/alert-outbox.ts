import { v7 as uuidv7 } from 'uuid'
import { rowsOf } from '../database/rows.js'
import type { Queryable } from '../database/transaction.js'
import type { Incident } from '../incident.js'
import type { DisabledReason } from '../webhook.js'
import { maxDeliveryIds, type OperationalEvent } from './operational-event.js'

// Seconds between two alerts about deliveries of one webhook that were given up. What is given up in between
// shares the next one.
const givenUpIntervalSeconds = 60

/** An alert that this process holds. */
export interface DueAlert {
  /** The same in every attempt. */
  readonly id: string
  readonly event: OperationalEvent
  /** Attempts so far, with the one that starts now. */
  readonly tries: number
}

/**
 * Stores one alert per incident in the caller's transaction, so that what happened and its alert are
 * committed together.
 */
export async function storeAlerts(client: Queryable, incidents: readonly Incident[]): Promise<void> {
  const webhooks = await rowsOf<WebhookRow>(
    client,
    `SELECT id, url, enabled, failures, failing_since AS "failingSince", resting_until AS "restingUntil",
       disabled_reason AS "disabledReason"
     FROM prompt_webhooks.webhook WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE`,
    [[...new Set(incidents.map(({ webhookId }) => webhookId))]],
  )
  const found = new Map(webhooks.map((webhook) => [webhook.id, webhook]))
  for (const incident of incidents) {
    const webhook = found.get(incident.webhookId)
    // It was removed in the meantime.
    if (!webhook) continue
    if (incident.type !== 'delivery.given_up')
      await insert(client, webhook, incident.type, factsOf(incident, webhook))
    // `webhook.disabled` counts them already.
    else if (webhook.enabled) await storeGivenUp(client, webhook, incident.deliveryIds)
  }
}

/** Takes the oldest alert that is due. No other process takes it for `leaseSeconds`. */
export async function takeDueAlert(client: Queryable, leaseSeconds: number): Promise<DueAlert | undefined> {
  const [row] = await rowsOf<AlertRow>(
    client,
    `UPDATE prompt_webhooks.alert SET tries = tries + 1, next_attempt_at = now() + $1 * interval '1 second'
     WHERE id = (
       SELECT id FROM prompt_webhooks.alert WHERE next_attempt_at <= now()
       ORDER BY next_attempt_at, position LIMIT 1 FOR UPDATE SKIP LOCKED
     ) RETURNING id, type, created_at AS "createdAt", data, tries`,
    [leaseSeconds],
  )
  if (!row) return undefined
  const { id, type, createdAt, data, tries } = row
  return { id, tries, event: { type, timestamp: createdAt.toISOString(), data } as OperationalEvent }
}

/** Keeps an alert for another attempt. */
export async function delayAlert(client: Queryable, id: string, delayMs: number): Promise<void> {
  await client.query(
    `UPDATE prompt_webhooks.alert SET next_attempt_at = now() + $2 * interval '1 millisecond' WHERE id = $1`,
    [id, delayMs],
  )
}

export async function removeAlert(client: Queryable, id: string): Promise<void> {
  await client.query('DELETE FROM prompt_webhooks.alert WHERE id = $1', [id])
}

/** The number of alerts that were not sent yet. */
export async function countAlerts(client: Queryable): Promise<number> {
  const [row] = await rowsOf<{ count: number }>(
    client,
    'SELECT count(*)::int AS count FROM prompt_webhooks.alert',
  )
  return row?.count ?? 0
}

function factsOf(
  incident: Exclude<Incident, { type: 'delivery.given_up' }>,
  { failures, failingSince, restingUntil, disabledReason }: WebhookRow,
): object {
  switch (incident.type) {
    case 'webhook.failing':
      return { failures, failingSince, restingUntil }
    case 'webhook.disabled':
      return { reason: disabledReason, givenUp: incident.givenUp }
    case 'webhook.recovered':
      return {}
  }
}

/**
 * Adds to the alert that waits for its first attempt, or stores a new one. The lock on the webhook prevents
 * two.
 */
async function storeGivenUp(
  client: Queryable,
  webhook: WebhookRow,
  deliveryIds: readonly string[],
): Promise<void> {
  const [gathering] = await rowsOf<{ id: string; data: GivenUp }>(
    client,
    `SELECT id, data FROM prompt_webhooks.alert
     WHERE webhook_id = $1 AND type = 'delivery.given_up' AND tries = 0 FOR UPDATE`,
    [webhook.id],
  )
  const { count = 0, deliveryIds: earlier = [] } = gathering?.data ?? {}
  const facts: GivenUp = {
    count: count + deliveryIds.length,
    deliveryIds: [...earlier, ...deliveryIds].slice(0, maxDeliveryIds),
  }
  if (gathering) {
    await client.query('UPDATE prompt_webhooks.alert SET data = $2 WHERE id = $1', [
      gathering.id,
      JSON.stringify({ ...gathering.data, ...facts }),
    ])
    return
  }
  const id = await insert(client, webhook, 'delivery.given_up', facts)
  await client.query(
    `WITH due AS (
       UPDATE prompt_webhooks.webhook
       SET given_up_reported_at = greatest(now(), given_up_reported_at + $3 * interval '1 second')
       WHERE id = $2 RETURNING given_up_reported_at AS at
     ) UPDATE prompt_webhooks.alert SET next_attempt_at = due.at FROM due WHERE id = $1`,
    [id, webhook.id, givenUpIntervalSeconds],
  )
}

async function insert(
  client: Queryable,
  { id: webhookId, url }: WebhookRow,
  type: Incident['type'],
  facts: object,
): Promise<string> {
  const id = uuidv7()
  await client.query(
    'INSERT INTO prompt_webhooks.alert (id, webhook_id, type, data) VALUES ($1, $2, $3, $4)',
    [id, webhookId, type, JSON.stringify({ webhookId, url, ...facts })],
  )
  return id
}

interface GivenUp {
  readonly count: number
  readonly deliveryIds: readonly string[]
}

interface WebhookRow {
  readonly id: string
  readonly url: string
  readonly enabled: boolean
  readonly failures: number
  readonly failingSince: Date | null
  readonly restingUntil: Date | null
  readonly disabledReason: DisabledReason | null
}

interface AlertRow {
  readonly id: string
  readonly type: Incident['type']
  readonly createdAt: Date
  readonly data: object
  readonly tries: number
}
