import { randomBytes } from 'node:crypto'
import type { Pool } from 'pg'
import { v7 as uuidv7 } from 'uuid'
import { rowsOf } from '../database/rows.js'
import { type Queryable, transaction } from '../database/transaction.js'
import type { DeliveryState } from '../delivery.js'
import { ChangedMeanwhileError, InvalidInputError } from '../errors.js'
import type { SecretBox } from '../secret-box.js'
import type {
  DisabledWebhook,
  NewWebhook,
  Webhook,
  WebhookChange,
  WebhookSummary,
  WebhookWithSecret,
} from '../webhook.js'
import { lockUrls, requireNewUrl } from './duplicate-url.js'
import { countToEnd, endAllDeliveries, removeDeliveries } from './end-deliveries.js'
import { notFound, requireId } from './uuid.js'
import { changeHeaders, type StoredHeaders } from './webhook-headers.js'
import { checkWebhookInput } from './webhook-input.js'

const columns = `id, url, description, event_types AS "eventTypes", workspace_ids::float8[] AS "workspaceIds",
  ARRAY(SELECT name COLLATE "C" FROM jsonb_object_keys(headers) AS name ORDER BY 1) AS headers,
  timeout_ms AS "timeoutMs", concurrency, enabled, disabled_reason AS "disabledReason",
  CASE WHEN previous_secret_expires_at > now() THEN previous_secret_expires_at END AS "previousSecretExpiresAt",
  failing_since AS "failingSince", paused, CASE WHEN resting_until > now() THEN resting_until END AS "restingUntil", created_at AS "createdAt", updated_at AS "updatedAt"`

// Forgets failures, and with them a rest.
const healthy = 'failures = 0, failing_since = NULL, rests = 0, resting_until = NULL'

const defaultOverlapSeconds = 24 * 60 * 60
const maxOverlapSeconds = 30 * 24 * 60 * 60

/** Reads and writes webhooks in the database. */
export class WebhookStore {
  readonly #pool: Pool
  readonly #secrets: SecretBox
  readonly #allow: readonly string[]

  constructor(pool: Pool, secrets: SecretBox, allow: readonly string[]) {
    this.#pool = pool
    this.#secrets = secrets
    this.#allow = allow
  }

  async list(): Promise<WebhookSummary[]> {
    return this.#summaries('', [])
  }

  async get(id: string): Promise<WebhookSummary> {
    requireId(id, 'webhook')
    const [webhook] = await this.#summaries('WHERE id = $1', [id])
    if (!webhook) throw notFound('webhook')
    return webhook
  }

  async create(input: NewWebhook): Promise<WebhookWithSecret> {
    checkWebhookInput(input, this.#allow)
    const { url, description = '', eventTypes = null, enabled = true, secret = newSecret() } = input
    const { workspaceIds = null, headers = {}, timeoutMs = null, concurrency = null } = input
    const id = uuidv7()
    const sealed = changeHeaders({}, headers, this.#secrets, id)
    return transaction(this.#pool, async (client) => {
      if (!input.allowDuplicate) {
        await lockUrls(client)
        await requireNewUrl(client, id, url)
      }
      const [webhook] = await rowsOf<Webhook>(
        client,
        `INSERT INTO prompt_webhooks.webhook (id, url, description, event_types, enabled, secret,
         workspace_ids, headers, timeout_ms, concurrency)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING ${columns}`,
        [
          id,
          url,
          description,
          eventTypes,
          enabled,
          this.#secrets.seal(secret, id),
          workspaceIds,
          sealed,
          timeoutMs,
          concurrency,
        ],
      )
      return { ...(webhook as Webhook), secret }
    })
  }

  async update(
    id: string,
    change: WebhookChange,
    { ifUpdatedAt }: { readonly ifUpdatedAt?: Date | undefined } = {},
  ): Promise<Webhook> {
    checkWebhookInput(change, this.#allow)
    requireId(id, 'webhook')
    const newUrl = change.allowDuplicate ? undefined : change.url
    return transaction(this.#pool, async (client) => {
      // Before the lock of the row: two changes that take both in another order would wait for each other.
      if (newUrl !== undefined) await lockUrls(client)
      const headers = await this.#lock(client, id, ifUpdatedAt)
      if (newUrl !== undefined) await requireNewUrl(client, id, newUrl)
      return this.#change(client, id, change, headers)
    })
  }

  /**
   * Locks the webhook until the end of the transaction, if it was not changed since. Returns its headers. Does
   * not wait for transactions that publish to it: a caller's may stay open.
   */
  async #lock(client: Queryable, id: string, updatedAt: Date | undefined): Promise<StoredHeaders> {
    const [row] = await rowsOf<{ updatedAt: Date; headers: StoredHeaders }>(
      client,
      'SELECT updated_at AS "updatedAt", headers FROM prompt_webhooks.webhook WHERE id = $1 FOR NO KEY UPDATE',
      [id],
    )
    if (!row) throw notFound('webhook')
    if (updatedAt !== undefined && row.updatedAt.getTime() !== updatedAt.getTime()) {
      throw new ChangedMeanwhileError(
        'The webhook was changed in the meantime. Read it again, then change it',
      )
    }
    return row.headers
  }

  #change(client: Queryable, id: string, change: WebhookChange, stored: StoredHeaders): Promise<Webhook> {
    const { url, description, eventTypes, workspaceIds, headers, timeoutMs, concurrency } = change
    return this.#set(
      client,
      id,
      `url = coalesce($2, url), description = coalesce($3, description),
       event_types = CASE WHEN $4 THEN $5::text[] ELSE event_types END,
       workspace_ids = CASE WHEN $6 THEN $7::bigint[] ELSE workspace_ids END,
       timeout_ms = CASE WHEN $8 THEN $9::int ELSE timeout_ms END,
       concurrency = CASE WHEN $10 THEN $11::int ELSE concurrency END,
       headers = coalesce($12, headers)`,
      [
        url,
        description,
        ...[eventTypes, workspaceIds, timeoutMs, concurrency].flatMap((value) => [
          value !== undefined,
          value ?? null,
        ]),
        headers && changeHeaders(stored, headers, this.#secrets, id),
      ],
    )
  }

  async pause(id: string): Promise<Webhook> {
    return this.#set(this.#pool, id, 'paused = true')
  }

  async resume(id: string): Promise<Webhook> {
    return this.#set(this.#pool, id, `paused = false, ${healthy}`)
  }

  async enable(id: string): Promise<Webhook> {
    return this.#set(this.#pool, id, `enabled = true, disabled_reason = NULL, ${healthy}`)
  }

  async disable(id: string): Promise<DisabledWebhook> {
    const changes = 'enabled = false, disabled_reason = NULL, paused = false'
    // Committed first: it must hold, however long the rest takes. Counted first as well: once it is committed,
    // workers give up what is due.
    const { sentUntil, ...webhook } = await transaction(this.#pool, async (client) => {
      const webhook = await this.#set(client, id, changes)
      // A `Date` lacks the microseconds, which count as well.
      const sentUntil = new Date(webhook.updatedAt.getTime() + 1)
      return { ...webhook, sentUntil, givenUp: await countToEnd(client, id, sentUntil) }
    })
    await endAllDeliveries(this.#pool, id, sentUntil)
    return webhook
  }

  async remove(id: string): Promise<void> {
    // Committed first: no new event is for it while its deliveries are deleted. The last statement would
    // delete them as well, but all at once, which can take longer than a statement may.
    await this.#set(this.#pool, id, 'enabled = false')
    await removeDeliveries(this.#pool, id)
    await this.#pool.query('DELETE FROM prompt_webhooks.webhook WHERE id = $1', [id])
  }

  async rotateSecret(
    id: string,
    { overlapSeconds = defaultOverlapSeconds }: { readonly overlapSeconds?: number | undefined } = {},
  ): Promise<WebhookWithSecret> {
    requireId(id, 'webhook')
    if (!Number.isInteger(overlapSeconds) || overlapSeconds < 0 || overlapSeconds > maxOverlapSeconds) {
      const message = `overlapSeconds: expected a whole number from 0 to ${maxOverlapSeconds}`
      throw new InvalidInputError([{ path: ['overlapSeconds'], message, code: 'invalid_value' }])
    }
    const secret = newSecret()
    const webhook = await this.#set(
      this.#pool,
      id,
      `previous_secret = CASE WHEN $2 > 0 THEN secret END,
       previous_secret_expires_at = CASE WHEN $2 > 0 THEN now() + $2 * interval '1 second' END,
       secret = $3`,
      [overlapSeconds, this.#secrets.seal(secret, id)],
    )
    return { ...webhook, secret }
  }

  async #set(queryable: Queryable, id: string, changes: string, values: unknown[] = []): Promise<Webhook> {
    requireId(id, 'webhook')
    const [webhook] = await rowsOf<Webhook>(
      queryable,
      `UPDATE prompt_webhooks.webhook SET ${changes}, updated_at = now() WHERE id = $1 RETURNING ${columns}`,
      [id, ...values],
    )
    if (!webhook) throw notFound('webhook')
    return webhook
  }

  async #summaries(where: string, values: unknown[]): Promise<WebhookSummary[]> {
    return rowsOf<WebhookSummary>(
      this.#pool,
      `SELECT ${columns}, (
         SELECT json_build_object('id', delivery.id, 'state', delivery.state, 'at', delivery.updated_at)
         FROM prompt_webhooks.delivery WHERE webhook_id = webhook.id ORDER BY event_id DESC, position DESC LIMIT 1
       ) AS "lastDelivery"
       FROM prompt_webhooks.webhook ${where} ORDER BY webhook.position`,
      values,
    ).then((rows) => rows.map(withDates))
  }
}

function withDates(row: WebhookSummary): WebhookSummary {
  const last: { id: string; state: DeliveryState; at: unknown } | null = row.lastDelivery
  return last ? { ...row, lastDelivery: { ...last, at: new Date(String(last.at)) } } : row
}

/** In the form of Standard Webhooks. The sender's own scheme accepts any text. */
function newSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`
}
