import type { Pool } from 'pg'
import type { Logger } from 'pino'
import type { WebhookEvent } from 'prompt-webhooks'
import { rowsOf } from '../database/rows.js'
import { type Queryable, transaction } from '../database/transaction.js'
import type { DeliveryState } from '../delivery.js'
import type { Acknowledgement, DueDeliveries, DueDelivery, Look } from '../due-delivery.js'
import type { DeliveryQueue } from '../queue/delivery-queue.js'
import { type DeliveryJob, laneOf } from '../queue/job.js'
import type { SecretBox } from '../secret-box.js'
import { type AcknowledgePolicy, acknowledge } from './acknowledge.js'
import { endAllDeliveries } from './end-deliveries.js'
import { mapHeaders, type StoredHeaders } from './webhook-headers.js'

// Milliseconds for which this process leaves a webhook to others whose secrets it cannot decrypt. Random, or
// it might always be the first to take a delivery again.
const undecryptableMs = { min: 1000, max: 5000 }

/** Reads due deliveries from the database, and records what became of them. */
export class DueDeliveryStore implements DueDeliveries {
  readonly #pool: Pool
  readonly #queue: DeliveryQueue
  readonly #secrets: SecretBox
  readonly #policy: AcknowledgePolicy
  readonly #logger: Logger
  // Lanes of webhooks whose secrets this process cannot decrypt.
  readonly #undecryptable = new Set<string>()
  readonly #stopping = new AbortController()
  readonly #ending = new Set<Promise<void>>()

  constructor(
    pool: Pool,
    queue: DeliveryQueue,
    secrets: SecretBox,
    policy: AcknowledgePolicy,
    logger: Logger,
  ) {
    this.#pool = pool
    this.#queue = queue
    this.#secrets = secrets
    this.#policy = policy
    this.#logger = logger
  }

  take(
    batchSize: number,
    ignoredLanes: ReadonlySet<string>,
    heldIds: readonly string[],
    heldUrgent: readonly DeliveryJob[] = [],
  ): Promise<Look> {
    // One transaction also because the embedded database has one session: between two statements, results
    // would be recorded.
    return transaction(this.#pool, async (client) => {
      const closed = await this.#closedLanes(client, heldIds, heldUrgent)
      const jobs = await this.#queue.fetch(client, batchSize, [...ignoredLanes, ...closed])
      return { closed, jobs, deliveries: await this.#load(client.last, jobs) }
    })
  }

  async #load(client: Queryable, jobs: readonly DeliveryJob[]): Promise<Map<string, DueDelivery>> {
    if (!jobs.length) return new Map()
    const rows = await rowsOf<Row>(
      client,
      `SELECT delivery.id, delivery.sequence, delivery.state, event.body, delivery.tries,
         webhook.id AS "webhookId", webhook.url, webhook.secret, webhook.headers,
         CASE WHEN webhook.previous_secret_expires_at > now() THEN webhook.previous_secret END AS "previousSecret",
         webhook.timeout_ms AS "timeoutMs", webhook.concurrency,
         NOT webhook.paused AND (webhook.resting_until > now()) IS NOT TRUE AS "isOpen",
         (webhook.failing_since IS NOT NULL OR webhook.reported IS NOT NULL) AS "isFailing",
         NOT (webhook.enabled OR delivery.forced) AS "isDisabled"
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
      const { body, isOpen, secret, previousSecret, headers, state: _, ...rest } = row
      const event: WebhookEvent = JSON.parse(body)
      const opened = this.#open(row)
      const isClosed = !opened || !(isOpen || job.isUrgent)
      return [{ ...rest, ...job, event, isClosed, ...(opened ?? { secrets: [], headers: {} }) }]
    })
    return new Map(dues.map((due) => [due.jobId, due]))
  }

  async #closedLanes(
    client: Queryable,
    heldIds: readonly string[],
    heldUrgent: readonly DeliveryJob[],
  ): Promise<Set<string>> {
    const rows = await rowsOf<{ id: string; lane: string | null }>(
      client,
      `SELECT id, NULL AS lane FROM prompt_webhooks.webhook WHERE enabled AND (paused OR resting_until > now())
       UNION ALL SELECT held, NULL FROM unnest($1::uuid[]) AS held
       WHERE NOT EXISTS (SELECT FROM prompt_webhooks.webhook WHERE id = held AND enabled)
       UNION ALL SELECT NULL, held.lane FROM unnest($2::uuid[], $3::int[], $4::text[]) AS held (id, sequence, lane)
       WHERE NOT EXISTS (
         SELECT FROM prompt_webhooks.delivery WHERE delivery.id = held.id AND delivery.sequence = held.sequence
       )`,
      [
        heldIds,
        heldUrgent.map(({ id }) => id),
        heldUrgent.map(({ sequence }) => sequence),
        heldUrgent.map(({ lane }) => lane),
      ],
    )
    return new Set([...rows.map(({ id, lane }) => lane ?? laneOf(id, false)), ...this.#undecryptable])
  }

  async record(items: readonly Acknowledgement[]): Promise<Set<string>> {
    const webhooks = await acknowledge(this.#pool, this.#queue, items, this.#policy)
    const closed = webhooks.filter(({ enabled, restingUntil }) => restingUntil || !enabled)
    // What a person had sent to them before was given up as well.
    const disabled = webhooks.filter(({ turn }) => turn === 'webhook.disabled')
    for (const { id, recordedAt } of disabled) this.#endRest(id, recordedAt)
    return new Set([
      ...closed.map(({ id }) => laneOf(id, false)),
      ...disabled.map(({ id }) => laneOf(id, true)),
    ])
  }

  /** Stops giving up what waits for disabled webhooks. Each delivery is then given up when it is due. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    await Promise.all(this.#ending)
  }

  /** Not awaited, because the next results would wait as well. */
  #endRest(webhookId: string, sentUntil: string): void {
    const ending = endAllDeliveries(this.#pool, webhookId, sentUntil, this.#stopping.signal)
      .then(() => {})
      .catch((error) => {
        const message =
          'could not give up what waits for a disabled webhook; each delivery is given up when it is due'
        this.#logger.warn({ webhook: webhookId, err: error }, message)
      })
      .finally(() => this.#ending.delete(ending))
    this.#ending.add(ending)
  }

  /** Decrypts what is secret. Returns undefined if no key decrypts it: another process may have the key. */
  #open({ webhookId, secret, previousSecret, headers }: Row) {
    const open = (stored: string) => this.#secrets.open(stored, webhookId)
    try {
      const secrets = previousSecret === null ? [secret] : [secret, previousSecret]
      return { secrets: secrets.map(open), headers: mapHeaders(headers, open) }
    } catch (error) {
      // One webhook's secrets must not fail the whole batch.
      this.#leaveToOthers(webhookId, error)
      return undefined
    }
  }

  #leaveToOthers(webhookId: string, error: unknown): void {
    const lanes = [laneOf(webhookId, false), laneOf(webhookId, true)]
    if (lanes.some((lane) => this.#undecryptable.has(lane))) return
    this.#logger.error({ webhook: webhookId, err: error }, 'its deliveries are left to other processes')
    for (const lane of lanes) this.#undecryptable.add(lane)
    const { min, max } = undecryptableMs
    setTimeout(
      () => {
        for (const lane of lanes) this.#undecryptable.delete(lane)
      },
      min + Math.random() * (max - min),
    ).unref()
  }
}

type Row = Omit<DueDelivery, keyof DeliveryJob | 'event' | 'isClosed' | 'secrets' | 'headers'> &
  Pick<DeliveryJob, 'id' | 'sequence'> & {
    readonly isOpen: boolean
    readonly headers: StoredHeaders
    readonly state: DeliveryState
    readonly body: string
    readonly secret: string
    readonly previousSecret: string | null
  }
