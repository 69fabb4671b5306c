import { pino } from 'pino'
import type { DeliveryResult } from 'prompt-webhooks/emitter'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import type { Database } from '../../src/database/database.js'
import { migrate } from '../../src/database/migrate.js'
import { transaction } from '../../src/database/transaction.js'
import type { Acknowledgement } from '../../src/due-delivery.js'
import { DeliveryQueue } from '../../src/queue/delivery-queue.js'
import { readEvents } from '../../src/read-events.js'
import type { RetryDelay } from '../../src/retry-schedule.js'
import { secretBox } from '../../src/secret-box.js'
import { type AcknowledgePolicy, acknowledge } from '../../src/store/acknowledge.js'
import { DeliveryStore } from '../../src/store/deliveries.js'
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

  const storeWith = (key?: string, jobs: Pick<DeliveryQueue, 'fetch'> = queue) =>
    new DueDeliveryStore(
      database.pool,
      jobs as DeliveryQueue,
      secretBox(key),
      {} as AcknowledgePolicy,
      logger,
    )

  /** A webhook with one delivery, whose job waits. */
  async function published(key?: string) {
    const webhooks = new WebhookStore(database.pool, secretBox(key), [])
    const webhook = await webhooks.create({
      url,
      headers: { 'x-api-key': 'k' },
      timeoutMs: 7,
      concurrency: 8,
      allowDuplicate: true,
    })
    await transaction(database.pool, (client) =>
      acceptSubmissions(client, queue, [{ events: readEvents(example), idempotencyKey: undefined }]),
    )
    return { webhooks, webhook }
  }
  /** What one look finds. It takes nothing, so that the next one finds it again. */
  async function look(store: DueDeliveryStore, heldIds: readonly string[] = []) {
    const { closed, jobs, deliveries } = await store.take(10, new Set(), heldIds)
    await queue.giveBack(jobs)
    return { closed, jobs, due: deliveries.get(jobs[0]?.jobId ?? '') }
  }
  const set = (change: string) => database.pool.query(`UPDATE prompt_webhooks.webhook SET ${change}`)
  const setDelivery = (change: string) => database.pool.query(`UPDATE prompt_webhooks.delivery SET ${change}`)
  /** Makes the waiting job one that a person asked for. */
  const makeUrgent = () =>
    database.pool.query("UPDATE prompt_webhooks_queue.job_common SET group_id = group_id || ' urgent'")

  test('a delivery has all that an attempt needs', async () => {
    const { webhook } = await published()
    const { closed, jobs, due } = await look(storeWith(), [webhook.id])
    expect(jobs).toHaveLength(1)
    expect(due).toEqual({
      ...jobs[0],
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
    expect(closed).toEqual(new Set())
  })

  test('a look takes no more than asked for, and nothing from ignored lanes', async () => {
    const { webhook } = await published()
    await published()
    const store = storeWith()
    const count = async (batchSize: number, ...ignored: string[]) =>
      (await store.take(batchSize, new Set(ignored), [])).jobs.length
    // The second event has a delivery to each webhook.
    expect(await count(1)).toBe(1)
    expect(await count(10, webhook.id)).toBe(1)
    expect(await count(10)).toBe(1)
    expect(await count(10)).toBe(0)
  })

  test('a look is planned for the queue as it is: a kept plan from when it was empty would take seconds', async () => {
    let kept: unknown[] = []
    const looking: Pick<DeliveryQueue, 'fetch'> = {
      fetch: async (client, ...how) => {
        const jobs = await queue.fetch(client, ...how)
        const taking = "SELECT statement FROM pg_prepared_statements WHERE statement LIKE '%SKIP LOCKED%'"
        kept = (await client.query(taking)).rows
        return jobs
      },
    }
    await storeWith(undefined, looking).take(10, new Set(), [])
    await storeWith(undefined, looking).take(10, new Set(['any']), [])
    expect(kept).toEqual([])
  })

  test('what cannot be loaded is not taken', async () => {
    await published()
    const rename = (from: string, to: string) =>
      database.pool.query(`ALTER TABLE prompt_webhooks.delivery RENAME COLUMN ${from} TO ${to}`)
    await rename('tries', 'attempts_made')
    await expect(look(storeWith())).rejects.toThrow('tries')
    await rename('attempts_made', 'tries')
    expect((await look(storeWith())).jobs).toHaveLength(1)
  })

  describe.each([
    ['is paused', 'paused = true'],
    ['rests', "resting_until = now() + interval '1 minute'"],
  ])('while its webhook %s', (_, change) => {
    test('its lane is closed, but not for what a person asked for', async () => {
      const { webhook } = await published()
      const store = storeWith()
      await set(change)
      expect(await look(store)).toEqual({ closed: new Set([webhook.id]), jobs: [], due: undefined })
      await set("paused = false, resting_until = now() - interval '1 second'")
      expect(await look(store)).toMatchObject({ closed: new Set(), due: { isClosed: false } })
      await set(change)
      await makeUrgent()
      expect((await look(store)).due).toMatchObject({ isUrgent: true, isClosed: false })
    })

    test('what was taken just before is closed', async () => {
      await published()
      const closing: Pick<DeliveryQueue, 'fetch'> = {
        fetch: async (client, ...how) => {
          const jobs = await queue.fetch(client, ...how)
          await client.query(`UPDATE prompt_webhooks.webhook SET ${change}`)
          return jobs
        },
      }
      expect(await look(storeWith(undefined, closing))).toMatchObject({
        closed: new Set(),
        due: { isClosed: true },
      })
    })
  })

  test('the lanes of held webhooks that were disabled or removed are closed', async () => {
    const { webhooks, webhook } = await published()
    const store = storeWith()
    await set('enabled = false')
    expect(await look(store)).toMatchObject({ closed: new Set(), due: { isDisabled: true } })
    expect(await look(store, [webhook.id])).toMatchObject({ closed: new Set([webhook.id]), jobs: [] })
    await setDelivery('forced = true')
    expect((await look(store)).due).toMatchObject({ isDisabled: false })
    await webhooks.remove(webhook.id)
    expect(await look(store, [webhook.id])).toMatchObject({ closed: new Set([webhook.id]), jobs: [] })
    expect(await look(store)).toMatchObject({ jobs: [{}], due: undefined })
  })

  test.each<[string, (webhooks: WebhookStore, id: string) => Promise<unknown>, boolean]>([
    ['was disabled', (webhooks, id) => webhooks.disable(id), true],
    ['was removed', (webhooks, id) => webhooks.remove(id), true],
    ['is paused', (webhooks, id) => webhooks.pause(id), false],
  ])(
    'what a person asked for and this process holds is closed if its webhook %s',
    async (_, act, isClosed) => {
      const { webhooks, webhook } = await published()
      await setDelivery('forced = true')
      await makeUrgent()
      const store = storeWith()
      const { jobs } = await store.take(10, new Set(), [])
      expect((await store.take(10, new Set(), [], jobs)).closed).toEqual(new Set())
      await act(webhooks, webhook.id)
      const { closed } = await store.take(10, new Set(), [], jobs)
      expect(closed.has(`${webhook.id} urgent`)).toBe(isClosed)
    },
  )

  test.each([false, true])(
    'what no key of this process decrypts is left to others (asked for by a person: %s)',
    async (isUrgent) => {
      const { webhook } = await published(encryptionKey('first'))
      if (isUrgent) await makeUrgent()
      const store = storeWith(encryptionKey('second'))
      expect((await look(store)).due).toMatchObject({ isUrgent, isClosed: true })
      expect(await look(store)).toMatchObject({
        closed: new Set([webhook.id, `${webhook.id} urgent`]),
        jobs: [],
      })
      expect(await look(storeWith(encryptionKey('first')))).toMatchObject({
        closed: new Set(),
        due: { isClosed: false },
      })
    },
  )

  test('what no key decrypts is tried again a few seconds later, also what a person asked for', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    onTestFinished(() => void vi.useRealTimers())
    const { webhook } = await published(encryptionKey('first'))
    const store = storeWith(encryptionKey('second'))
    await look(store)
    vi.advanceTimersByTime(999)
    expect((await look(store)).closed).toEqual(new Set([webhook.id, `${webhook.id} urgent`]))
    vi.advanceTimersByTime(4001)
    expect(await look(store)).toMatchObject({ closed: new Set(), due: { isClosed: true } })
  })

  test('a job is stale if its delivery has another sequence, is finished or deleted', async () => {
    await published()
    const store = storeWith()
    const isStale = async () => {
      const { jobs, due } = await look(store)
      expect(jobs).toHaveLength(1)
      return due === undefined
    }
    expect(await isStale()).toBe(false)
    await setDelivery("state = 'retrying'")
    expect(await isStale()).toBe(false)
    await setDelivery('sequence = sequence + 1')
    expect(await isStale()).toBe(true)
    await setDelivery("sequence = sequence - 1, state = 'delivered'")
    expect(await isStale()).toBe(true)
    await database.pool.query('DELETE FROM prompt_webhooks.delivery')
    expect(await isStale()).toBe(true)
  })

  describe('two results of a delivery in one batch, because it was sent again meanwhile', () => {
    /** Records them, and returns the delivery, the number of jobs, and how many deliveries were given up. */
    async function recordBoth(retryDelay: RetryDelay, ...outcomes: DeliveryResult['outcome'][]) {
      await published()
      const deliveries = new DeliveryStore(database.pool, queue, retryDelay)
      const store = storeWith()
      const take = async () => [...(await store.take(10, new Set(), [])).deliveries.values()]
      const first = await take()
      const id = first[0]?.id ?? ''
      await deliveries.resend(id)
      const items = [...first, ...(await take())].map((job, index): Acknowledgement => {
        const request = { url, headers: {}, body: '' }
        const result = { id, outcome: outcomes[index], status: 500, reason: '', latencyMs: 1, request }
        return { kind: 'attempted', job, startedAt: new Date(), result: result as DeliveryResult }
      })
      expect(items).toHaveLength(2)
      const given: string[] = []
      await acknowledge(database.pool, queue, items, {
        retryDelay,
        failuresBeforeRest: 100,
        restSeconds: { first: 1, max: 1 },
        disableAfterSeconds: 100,
        onIncidents: async (_, incidents) => void given.push(...incidents.map(({ type }) => type)),
      })
      const { rows: jobs } = await database.pool.query('SELECT FROM prompt_webhooks_queue.job_common')
      return { delivery: await deliveries.get(id), jobs: jobs.length, given }
    }

    test('only the later one ends the delivery, and the other one counts as an attempt', async () => {
      const { delivery, jobs, given } = await recordBoth(() => undefined, 'retry', 'delivered')
      expect(delivery).toMatchObject({ state: 'delivered', attempts: 2 })
      expect(delivery.log).toHaveLength(2)
      expect([jobs, given]).toEqual([0, []])
    })

    test('only the later one is retried', async () => {
      const { delivery, jobs } = await recordBoth(() => 60_000, 'retry', 'retry')
      expect(delivery).toMatchObject({ state: 'retrying', attempts: 2 })
      expect(jobs).toBe(1)
    })
  })
})
