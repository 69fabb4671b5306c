import type { Pool } from 'pg'
import type { WebhookEvent } from 'prompt-webhooks'
import { known } from '../check-options.js'
import { rowsOf } from '../database/rows.js'
import {
  type Delivery,
  type DeliveryState,
  deliveryStates,
  type Page,
  type PageRequest,
} from '../delivery.js'
import { InvalidInputError } from '../errors.js'
import type { EventFilter } from '../event-filter.js'
import type {
  EventsAfter,
  PublishedEvent,
  PublishedEventDetails,
  PublishedEvents,
} from '../published-event.js'
import type { Subject } from '../subject.js'
import { eventConditions } from './conditions.js'
import { pageOf, readPageRequest } from './position.js'
import { firstUuid, isUuid, notFound, requireId } from './uuid.js'

const columns = `event.id, body, subject, published_at AS "publishedAt", (
    SELECT json_object_agg(state, count) FROM (
      SELECT state, count(*) FROM prompt_webhooks.delivery WHERE event_id = event.id GROUP BY state
    ) AS states
  ) AS states`

const maxFollowed = 100
const maxDeliveries = 200

/** Reads published events from the database. */
export class EventStore implements PublishedEvents {
  readonly #pool: Pool
  readonly #deliveriesOf: (eventId: string, limit: number) => Promise<Page<Delivery>>
  readonly #onPublished: (listener: () => void) => () => void

  constructor(
    pool: Pool,
    deliveriesOf: (eventId: string, limit: number) => Promise<Page<Delivery>>,
    onPublished: (listener: () => void) => () => void,
  ) {
    this.#pool = pool
    this.#deliveriesOf = deliveriesOf
    this.#onPublished = onPublished
  }

  async list(filter: EventFilter = {}, page: PageRequest = {}): Promise<Page<PublishedEvent>> {
    const { before, limit } = readPageRequest(known('page', page))
    const { text, values, events } = await eventConditions(this.#pool, known('eventFilter', filter))
    const count = values.length
    const rows = await rowsOf<Row>(
      this.#pool,
      `SELECT ${columns} FROM ${events.from}
       WHERE ${text} ${before ? `AND ${events.id} < $${count + 2}` : ''} ORDER BY ${events.id} DESC LIMIT $${count + 1}`,
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

  async after(cursor?: string): Promise<EventsAfter> {
    if (cursor === undefined) return { items: [], cursor: await this.#end() }
    const { transaction, id } = await this.#readCursor(cursor)
    const rows = await rowsOf<FollowedRow>(
      this.#pool,
      // Transactions commit in any order. Those before the oldest one that still runs have all ended, so
      // nothing can appear in front of what is returned.
      `SELECT id, body, published_at AS "publishedAt", transaction || '-' || id AS cursor
       FROM prompt_webhooks.event
       WHERE (transaction, id) > ($1::xid8, $2::uuid) AND transaction < pg_snapshot_xmin(pg_current_snapshot())
         AND NOT test
       ORDER BY transaction, id LIMIT ${maxFollowed}`,
      [transaction, id],
    )
    const items = rows.map(({ body, ...row }) => ({ ...row, event: JSON.parse(body) as WebhookEvent }))
    return { items, cursor: rows.at(-1)?.cursor ?? cursor }
  }

  onPublished(listener: () => void): () => void {
    return this.#onPublished(listener)
  }

  async #end(): Promise<string> {
    const [row] = await rowsOf<{ cursor: string }>(
      this.#pool,
      `SELECT pg_snapshot_xmin(pg_current_snapshot()) || '-${firstUuid}' AS cursor`,
    )
    return (row as { cursor: string }).cursor
  }

  async #readCursor(cursor: string): Promise<{ transaction: string; id: string }> {
    const [, transaction, id] = /^(\d{1,19})-(.*)$/.exec(cursor) ?? []
    if (transaction !== undefined && id !== undefined && isUuid(id)) {
      const [row] = await rowsOf<{ isPast: boolean }>(
        this.#pool,
        `SELECT $1::xid8 <= pg_snapshot_xmax(pg_current_snapshot()) AS "isPast"`,
        [transaction],
      )
      if (row?.isPast) return { transaction, id }
    }
    const message = 'cursor: expected a cursor of this hub’s database'
    throw new InvalidInputError([{ path: ['cursor'], message, code: 'invalid_value' }])
  }
}

interface FollowedRow {
  readonly id: string
  readonly body: string
  readonly publishedAt: Date
  readonly cursor: string
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
