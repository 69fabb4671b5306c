import type { Pool } from 'pg'
import type { WebhookEvent } from 'prompt-webhooks'
import { rowsOf } from '../database/rows.js'
import {
  type Delivery,
  type DeliveryState,
  deliveryStates,
  type Page,
  type PageRequest,
} from '../delivery.js'
import type { EventFilter } from '../event-filter.js'
import type { PublishedEvent, PublishedEventDetails } from '../published-event.js'
import type { Subject } from '../subject.js'
import { eventConditions } from './conditions.js'
import { pageOf, readPageRequest } from './position.js'
import { notFound, requireId } from './uuid.js'

const columns = `id, body, subject, published_at AS "publishedAt", (
    SELECT json_object_agg(state, count) FROM (
      SELECT state, count(*) FROM prompt_webhooks.delivery WHERE event_id = event.id GROUP BY state
    ) AS states
  ) AS states`

const maxDeliveries = 200

/** Reads published events from the database. */
export class EventStore {
  readonly #pool: Pool
  readonly #deliveriesOf: (eventId: string, limit: number) => Promise<Page<Delivery>>

  constructor(pool: Pool, deliveriesOf: (eventId: string, limit: number) => Promise<Page<Delivery>>) {
    this.#pool = pool
    this.#deliveriesOf = deliveriesOf
  }

  async list(filter: EventFilter = {}, page: PageRequest = {}): Promise<Page<PublishedEvent>> {
    const { before, limit } = readPageRequest(page)
    const { text, values } = await eventConditions(this.#pool, filter)
    const count = values.length
    const rows = await rowsOf<Row>(
      this.#pool,
      `SELECT ${columns} FROM prompt_webhooks.event
       WHERE ${text} ${before ? `AND event.id < $${count + 2}` : ''} ORDER BY event.id DESC LIMIT $${count + 1}`,
      [...values, limit + 1, ...(before ? [before.eventId] : [])],
    )
    return pageOf(rows, limit, publishedEventOf, ({ id }) => ({ eventId: id, number: '0' }))
  }

  async get(id: string): Promise<PublishedEventDetails> {
    requireId(id, 'event')
    const [row] = await rowsOf<Row>(
      this.#pool,
      `SELECT ${columns} FROM prompt_webhooks.event WHERE id = $1`,
      [id],
    )
    if (!row) throw notFound('event')
    const { items } = await this.#deliveriesOf(id, maxDeliveries)
    return { ...publishedEventOf(row), deliveries: items }
  }
}

interface Row {
  readonly id: string
  readonly body: string
  readonly subject: Subject
  readonly publishedAt: Date
  readonly states: Partial<Record<DeliveryState, number>> | null
}

function publishedEventOf({ id, body, subject, publishedAt, states }: Row): PublishedEvent {
  const counts = deliveryStates.map((state) => [state, states?.[state] ?? 0] as const)
  return {
    id,
    event: JSON.parse(body) as WebhookEvent,
    subject,
    publishedAt,
    states: Object.fromEntries(counts) as Record<DeliveryState, number>,
  }
}
