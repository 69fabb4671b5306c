import type { Pool } from 'pg'
import type { WebhookEvent } from 'prompt-webhooks'
import { canonicalJson } from 'prompt-webhooks/signature'
import { v7 as uuidv7 } from 'uuid'
import { retryTransient } from '../database/retry-transient.js'
import { rowsOf } from '../database/rows.js'
import { transaction } from '../database/transaction.js'
import type { Attempt, Delivery, DeliveryDetails, DeliveryFilter, Page, PageRequest } from '../delivery.js'
import { InvalidInputError } from '../errors.js'
import type { DeliveryQueue } from '../queue/delivery-queue.js'
import { plannedAttempts, type RetryDelay } from '../retry-schedule.js'
import { indexed, searchTextOf, subjectOf } from '../subject.js'
import { deliveryConditions, type Events } from './conditions.js'
import { pageOf, readPageRequest } from './position.js'
import { notFound, requireId } from './uuid.js'

const columns = `delivery.id, delivery.state, webhook_id AS "webhookId", webhook.url, event_id AS "eventId",
  delivery.event_type AS "eventType", event.subject, attempts, last_status AS "lastStatus", reason,
  next_attempt_at AS "nextAttemptAt", forced AND delivery.state = 'pending' AS urgent, delivery.created_at AS "createdAt", delivery.updated_at AS "updatedAt"`

const deliveryWithWebhook = `prompt_webhooks.delivery JOIN prompt_webhooks.webhook ON webhook.id = webhook_id
  JOIN prompt_webhooks.event ON event.id = event_id`

/** The same, read event by event. */
function deliveriesOf({ from, id }: Events): string {
  return `${from}
    CROSS JOIN LATERAL (SELECT * FROM prompt_webhooks.delivery WHERE event_id = ${id} OFFSET 0) AS delivery
    JOIN prompt_webhooks.webhook ON webhook.id = webhook_id`
}

// Deliveries that a person names, and deliveries per transaction, so that none holds its locks for long.
const maxResent = 1000
// Deliveries per call, as many as a replay sends, so that no call takes minutes.
const maxGivenUpResent = 10_000

/** Reads and writes deliveries in the database. */
export class DeliveryStore {
  readonly #pool: Pool
  readonly #queue: DeliveryQueue
  readonly #retryDelay: RetryDelay

  /** @param retryDelay the schedule, as far as it can be known: without what is left to chance. */
  constructor(pool: Pool, queue: DeliveryQueue, retryDelay: RetryDelay) {
    this.#pool = pool
    this.#queue = queue
    this.#retryDelay = retryDelay
  }

  async list(filter: DeliveryFilter = {}, page: PageRequest = {}): Promise<Page<Delivery>> {
    const { before, limit } = readPageRequest(page)
    const { text, values, events, eventsFirst } = await deliveryConditions(this.#pool, filter)
    const count = values.length
    const id = eventsFirst ? events.id : 'delivery.event_id'
    const [eventId, number] = [`$${count + 2}::uuid`, `$${count + 3}::bigint`]
    const isBefore = `AND ${id} <= ${eventId} AND (${id}, delivery.position) < (${eventId}, ${number})`
    const rows = await rowsOf<Delivery & { position: string }>(
      this.#pool,
      `SELECT ${columns}, delivery.position FROM ${eventsFirst ? deliveriesOf(events) : deliveryWithWebhook}
       WHERE ${text} ${before ? isBefore : ''}
       ORDER BY ${id} DESC, delivery.position DESC LIMIT $${count + 1}`,
      [...values, limit + 1, ...(before ? [before.eventId, before.number] : [])],
    )
    return pageOf(
      rows,
      limit,
      ({ position: _, ...delivery }) => delivery,
      ({ eventId, position }) => ({ eventId, number: position }),
    )
  }

  async get(id: string): Promise<DeliveryDetails> {
    requireId(id, 'delivery')
    const [row] = await rowsOf<Delivery & { body: string; tries: number; enabled: boolean }>(
      this.#pool,
      `SELECT ${columns}, tries, enabled, event.body FROM ${deliveryWithWebhook}
       WHERE delivery.id = $1`,
      [id],
    )
    if (!row) throw notFound('delivery')
    const attempts = await rowsOf<AttemptRow>(
      this.#pool,
      `SELECT outcome, started_at AS "startedAt", latency AS "latencyMs", reason, url, request_headers AS "requestHeaders", status,
         response_headers AS "responseHeaders", response_body AS "responseBody"
       FROM prompt_webhooks.attempt WHERE delivery_id = $1 ORDER BY id`,
      [id],
    )
    const { body, tries, enabled, ...delivery } = row
    const schedule = plannedAttempts(delivery.nextAttemptAt, tries, this.#retryDelay)
    return {
      ...delivery,
      event: JSON.parse(body) as WebhookEvent,
      body: canonicalJson(body),
      log: attempts.map(attemptOf),
      // What a person sends to a disabled webhook is not retried.
      schedule: enabled ? schedule : schedule.slice(0, 1),
    }
  }

  /** Returns the deliveries with these ids, in no particular order. */
  async getMany(ids: readonly string[]): Promise<Delivery[]> {
    return rowsOf<Delivery>(
      this.#pool,
      `SELECT ${columns} FROM ${deliveryWithWebhook} WHERE delivery.id = ANY($1)`,
      [ids],
    )
  }

  async resend(id: string): Promise<Delivery> {
    requireId(id, 'delivery')
    const [delivery] = await this.#sendAgain('delivery.id = $1', [id], true)
    if (!delivery) throw notFound('delivery')
    return delivery
  }

  /** Returns the ids of the deliveries that are sent again: those that exist. */
  async resendMany(ids: readonly string[]): Promise<string[]> {
    if (ids.length === 0 || ids.length > maxResent) {
      const message = `ids: expected 1 to ${maxResent} ids`
      throw new InvalidInputError([{ path: ['ids'], message, code: ids.length ? 'too_big' : 'too_short' }])
    }
    for (const id of ids) requireId(id, 'delivery')
    const sent = await this.#sendAgain('delivery.id = ANY($1)', [ids], true)
    return sent.map(({ id }) => id)
  }

  /** Returns the ids of the deliveries that are sent again, and how many are left. */
  async resendGivenUp(
    filter: Omit<DeliveryFilter, 'state'> = {},
  ): Promise<{ readonly ids: readonly string[]; readonly remaining: number }> {
    const { text, values } = await deliveryConditions(this.#pool, { ...filter, state: 'given_up' })
    const [row] = await rowsOf<{ start: string }>(this.#pool, 'SELECT now()::text AS start')
    // What is given up again meanwhile does not count, or an endpoint that is still broken would get it
    // for ever. In the next call it comes last.
    const matching = `FROM ${deliveryWithWebhook}
      WHERE webhook.enabled AND ${text} AND delivery.updated_at <= $${values.length + 1}::timestamptz`
    const given = [...values, row?.start]
    const ids: string[] = []
    while (ids.length < maxGivenUpResent) {
      const batch = `SELECT delivery.id ${matching} ORDER BY delivery.updated_at, delivery.event_id LIMIT ${maxResent}`
      const sent = await retryTransient(() => this.#sendAgain(`delivery.id IN (${batch})`, given, false))
      ids.push(...sent.map(({ id }) => id))
      if (sent.length < maxResent) return { ids, remaining: 0 }
    }
    const [left] = await rowsOf<{ count: number }>(
      this.#pool,
      `SELECT count(*)::int AS count ${matching}`,
      given,
    )
    return { ids, remaining: left?.count ?? 0 }
  }

  /** Creates a delivery to one webhook, whether or not it receives the event's type. */
  async createTest(webhookId: string, event: WebhookEvent): Promise<Delivery> {
    const subject = subjectOf(event)
    return transaction(this.#pool, async (client) => {
      const [row] = await rowsOf<{ id: string }>(
        client,
        `WITH new_event AS (
           INSERT INTO prompt_webhooks.event (id, event_type, body, workspace_id, subject, subject_id, subject_text, test)
           VALUES ($1, $2, $3, $5, $6, $7, $8, true)
           RETURNING id, event_type
         )
         INSERT INTO prompt_webhooks.delivery (event_id, event_type, webhook_id, forced)
         SELECT id, event_type, $4, true FROM new_event RETURNING id`,
        [
          uuidv7(),
          event.event_type,
          JSON.stringify(event),
          webhookId,
          event.workspace_id,
          JSON.stringify(subject),
          indexed(`${subject.id ?? ''}`),
          searchTextOf(subject),
        ],
      )
      const id = (row as { id: string }).id
      await this.#queue.insert(client, [{ id, webhookId, sequence: 0, urgent: true }])
      const [delivery] = await rowsOf<Delivery>(
        client,
        `SELECT ${columns} FROM ${deliveryWithWebhook} WHERE delivery.id = $1`,
        [id],
      )
      return delivery as Delivery
    })
  }

  async #sendAgain(where: string, values: unknown[], forced: boolean): Promise<Delivery[]> {
    return transaction(this.#pool, async (client) => {
      const rows = await rowsOf<{ id: string; webhookId: string; sequence: number }>(
        client,
        `UPDATE prompt_webhooks.delivery SET state = 'pending', tries = 0, sequence = sequence + 1, reason = NULL,
           forced = $${values.length + 1}, next_attempt_at = now(), waiting_since = now(), updated_at = now()
         WHERE ${where} RETURNING id, webhook_id AS "webhookId", sequence`,
        [...values, forced],
      )
      // An older job of the delivery is stale now.
      await this.#queue.insert(
        client,
        rows.map((row) => ({ ...row, urgent: forced })),
      )
      return rowsOf<Delivery>(
        client,
        `SELECT ${columns} FROM ${deliveryWithWebhook} WHERE delivery.id = ANY($1)`,
        [rows.map(({ id }) => id)],
      )
    })
  }
}

interface AttemptRow {
  readonly outcome: Attempt['outcome']
  readonly startedAt: Date
  readonly latencyMs: number
  readonly reason: string
  readonly url: string
  readonly requestHeaders: Readonly<Record<string, string>>
  readonly status: number | null
  readonly responseHeaders: Readonly<Record<string, string>> | null
  readonly responseBody: string | null
}

function attemptOf(row: AttemptRow, index: number): Attempt {
  const {
    outcome,
    startedAt,
    latencyMs,
    reason,
    url,
    requestHeaders,
    status,
    responseHeaders,
    responseBody,
  } = row
  return {
    number: index + 1,
    outcome,
    startedAt,
    latencyMs,
    reason,
    request: { url, headers: requestHeaders },
    response: status === null ? null : { status, headers: responseHeaders ?? {}, body: responseBody ?? '' },
  }
}
