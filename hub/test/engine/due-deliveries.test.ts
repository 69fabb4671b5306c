import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '../../src/database/database.js'
import { migrate } from '../../src/database/migrate.js'
import { transaction } from '../../src/database/transaction.js'
import { DeliveryQueue } from '../../src/queue/delivery-queue.js'
import type { DeliveryJob } from '../../src/queue/job.js'
import { secretBox } from '../../src/secret-box.js'
import type { AcknowledgePolicy } from '../../src/store/acknowledge.js'
import { DueDeliveryStore } from '../../src/store/due-deliveries.js'
import { acceptSubmissions } from '../../src/store/publish.js'
import { WebhookStore } from '../../src/store/webhooks.js'
import { databases, type TestDatabases } from '../databases.js'
import { encryptionKey } from '../encryption-key.js'
import { openDatabase } from '../open-database.js'
import { example } from './hub-on-database.js'

const logger = pino({ level: 'silent' })
const url = 'https://example.com/webhooks'

// What the engine learns about deliveries that it holds.
describe.each(databases)('$name', ({ start }) => {
  let server: TestDatabases
  let database: Database
  let queue: DeliveryQueue
  beforeAll(async () => {
    server = await start()
    database = await openDatabase(await server.create())
    await migrate(database.pool)
    queue = await DeliveryQueue.start(database, logger)
  })
  afterAll(async () => {
    await queue.stop()
    await database.close()
    await server.stop()
  })
  beforeEach(async () => {
    await database.pool.query('DELETE FROM prompt_webhooks.webhook')
    await database.pool.query('DELETE FROM prompt_webhooks_queue.job_common')
  })

  const storeWith = (key?: string) =>
    new DueDeliveryStore(database.pool, queue, secretBox(key), {} as AcknowledgePolicy, logger)

  /** A webhook with one delivery, whose job this process holds. */
  async function held(key?: string) {
    const webhooks = new WebhookStore(database.pool, secretBox(key), [])
    const webhook = await webhooks.create({
      url,
      headers: { 'x-api-key': 'k' },
      timeoutMs: 7,
      concurrency: 8,
    })
    await transaction(database.pool, (client) =>
      acceptSubmissions(client, queue, [{ events: [example], idempotencyKey: undefined }]),
    )
    const [job] = await queue.fetch(1, [])
    return { webhooks, webhook, job: job as DeliveryJob }
  }
  const close = (change: string) => database.pool.query(`UPDATE prompt_webhooks.webhook SET ${change}`)

  test('a delivery has all that an attempt needs', async () => {
    const { webhook, job } = await held()
    const store = storeWith()
    const due = (await store.load([job])).get(job.jobId)
    expect(due).toEqual({
      ...job,
      event: example,
      tries: 0,
      webhookId: webhook.id,
      url,
      secrets: [webhook.secret],
      headers: { 'x-api-key': 'k' },
      timeoutMs: 7,
      concurrency: 8,
      isClosed: false,
      isFailing: false,
      isDisabled: false,
    })
    expect(await store.closedLanes([webhook.id])).toEqual(new Set())
  })

  test.each([
    ['is paused', 'paused = true'],
    ['rests', "resting_until = now() + interval '1 minute'"],
  ])('its lane is closed while its webhook %s, but not for what a person asked for', async (_, change) => {
    const { webhook, job } = await held()
    const store = storeWith()
    await close(change)
    expect((await store.load([job])).get(job.jobId)?.isClosed).toBe(true)
    expect((await store.load([{ ...job, isUrgent: true }])).get(job.jobId)?.isClosed).toBe(false)
    expect(await store.closedLanes([])).toEqual(new Set([webhook.id]))
    await close("paused = false, resting_until = now() - interval '1 second'")
    expect((await store.load([job])).get(job.jobId)?.isClosed).toBe(false)
    expect(await store.closedLanes([])).toEqual(new Set())
  })

  test('the lanes of held webhooks that were disabled or removed are closed', async () => {
    const { webhooks, webhook, job } = await held()
    const store = storeWith()
    await close('enabled = false')
    expect(await store.closedLanes([])).toEqual(new Set())
    expect(await store.closedLanes([webhook.id])).toEqual(new Set([webhook.id]))
    expect((await store.load([job])).get(job.jobId)?.isDisabled).toBe(true)
    await database.pool.query('UPDATE prompt_webhooks.delivery SET forced = true')
    expect((await store.load([job])).get(job.jobId)?.isDisabled).toBe(false)
    await webhooks.remove(webhook.id)
    expect(await store.closedLanes([webhook.id])).toEqual(new Set([webhook.id]))
    expect((await store.load([job])).size).toBe(0)
  })

  test('what no key of this process decrypts is left to others, also what a person asked for', async () => {
    const { webhook, job } = await held(encryptionKey('first'))
    const store = storeWith(encryptionKey('second'))
    const urgent = { ...job, isUrgent: true }
    for (const each of [job, urgent]) expect((await store.load([each])).get(job.jobId)?.isClosed).toBe(true)
    expect(await store.closedLanes([])).toEqual(new Set([webhook.id, `${webhook.id} urgent`]))
    expect(await storeWith(encryptionKey('first')).closedLanes([])).toEqual(new Set())
  })

  test('a job is stale if its delivery has another sequence, is finished or deleted', async () => {
    const { job } = await held()
    const store = storeWith()
    const count = async () => (await store.load([job])).size
    const set = (change: string) => database.pool.query(`UPDATE prompt_webhooks.delivery SET ${change}`)
    expect(await count()).toBe(1)
    await set("state = 'retrying'")
    expect(await count()).toBe(1)
    await set('sequence = sequence + 1')
    expect(await count()).toBe(0)
    await set("sequence = sequence - 1, state = 'delivered'")
    expect(await count()).toBe(0)
    await database.pool.query('DELETE FROM prompt_webhooks.delivery')
    expect(await count()).toBe(0)
  })
})
