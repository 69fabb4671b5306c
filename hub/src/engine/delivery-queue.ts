import type { Pool } from 'pg'
import PgBoss from 'pg-boss'
import type { Logger } from 'pino'
import { v7 as uuidv7 } from 'uuid'
import type { Database } from '../database/database.js'
import { type Queryable, transaction } from '../database/transaction.js'

const queueName = 'delivery'

/** Says that there may be work, to every process. */
export const wakeChannel = 'prompt_webhooks_wake'

// Each crash eats one.
const retryLimit = 1_000_000

// pg-boss throws away what waits longer than this. A delivery must wait however long the hub is off.
const retentionDays = 36_500

/** What a job is made of. It is stale as soon as the delivery has another sequence: there is then another job, or no need of one. */
export interface DeliveryJobData {
  /** The delivery's. */
  readonly id: string
  readonly sequence: number
}

/** A job that this process holds. */
export interface DeliveryJob extends DeliveryJobData {
  readonly jobId: string
}

/** The durable queue: pg-boss, on the hub's own connections. */
export class DeliveryQueue {
  readonly #boss: PgBoss
  readonly #pool: Pool
  readonly #expireSeconds: number

  private constructor(boss: PgBoss, pool: Pool, expireSeconds: number) {
    this.#boss = boss
    this.#pool = pool
    this.#expireSeconds = expireSeconds
  }

  /** @param expireSeconds a crashed worker's jobs are given to others after so long. */
  static async start(database: Database, expireSeconds: number, logger: Logger): Promise<DeliveryQueue> {
    const boss = new PgBoss({
      db: { executeSql: (text, values) => execute(database.pool, text, values) },
      schema: 'prompt_webhooks_queue',
      schedule: false,
      maintenanceIntervalSeconds: 1,
      retentionDays,
    })
    boss.on('error', (error) => logger.warn({ err: error }, 'the maintenance of the queue failed'))
    await boss.start()
    await boss.createQueue(queueName, { name: queueName, retryLimit, retentionDays })
    const queue = new DeliveryQueue(boss, database.pool, expireSeconds)
    await queue.#analyze()
    return queue
  }

  /**
   * A planner that knows nothing takes jobs of this queue's name for one in 200, and reads them all to find a few by their ids. Two jobs are enough to
   * tell it that all have the same. They are not due, so that it looks for the few that are by their time.
   */
  async #analyze(): Promise<void> {
    const ids = [uuidv7(), uuidv7()]
    const jobs = ids.map((id) => ({ id, name: queueName, startAfter: '9999-01-01T00:00:00Z' }))
    // Nobody else ever sees them.
    await transaction(this.#pool, async (client) => {
      await this.#boss.insert(jobs, within(client))
      await client.query('ANALYZE prompt_webhooks_queue.job')
      await this.remove(client, ids)
    })
  }

  /** Puts jobs in, within the caller's transaction. */
  async insert(
    client: Queryable,
    jobs: readonly (DeliveryJobData & { readonly startAfter?: Date | undefined })[],
  ): Promise<void> {
    if (!jobs.length) return
    const inserts = jobs.map(({ id, sequence, startAfter }) => ({
      name: queueName,
      data: { id, sequence },
      expireInSeconds: this.#expireSeconds,
      ...(startAfter ? { startAfter: startAfter.toISOString() } : {}),
    }))
    await this.#boss.insert(inserts, within(client))
  }

  /** Takes jobs out for good, within the caller's transaction. */
  async remove(client: Queryable, jobIds: readonly string[]): Promise<void> {
    if (!jobIds.length) return
    await this.#boss.deleteJob(queueName, [...jobIds], within(client))
  }

  /** Takes up to so many jobs that are due. */
  async fetch(batchSize: number): Promise<DeliveryJob[]> {
    // pg-boss takes every error of the database for "no jobs".
    let failure: unknown
    const db = {
      executeSql: (text: string, values: unknown[]) =>
        execute(this.#pool, text, values).catch((error) => {
          failure = error
          throw error
        }),
    }
    const jobs = await this.#boss.fetch<DeliveryJobData>(queueName, { batchSize, priority: false, db })
    if (failure) throw failure
    return jobs.map(({ id, data }) => ({ jobId: id, ...data }))
  }

  /** Gives jobs back, for another worker to take now. */
  async giveBack(jobIds: readonly string[]): Promise<void> {
    if (jobIds.length) await this.#boss.fail(queueName, [...jobIds])
  }

  /** How many jobs wait, due or not. */
  async size(): Promise<number> {
    return this.#boss.getQueueSize(queueName)
  }

  async stop(): Promise<void> {
    await this.#boss.stop({ graceful: false, close: false })
  }
}

/** Has pg-boss run a statement within the caller's transaction. */
function within(client: Queryable) {
  return { db: { executeSql: (text: string, values: unknown[]) => client.query(text, values) } }
}

/** Statements of pg-boss: one with values, or several without. */
async function execute(pool: Pool, text: string, values?: unknown[]): Promise<{ rows: never[] }> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    return (await client.query(text, values)) as { rows: never[] }
  } catch (error) {
    // The several begin a transaction of their own, which must not stay open on the connection.
    await client.query('ROLLBACK').catch((failure: Error) => {
      broken = failure
    })
    throw error
  } finally {
    client.release(broken)
  }
}
