import type { Pool } from 'pg'
import type { WebhookEvent, WebhookEventType } from 'prompt-webhooks'
import { rowsOf } from '../database/rows.js'
import { type DeliveryState, deliveryStates, type Page, type PageRequest } from '../delivery.js'
import { InvalidInputError } from '../errors.js'
import type { EventsAfter, PublishedEvent, PublishedEvents } from '../published-event.js'
import { pageOf, readPageRequest } from './position.js'
import { notFound, requireId } from './uuid.js'

const columns = `id, position, body, published_at AS "publishedAt", (
    SELECT json_object_agg(state, count) FROM (
      SELECT state, count(*) FROM prompt_webhooks.delivery WHERE event_id = event.id GROUP BY state
    ) AS states
  ) AS states`

const maxFollowed = 100

/** Reads published events from the database. */
export class EventStore implements PublishedEvents {
  readonly #pool: Pool
  readonly #onPublished: (listener: () => void) => () => void

  constructor(pool: Pool, onPublished: (listener: () => void) => () => void) {
    this.#pool = pool
    this.#onPublished = onPublished
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

  async after(cursor?: string): Promise<EventsAfter> {
    if (cursor === undefined) return { items: [], cursor: await this.#end() }
    const { transaction, position } = await this.#readCursor(cursor)
    const rows = await rowsOf<FollowedRow>(
      this.#pool,
      // Transactions commit in any order. Those before the oldest one that still runs have all ended, so nothing
      // can appear in front of what is returned.
      `SELECT id, body, published_at AS "publishedAt", transaction || '-' || position AS cursor
       FROM prompt_webhooks.event
       WHERE (transaction, position) > ($1::xid8, $2) AND transaction < pg_snapshot_xmin(pg_current_snapshot())
         AND NOT test
       ORDER BY transaction, position LIMIT ${maxFollowed}`,
      [transaction, position],
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
      `SELECT pg_snapshot_xmin(pg_current_snapshot()) || '-0' AS cursor`,
    )
    return (row as { cursor: string }).cursor
  }

  async #readCursor(cursor: string): Promise<{ transaction: string; position: string }> {
    const [, transaction, position] = /^(\d{1,19})-(\d{1,18})$/.exec(cursor) ?? []
    if (transaction !== undefined && position !== undefined) {
      const [row] = await rowsOf<{ isPast: boolean }>(
        this.#pool,
        `SELECT $1::xid8 <= pg_snapshot_xmax(pg_current_snapshot()) AS "isPast"`,
        [transaction],
      )
      if (row?.isPast) return { transaction, position }
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
