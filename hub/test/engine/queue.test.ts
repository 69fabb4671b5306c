import { PgBoss } from 'pg-boss'
import { pino } from 'pino'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import type { Database } from '../../src/database/database.js'
import { type Queryable, transaction } from '../../src/database/transaction.js'
import { DeliveryQueue } from '../../src/queue/delivery-queue.js'
import type { NewDeliveryJob } from '../../src/queue/job.js'
import { databases, type TestDatabases } from '../databases.js'
import { openDatabase } from '../open-database.js'

const logger = pino({ level: 'silent' })
const [webhookId, otherId] = [uuidv7(), uuidv7()]

describe.each(databases)('$name', ({ name, start }) => {
  let server: TestDatabases
  let database: Database
  let queue: DeliveryQueue
  let boss: PgBoss
  const lines: string[] = []
  beforeAll(async () => {
    server = await start()
    database = await openDatabase(await server.create())
    const on = vi.spyOn(PgBoss.prototype, 'on')
    queue = await DeliveryQueue.start(database, pino({}, { write: (line) => lines.push(line) }))
    boss = on.mock.contexts[0] as PgBoss
    on.mockRestore()
  })
  afterAll(async () => {
    await queue.stop()
    await database.close()
    await server.stop()
  })
  beforeEach(() => database.pool.query('DELETE FROM prompt_webhooks_queue.job_common'))

  test('an error or a warning of pg-boss is logged, and does not end the process', () => {
    boss.emit('error', new Error('no connection'))
    boss.emit('warning', { message: 'slow query', data: {} })
    expect(lines.join('')).toMatch(/queue maintenance failed.*\n.*slow query/)
  })

  const insert = (...jobs: Partial<NewDeliveryJob>[]) =>
    transaction(database.pool, (client) =>
      queue.insert(
        client,
        jobs.map((job) => ({ id: uuidv7(), sequence: 0, webhookId, ...job })),
      ),
    )
  const fetch = (count: number, ignored: readonly string[]) =>
    transaction(database.pool, (client) => queue.fetch(client, count, ignored))
  const states = async () => {
    const { rows } = await database.pool.query('SELECT state FROM prompt_webhooks_queue.job_common')
    return rows.map(({ state }) => state)
  }
  /** Fetches one job, and fetches it again for another worker, after the first has lost it. */
  async function lostJob() {
    await insert({})
    const [lost] = await fetch(1, [])
    await queue.takeOver(0)
    const [held] = await fetch(1, [])
    if (!lost || !held) throw new Error('expected the same job twice')
    expect(held.jobId).toBe(lost.jobId)
    return { lost, held }
  }

  test('a job is taken once, oldest first, with what it is about', async () => {
    const [first, second] = [uuidv7(), uuidv7()]
    await insert({ id: first, sequence: 7 })
    await insert({ id: second })
    expect(await fetch(1, [])).toMatchObject([{ id: first, sequence: 7, lane: webhookId }])
    expect(await fetch(10, [])).toMatchObject([{ id: second, sequence: 0 }])
    expect(await fetch(10, [])).toEqual([])
  })

  test('a job that is not due is not taken, and stays', async () => {
    await insert({ startAfter: new Date(Date.now() + 60_000) }, {})
    expect(await fetch(10, [])).toHaveLength(1)
    expect((await states()).sort()).toEqual(['active', 'created'])
  })

  test('ignored lanes are skipped, however long their backlog; what a person asks for has its own lane', async () => {
    await insert(...Array(2000).fill({}))
    await insert({ webhookId: otherId }, { urgent: true })
    const jobs = await fetch(10, [webhookId])
    expect(jobs.map(({ lane, isUrgent }) => [lane, isUrgent]).sort()).toEqual(
      [
        [otherId, false],
        [`${webhookId} urgent`, true],
      ].sort(),
    )
  })

  test('a job that is given back can be taken at once', async () => {
    await insert({})
    const [job] = await fetch(1, [])
    await queue.giveBack([job as NonNullable<typeof job>])
    expect(await fetch(1, [])).toMatchObject([{ jobId: job?.jobId }])
  })

  test('a worker that has lost a job can neither renew, return nor delete it', async () => {
    const { lost, held } = await lostJob()
    expect(await queue.touch([lost, held])).toEqual(new Set([held.jobId]))
    expect(await queue.touch([lost])).toEqual(new Set())
    await queue.giveBack([lost])
    await transaction(database.pool, (client) => queue.remove(client, [lost]))
    expect(await states()).toEqual(['active'])
    await transaction(database.pool, (client) => queue.remove(client, [held]))
    expect(await states()).toEqual([])
  })

  test('the time of a job is when it was asked for, however long the database took', async () => {
    vi.useFakeTimers({ toFake: ['performance'] })
    onTestFinished(() => void vi.useRealTimers())
    await insert({})
    const askedAt = performance.now()
    const slow: Queryable = {
      async query(text, values) {
        vi.advanceTimersByTime(3000)
        return database.pool.query(text, values)
      },
    }
    expect(await queue.fetch(slow, 1, [])).toMatchObject([{ fetchedAt: askedAt }])
  })

  test('a job is taken over after five seconds without a sign of life, and not before', async () => {
    await insert({})
    const [job] = await fetch(1, [])
    const age = (ms: number) =>
      database.pool.query(
        "UPDATE prompt_webhooks_queue.job_common SET heartbeat_on = now() - $1 * interval '1 millisecond'",
        [ms],
      )
    await age(4000)
    expect(await queue.takeOver()).toBe(0)
    await age(5001)
    expect((await queue.touch([job as NonNullable<typeof job>])).size).toBe(1)
    expect(await queue.takeOver()).toBe(0)
    await age(5001)
    expect(await queue.takeOver()).toBe(1)
    expect(await fetch(1, [])).toHaveLength(1)
  })

  test('jobs survive any number of crashes and any downtime', async () => {
    await insert({})
    const { rows } = await database.pool.query(
      `SELECT retry_limit, keep_until > now() + interval '60 years' AS kept FROM prompt_webhooks_queue.job_common`,
    )
    expect(rows).toEqual([{ retry_limit: 2_000_000_000, kept: true }])
  })

  test('inserting, taking and deleting belong to the transaction of the caller', async () => {
    await insert({})
    const [held] = await fetch(1, [])
    await insert({})
    const failing = transaction(database.pool, async (client) => {
      expect(await queue.fetch(client, 1, [])).toHaveLength(1)
      await queue.remove(client, [held as NonNullable<typeof held>])
      await queue.insert(client, [{ id: uuidv7(), sequence: 0, webhookId }])
      throw new Error('later statement')
    })
    await expect(failing).rejects.toThrow('later statement')
    expect((await states()).sort()).toEqual(['active', 'created'])
  })

  test('a start takes what a dead process held: at once if the database is embedded, else after the lease', async () => {
    // More than one statement takes.
    const count = 1001
    await insert(...Array(count).fill({}))
    expect(await fetch(count, [])).toHaveLength(count)
    await queue.stop()
    queue = await DeliveryQueue.start(database, logger)
    expect(await fetch(count, [])).toHaveLength(name === 'PGlite' ? count : 0)
  })
})
