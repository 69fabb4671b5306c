import type { Pool } from 'pg'
import PgBoss from 'pg-boss'
import type { Logger } from 'pino'
import { v7 as uuidv7 } from 'uuid'
import type { Database } from '../database/database.js'
import { type Queryable, transaction } from '../database/transaction.js'

const queueName = 'delivery'

/** The channel of the signal that new work may be in the queue. */
export const wakeChannel = 'prompt_webhooks_wake'

// pg-boss counts each crash as a retry, and deliveries must survive any number of crashes.
const retryLimit = 1_000_000

// pg-boss deletes jobs that wait longer than this. Deliveries must survive any downtime of the hub.
const retentionDays = 36_500

/**
 * The data of a job. The job is stale once the delivery has another sequence: it then has a newer job, or
 * needs none.
 */
export interface DeliveryJobData {
  /** The id of the delivery. */
  readonly id: string
  readonly sequence: number
}

/** A job that this process holds. */
export interface DeliveryJob extends DeliveryJobData {
  readonly jobId: string
}

/** The durable queue: pg-boss on the hub's own connections. */
export class DeliveryQueue {
  readonly #boss: PgBoss
  readonly #pool: Pool
  readonly #expireSeconds: number

  private constructor(boss: PgBoss, pool: Pool, expireSeconds: number) {
    this.#boss = boss
    this.#pool = pool
    this.#expireSeconds = expireSeconds
  }

  /** @param expireSeconds the time after which the jobs of a crashed worker go to others. */
  static async start(database: Database, expireSeconds: number, logger: Logger): Promise<DeliveryQueue> {
    const boss = new PgBoss({
      db: { executeSql: (text, values) => execute(database.pool, text, values) },
      schema: 'prompt_webhooks_queue',
      schedule: false,
      maintenanceIntervalSeconds: 1,
      retentionDays,
    })
    boss.on('error', (error) => logger.warn({ err: error }, 'queue maintenance failed'))
    await boss.start()
    await boss.createQueue(queueName, { name: queueName, retryLimit, retentionDays })
    const queue = new DeliveryQueue(boss, database.pool, expireSeconds)
    await queue.#analyze()
    return queue
  }

  /**
   * Gives the planner statistics about an empty job table. Without them it assumes that one job in 200 has
   * this queue's name, and reads all of them to find a few by id. Two jobs show it that all jobs have the
   * same name; they are not due, so that it selects due jobs by their time.
   */
  async #analyze(): Promise<void> {
    const ids = [uuidv7(), uuidv7()]
    const jobs = ids.map((id) => ({ id, name: queueName, startAfter: '9999-01-01T00:00:00Z' }))
    // Removed in the same transaction, so that no worker ever sees them.
    await transaction(this.#pool, async (client) => {
      await this.#boss.insert(jobs, within(client))
      await client.query('ANALYZE prompt_webhooks_queue.job')
      await this.remove(client, ids)
    })
  }

  /** Inserts jobs in the caller's transaction. */
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

  /** Deletes jobs in the caller's transaction. */
  async remove(client: Queryable, jobIds: readonly string[]): Promise<void> {
    if (!jobIds.length) return
    await this.#boss.deleteJob(queueName, [...jobIds], within(client))
  }

  /**
   * Takes up to `batchSize` due jobs. This process then holds them until they are removed, given back, or
   * expire.
   */
  async fetch(batchSize: number): Promise<DeliveryJob[]> {
    // pg-boss reports a database error as "no jobs".
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

  /** Returns jobs to the queue, so that another worker can take them at once. */
  async giveBack(jobIds: readonly string[]): Promise<void> {
    if (jobIds.length) await this.#boss.fail(queueName, [...jobIds])
  }

  /** The number of waiting jobs, due or scheduled. */
  async size(): Promise<number> {
    return this.#boss.getQueueSize(queueName)
  }

  async stop(): Promise<void> {
    await this.#boss.stop({ graceful: false, close: false })
  }
}

/** Makes pg-boss run its statement in the caller's transaction. */
function within(client: Queryable) {
  return { db: { executeSql: (text: string, values: unknown[]) => client.query(text, values) } }
}

/** Runs SQL of pg-boss: one statement with values, or several without. */
async function execute(pool: Pool, text: string, values?: unknown[]): Promise<{ rows: never[] }> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    return (await client.query(text, values)) as { rows: never[] }
  } catch (error) {
    // Scripts of several statements open their own transaction, which must not stay open on the connection.
    await client.query('ROLLBACK').catch((failure: Error) => {
      broken = failure
    })
    throw error
  } finally {
    client.release(broken)
  }
}
