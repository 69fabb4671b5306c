import type { Pool } from 'pg'
import { isWebhookEventType } from 'prompt-webhooks'
import { retryTransient } from '../database/retry-transient.js'
import { rowsOf } from '../database/rows.js'
import { type Queryable, transaction } from '../database/transaction.js'
import { type InputIssue, InvalidInputError } from '../errors.js'
import type { DeliveryQueue } from '../queue/delivery-queue.js'
import { type Replay, type ReplayRequest, type ReplayState, replayStates } from '../replay.js'
import { firstUuid, notFound, requireId } from './uuid.js'

// Events per call, and per transaction: so that no call takes minutes, and no transaction holds its locks for
// long.
const maxSent = 10_000
const batchSize = 500

const defaultStates: readonly ReplayState[] = ['missed', 'given_up']

/** Sends events to a webhook again, or for the first time. */
export class Replayer {
  readonly #pool: Pool
  readonly #queue: DeliveryQueue
  readonly #keepDeliveredSeconds: number

  /**
   * @param keepDeliveredSeconds later, the hub no longer knows what was delivered, so nothing counts as
   * missed.
   */
  constructor(pool: Pool, queue: DeliveryQueue, keepDeliveredSeconds: number) {
    this.#pool = pool
    this.#queue = queue
    this.#keepDeliveredSeconds = keepDeliveredSeconds
  }

  /** Returns what it did, and the ids of the deliveries. */
  async replay(
    webhookId: string,
    request: ReplayRequest,
  ): Promise<{ readonly replay: Replay; readonly deliveryIds: readonly string[] }> {
    requireId(webhookId, 'webhook')
    checkRequest(request)
    const { dryRun = false } = request
    const { asOf, enabled } = await this.#start(webhookId, request.asOf)
    const selection = { webhookId, request, asOf }
    const matching = await this.#count(selection)
    if (dryRun) return { replay: { asOf, matching, sent: 0, remaining: sum(matching) }, deliveryIds: [] }
    if (!enabled) {
      const message = 'The webhook is disabled. Enable it first, and then replay'
      throw new InvalidInputError([{ path: [], message, code: 'invalid_value' }])
    }
    const deliveryIds: string[] = []
    let after = firstUuid
    while (deliveryIds.length < maxSent) {
      const limit = Math.min(batchSize, maxSent - deliveryIds.length)
      const batch = await retryTransient(() => this.#sendBatch(selection, after, limit))
      if (!batch) break
      deliveryIds.push(...batch.deliveryIds)
      after = batch.last
    }
    const sent = deliveryIds.length
    // Counted anew, because what has changed in the meantime, such as a retry that arrived, is not left.
    const remaining = sent < sum(matching) ? sum(await this.#count(selection)) : 0
    return { replay: { asOf, matching, sent, remaining }, deliveryIds }
  }

  async #start(webhookId: string, asOf: Date | undefined): Promise<{ asOf: Date; enabled: boolean }> {
    const [row] = await rowsOf<{ asOf: Date; enabled: boolean }>(
      this.#pool,
      // In milliseconds, so that the time stays the same on its way through JSON, and rounded up, so that
      // what has just happened counts.
      `SELECT enabled, least($2, date_trunc('milliseconds', now() + interval '999 microseconds')) AS "asOf"
       FROM prompt_webhooks.webhook WHERE id = $1`,
      [webhookId, asOf ?? null],
    )
    if (!row) throw notFound('webhook')
    return row
  }

  async #count(selection: Selection): Promise<Record<ReplayState, number>> {
    const rows = await rowsOf<{ state: ReplayState; count: number }>(
      this.#pool,
      `SELECT coalesce(delivery.state, 'missed') AS state, count(*)::int AS count ${matches} GROUP BY 1`,
      this.#values(selection),
    )
    const counts = new Map(rows.map(({ state, count }) => [state, count]))
    const entries = replayStates.map((state) => [state, counts.get(state) ?? 0] as const)
    return Object.fromEntries(entries) as Record<ReplayState, number>
  }

  /** Sends the first events after one, in the order of their ids. Returns undefined at the end. */
  async #sendBatch(
    selection: Selection,
    after: string,
    limit: number,
  ): Promise<{ last: string; deliveryIds: string[] } | undefined> {
    const { webhookId, asOf, request } = selection
    return transaction(this.#pool, async (client) => {
      // Two replays at a time would both find an event missing, and send it twice.
      await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`replay ${webhookId}`])
      const values = this.#values(selection)
      const found = await rowsOf<{ eventId: string; deliveryId: string | null }>(
        client,
        `SELECT event.id AS "eventId", delivery.id AS "deliveryId" ${matches}
           AND webhook.enabled AND event.id > $${values.length + 1}
         ORDER BY event.id LIMIT $${values.length + 2}`,
        [...values, after, limit],
      )
      const last = found.at(-1)
      if (!last) return undefined
      const again = await sendAgain(
        client,
        found.flatMap(({ deliveryId }) => deliveryId ?? []),
        statesOf(request),
        asOf,
      )
      const first = await sendFirst(
        client,
        found.flatMap(({ deliveryId, eventId }) => (deliveryId === null ? [eventId] : [])),
        webhookId,
      )
      const sent = new Map([...again, ...first].map((row) => [row.eventId, row]))
      // In the order of the events, like the jobs of a publish.
      const jobs = found.flatMap(({ eventId }) => sent.get(eventId) ?? [])
      await this.#queue.insert(
        client,
        jobs.map(({ id, sequence }) => ({ id, sequence, webhookId })),
      )
      return { last: last.eventId, deliveryIds: jobs.map(({ id }) => id) }
    })
  }

  #values({ webhookId, request, asOf }: Selection): unknown[] {
    const { since, until, eventTypes } = request
    const states = statesOf(request)
    return [
      webhookId,
      since,
      until ?? null,
      asOf,
      eventTypes ?? null,
      states,
      states.includes('missed'),
      this.#keepDeliveredSeconds,
    ]
  }
}

interface Selection {
  readonly webhookId: string
  readonly request: ReplayRequest
  readonly asOf: Date
}

interface SentDelivery {
  readonly id: string
  readonly eventId: string
  readonly sequence: number
}

const matches = `
  FROM prompt_webhooks.webhook
    JOIN prompt_webhooks.event ON event.published_at >= $2 AND event.published_at <= $4
      AND ($3::timestamptz IS NULL OR event.published_at < $3)
      AND ($5::text[] IS NULL OR event.event_type = ANY($5))
    LEFT JOIN prompt_webhooks.delivery ON delivery.event_id = event.id AND delivery.webhook_id = webhook.id
  WHERE webhook.id = $1 AND CASE
    WHEN delivery.id IS NOT NULL THEN delivery.state = ANY($6) AND delivery.updated_at <= $4
    ELSE $7 AND NOT event.test AND event.published_at > now() - $8 * interval '1 second'
      AND (webhook.event_types IS NULL OR event.event_type = ANY(webhook.event_types))
      AND (webhook.workspace_ids IS NULL
        OR event.workspace_id = ANY(webhook.workspace_ids))
  END`

const statesOf = ({ states = defaultStates }: ReplayRequest) => states

function sum(counts: Readonly<Record<ReplayState, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0)
}

/** Leaves out deliveries that have changed since they were found. */
function sendAgain(
  client: Queryable,
  ids: readonly string[],
  states: readonly ReplayState[],
  asOf: Date,
): Promise<SentDelivery[]> {
  return rowsOf<SentDelivery>(
    client,
    `UPDATE prompt_webhooks.delivery SET state = 'pending', tries = 0, sequence = sequence + 1, reason = NULL,
       forced = false, next_attempt_at = now(), waiting_since = now(), updated_at = now()
     WHERE id = ANY($1) AND state = ANY($2) AND updated_at <= $3
     RETURNING id, event_id AS "eventId", sequence`,
    [ids, states, asOf],
  )
}

function sendFirst(
  client: Queryable,
  eventIds: readonly string[],
  webhookId: string,
): Promise<SentDelivery[]> {
  return rowsOf<SentDelivery>(
    client,
    `INSERT INTO prompt_webhooks.delivery (event_id, event_type, webhook_id)
     SELECT id, event_type, $2 FROM prompt_webhooks.event WHERE id = ANY($1) ORDER BY id
     RETURNING id, event_id AS "eventId", sequence`,
    [eventIds, webhookId],
  )
}

/** @throws {InvalidInputError} that lists every invalid field. */
function checkRequest({ since, until, asOf, states, eventTypes }: ReplayRequest): void {
  const issues: InputIssue[] = []
  const refuse = (field: string, message: string, code: InputIssue['code'] = 'invalid_value') =>
    issues.push({ path: [field], message: `${field}: ${message}`, code })
  for (const [field, time] of Object.entries({ since, until, asOf })) {
    if (time !== undefined && Number.isNaN(time.getTime())) refuse(field, 'expected a valid time')
  }
  if (until && since >= until) refuse('until', 'expected a time after since')
  if (states && !states.length) refuse('states', 'expected at least one state', 'too_short')
  if (states?.some((state) => !replayStates.includes(state))) {
    refuse('states', `expected only ${replayStates.join(', ')}`)
  }
  if (eventTypes && !eventTypes.length) refuse('eventTypes', 'expected at least one type', 'too_short')
  if (eventTypes?.some((type) => !isWebhookEventType(type))) {
    refuse('eventTypes', 'expected event types of the contract', 'unknown_event_type')
  }
  if (issues.length) throw new InvalidInputError(issues)
}
