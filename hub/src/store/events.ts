import type { Pool } from 'pg'
import type { WebhookEvent, WebhookEventType } from 'prompt-webhooks'
import { rowsOf } from '../database/rows.js'
import { type DeliveryState, deliveryStates, type Page, type PageRequest } from '../delivery.js'
import type { PublishedEvent } from '../published-event.js'
import { pageOf, readPageRequest } from './position.js'
import { notFound, requireId } from './uuid.js'

const columns = `id, position, body, published_at AS "publishedAt", (
    SELECT json_object_agg(state, count) FROM (
      SELECT state, count(*) FROM prompt_webhooks.delivery WHERE event_id = event.id GROUP BY state
    ) AS states
  ) AS states`

/** Reads published events from the database. */
export class EventStore {
  readonly #pool: Pool

  constructor(pool: Pool) {
    this.#pool = pool
  }

  async list(
    { eventType }: { readonly eventType?: WebhookEventType | undefined } = {},
    page: PageRequest = {},
  ): Promise<Page<PublishedEvent>> {
    const { before, limit } = readPageRequest(page)
    const rows = await rowsOf<Row>(
      this.#pool,
      `SELECT ${columns} FROM prompt_webhooks.event
       WHERE ($1::bigint IS NULL OR position < $1) AND ($2::text IS NULL OR event_type = $2)
       ORDER BY position DESC LIMIT $3`,
      [before, eventType ?? null, limit + 1],
    )
    return pageOf(rows, limit, publishedEventOf)
  }

  async get(id: string): Promise<PublishedEvent> {
    requireId(id, 'event')
    const [row] = await rowsOf<Row>(
      this.#pool,
      `SELECT ${columns} FROM prompt_webhooks.event WHERE id = $1`,
      [id],
    )
    if (!row) throw notFound('event')
    return publishedEventOf(row)
  }
}

interface Row {
  readonly id: string
  readonly position: string
  readonly body: string
  readonly publishedAt: Date
  readonly states: Partial<Record<DeliveryState, number>> | null
}

function publishedEventOf({ id, body, publishedAt, states }: Row): PublishedEvent {
  const counts = deliveryStates.map((state) => [state, states?.[state] ?? 0] as const)
  return {
    id,
    event: JSON.parse(body) as WebhookEvent,
    publishedAt,
    deliveries: Object.fromEntries(counts) as Record<DeliveryState, number>,
  }
}
