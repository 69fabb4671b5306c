import { createHash } from 'node:crypto'
import { canonicalJson } from 'prompt-webhooks/signature'
import { v7 as uuidv7 } from 'uuid'
import { lockNotAvailable } from '../database/error-kinds.js'
import { rowsOf } from '../database/rows.js'
import { allOf, type Queryable } from '../database/transaction.js'
import type { Publication } from '../published-event.js'
import type { DeliveryQueue } from '../queue/delivery-queue.js'
import type { NewDeliveryJob } from '../queue/job.js'
import type { CheckedEvent } from '../read-events.js'
import { indexed, searchTextOf } from '../subject.js'

// Deliveries, or jobs, that one statement writes: half a second of work. A statement may take 20, and one of a
// thousand events for hundreds of webhooks would never end within them.
const maxRows = 10_000

/** The events of one call to `publish`. */
export interface Submission {
  readonly events: readonly CheckedEvent[]
  readonly idempotencyKey: string | undefined
}

/**
 * The result of a submission. A repeat has the publications of the first submission with its key. `conflict`:
 * the key was already used for different events.
 */
export type Acceptance =
  | { readonly publications: readonly Publication[]; readonly isRepeat: boolean }
  | 'conflict'

/** Another transaction, which has not ended, holds one of the keys. */
export class KeyHeldError extends Error {
  override readonly name = 'KeyHeldError'
}

/**
 * Stores submissions with their deliveries, jobs and idempotency keys, in the caller's transaction.
 *
 * @param keyWaitMs how long to wait for keys that another transaction holds. Default: as the server is set,
 * which is usually for ever.
 * @throws {KeyHeldError} if that was too short.
 */
export async function acceptSubmissions(
  client: Queryable,
  queue: DeliveryQueue,
  submissions: readonly Submission[],
  keyWaitMs?: number,
): Promise<Acceptance[]> {
  const keyed = new Map<string, { fingerprint: string; index: number }>()
  const acceptances: (Acceptance | undefined)[] = []
  const repeats: { index: number; key: string; fingerprint: string }[] = []
  for (const [index, { events, idempotencyKey: key }] of submissions.entries()) {
    if (key === undefined) continue
    // Canonical: the order of keys makes no other event.
    const text = canonicalJson(`[${events.map(({ body }) => body).join(',')}]`)
    const fingerprint = createHash('sha256').update(text).digest('base64url')
    if (keyed.has(key)) repeats.push({ index, key, fingerprint })
    else keyed.set(key, { fingerprint, index })
  }
  if (keyed.size) {
    const taken = await takeKeys(client, keyed, keyWaitMs)
    for (const [key, { fingerprint, index }] of keyed)
      if (!taken.has(key)) repeats.push({ index, key, fingerprint })
  }

  const repeated = new Set(repeats.map(({ index }) => index))
  const fresh = submissions.flatMap(({ events }, index) => (repeated.has(index) ? [] : [{ events, index }]))
  const { rows, jobs } = await insertEvents(client, fresh)
  for (const { index, publications } of rows) acceptances[index] = { publications, isRepeat: false }
  await storeAnswers(
    client,
    [...keyed].flatMap(([key, { index }]) => {
      const acceptance = acceptances[index]
      return acceptance === undefined || acceptance === 'conflict'
        ? []
        : [{ key, publications: acceptance.publications }]
    }),
  )
  if (repeats.length) {
    const answers = await readAnswers(
      client,
      repeats.map(({ key }) => key),
    )
    for (const { index, key, fingerprint } of repeats) {
      const answer = answers.get(key)
      acceptances[index] =
        answer?.fingerprint === fingerprint
          ? { publications: answer.publications, isRepeat: true }
          : 'conflict'
    }
  }
  let start = 0
  for (; start + maxRows < jobs.length; start += maxRows) {
    await queue.insert(client, jobs.slice(start, start + maxRows))
  }
  await queue.insert(client.last ?? client, jobs.slice(start))
  return acceptances as Acceptance[]
}

/** Inserts the keys and returns those that are new. Waits for open transactions that insert the same keys. */
async function takeKeys(
  client: Queryable,
  keyed: ReadonlyMap<string, { fingerprint: string }>,
  waitMs: number | undefined,
): Promise<Set<string>> {
  // Sorted, so that two transactions cannot deadlock.
  const keys = [...keyed.keys()].sort()
  const take = () =>
    rowsOf<{ key: string }>(
      client,
      `INSERT INTO prompt_webhooks.idempotency_key (key, fingerprint)
       SELECT * FROM unnest($1::text[], $2::text[]) ON CONFLICT DO NOTHING RETURNING key`,
      [keys, keys.map((key) => keyed.get(key)?.fingerprint)],
    )
  const rows = await (waitMs === undefined ? take() : waitAtMost(client, waitMs, take))
  return new Set(rows.map(({ key }) => key))
}

/** Only for this statement: a transaction that holds another lock, such as that of a webhook, holds no key. */
async function waitAtMost<Rows>(client: Queryable, waitMs: number, take: () => Promise<Rows>): Promise<Rows> {
  try {
    const [, rows] = await allOf([
      client.query(`SET LOCAL lock_timeout = ${waitMs}`),
      take(),
      client.query('SET LOCAL lock_timeout TO DEFAULT'),
    ])
    return rows
  } catch (error) {
    if ((error as { code?: string }).code !== lockNotAvailable) throw error
    throw new KeyHeldError('another transaction holds an idempotency key', { cause: error })
  }
}

/** Inserts events with their deliveries. Returns them, and the jobs of the deliveries. */
async function insertEvents(
  client: Queryable,
  submissions: readonly { readonly events: readonly CheckedEvent[]; readonly index: number }[],
): Promise<{ rows: { index: number; publications: readonly Publication[] }[]; jobs: NewDeliveryJob[] }> {
  const rows = submissions.map(({ events, index }) => ({
    index,
    events: events.map((event) => ({ id: uuidv7(), ...event })),
  }))
  const all = rows.flatMap(({ events }) => events)
  const deliveries: NewDelivery[] = []
  // All of them, nearly always. If there are very many webhooks, the first statement tells how many fit.
  let size = all.length
  for (let start = 0; start < all.length; start += size) {
    const inserted = await insertSome(client, all.slice(start, start + size))
    for (const delivery of inserted.deliveries) deliveries.push(delivery)
    size = inserted.events
  }
  const deliveryIds = new Map<string, string[]>(all.map(({ id }) => [id, []]))
  for (const { id, eventId } of deliveries) deliveryIds.get(eventId)?.push(id)
  return {
    rows: rows.map(({ index, events }) => ({
      index,
      publications: events.map(({ id }) => ({ eventId: id, deliveryIds: deliveryIds.get(id) ?? [] })),
    })),
    jobs: deliveries.map(({ id, webhookId }) => ({ id, webhookId, sequence: 0 })),
  }
}

interface NewDelivery {
  readonly id: string
  readonly eventId: string
  readonly webhookId: string
}

/**
 * Inserts the first of the events with their deliveries: at least one event, and as many as can have
 * `maxRows` deliveries. Returns how many events those are.
 */
async function insertSome(
  client: Queryable,
  events: readonly (CheckedEvent & { readonly id: string })[],
): Promise<{ events: number; deliveries: NewDelivery[] }> {
  const rows = await rowsOf<(NewDelivery & { events: null }) | { events: number }>(
    client,
    `WITH new_event AS (
       INSERT INTO prompt_webhooks.event (id, event_type, body, workspace_id, subject, subject_id, subject_text)
       SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::bigint[], $5::json[], $6::text[], $7::text[])
       LIMIT (
         SELECT greatest(1, ${maxRows} / greatest(1, count(*))) FROM prompt_webhooks.webhook
         WHERE enabled AND (event_types IS NULL OR event_types && $2)
           AND (workspace_ids IS NULL OR workspace_ids && $4)
       )
       RETURNING id, event_type, workspace_id
     ), new_delivery AS (
       INSERT INTO prompt_webhooks.delivery (event_id, event_type, webhook_id)
       SELECT new_event.id, new_event.event_type, webhook.id
       FROM new_event JOIN prompt_webhooks.webhook ON webhook.enabled
         AND (webhook.event_types IS NULL OR new_event.event_type = ANY(webhook.event_types))
         AND (webhook.workspace_ids IS NULL OR new_event.workspace_id = ANY(webhook.workspace_ids))
       RETURNING id, event_id, webhook_id
     )
     SELECT id, event_id AS "eventId", webhook_id AS "webhookId", NULL::int AS events FROM new_delivery
     UNION ALL SELECT NULL, NULL, NULL, count(*)::int FROM new_event`,
    [
      events.map(({ id }) => id),
      events.map(({ type }) => type),
      events.map(({ body }) => body),
      events.map(({ workspaceId }) => workspaceId),
      events.map(({ subject }) => JSON.stringify(subject)),
      events.map(({ subject }) => indexed(`${subject.id ?? ''}`)),
      events.map(({ subject }) => searchTextOf(subject)),
    ],
  )
  const deliveries = rows.filter((row) => row.events === null)
  return { events: rows.find((row) => row.events !== null)?.events ?? events.length, deliveries }
}

async function storeAnswers(
  client: Queryable,
  answers: readonly { readonly key: string; readonly publications: readonly Publication[] }[],
): Promise<void> {
  if (!answers.length) return
  await client.query(
    `UPDATE prompt_webhooks.idempotency_key SET publications = ($2::json[])[array_position($1::text[], key)]
     WHERE key = ANY($1)`,
    [answers.map(({ key }) => key), answers.map(({ publications }) => JSON.stringify(publications))],
  )
}

async function readAnswers(
  client: Queryable,
  keys: readonly string[],
): Promise<Map<string, { fingerprint: string; publications: readonly Publication[] }>> {
  const rows = await rowsOf<{ key: string; fingerprint: string; publications: Publication[] }>(
    client,
    'SELECT key, fingerprint, publications FROM prompt_webhooks.idempotency_key WHERE key = ANY($1)',
    [keys],
  )
  return new Map(rows.map(({ key, ...answer }) => [key, answer]))
}
