import type { Pool } from 'pg'
import { type JobAttempt, PgBoss } from 'pg-boss'
import type { Logger } from 'pino'
import { v7 as uuidv7 } from 'uuid'
import type { Database } from '../database/database.js'
import { rowsOf } from '../database/rows.js'
import { onConnection, type Queryable, transaction } from '../database/transaction.js'
import { type DeliveryJob, isUrgentLane, type JobData, laneOf, type NewDeliveryJob } from './job.js'

const schema = 'prompt_webhooks_queue'
const queueName = 'delivery'

/**
 * Milliseconds for which a process holds a job without a sign of life. It is short, because deliveries of a
 * killed process wait for it, and long enough for three signs of life on a busy machine.
 */
export const leaseMs = 5000

// pg-boss counts each return to the queue as a retry and deletes jobs that wait for too long. Deliveries must
// survive any number of crashes and any downtime, so both limits are close to the largest integer of
// Postgres: a count, and seconds.
const retryLimit = 2_000_000_000
const retentionSeconds = 2_000_000_000
// The longest that pg-boss allows. Leases decide when a job is lost, not its duration.
const expireInSeconds = 86_400
// Jobs per statement, so that no statement holds its locks for long.
const maxTakenOver = 1000

/** The durable queue: pg-boss on the hub's own connections. */
export class DeliveryQueue {
  readonly #boss: PgBoss
  readonly #pool: Pool

  private constructor(boss: PgBoss, pool: Pool) {
    this.#boss = boss
    this.#pool = pool
  }

  static async start({ pool, kind }: Database, logger: Logger): Promise<DeliveryQueue> {
    const boss = new PgBoss({
      // Its scripts of several statements open a transaction, which must not stay open if one of them fails.
      db: { executeSql: (text, values) => onConnection(pool, (client) => client.query(text, values)) },
      backend: kind,
      schema,
      schedule: false,
      registerInstance: false,
      openTelemetry: { enabled: false },
      // Only Postgres needs its maintenance, which rebuilds bloated indexes: the hub deletes finished jobs,
      // and returns lost ones, itself.
      supervise: kind === 'postgres',
      // No warning about a backlog, which the metrics show.
      warningQueueSize: retentionSeconds,
      // The hub has one queue, which never changes, and no flows: pg-boss looks for both as rarely as it can.
      queueCacheIntervalSeconds: expireInSeconds,
      flowIntervalSeconds: expireInSeconds,
    })
    boss.on('error', (error) => logger.warn({ err: error }, 'queue maintenance failed'))
    boss.on('warning', ({ message, data }) => logger.warn({ data }, `queue: ${message}`))
    await boss.start()
    const limits = { retryLimit, retentionSeconds, expireInSeconds }
    await boss.createQueue(queueName, limits)
    // Creating a queue that exists changes nothing.
    await boss.updateQueue(queueName, limits)
    const queue = new DeliveryQueue(boss, pool)
    await queue.#analyze()
    // No other process can have the embedded database open, so the process that held these jobs is gone.
    if (kind === 'pglite') while ((await queue.takeOver(0)) === maxTakenOver);
    return queue
  }

  /**
   * Gives the planner statistics about an empty job table. Without them it assumes that one job in 200 has
   * this queue's name, and reads all of them to find a few by id. Two jobs show it that all jobs have the
   * same name; they are not due, so that it selects due jobs by their time.
   */
  async #analyze(): Promise<void> {
    const jobs = [uuidv7(), uuidv7()].map((id) => ({
      id,
      startAfter: '9999-01-01T00:00:00Z',
      group: { id: 'none' },
    }))
    const ids = jobs.map(({ id }) => id)
    // Removed in the same transaction, so that no worker ever sees them.
    await transaction(this.#pool, async (client) => {
      await this.#boss.insert(queueName, jobs, within(client))
      await client.query(`ANALYZE ${schema}.job_common`)
      await this.#boss.deleteJob(queueName, ids, within(client))
    })
  }

  /**
   * Inserts jobs in the caller's transaction. Whatever inserts a job for a delivery, or ends the delivery,
   * must increment its sequence in the same transaction: an older job is then stale, and nobody has to find
   * it.
   */
  async insert(client: Queryable, jobs: readonly NewDeliveryJob[]): Promise<void> {
    if (!jobs.length) return
    const inserts = jobs.map(({ id, sequence, webhookId, startAfter, urgent = false }) => ({
      id: uuidv7(),
      data: { id, sequence } satisfies JobData,
      group: { id: laneOf(webhookId, urgent) },
      ...(startAfter ? { startAfter } : {}),
    }))
    await this.#boss.insert(queueName, inserts, within(client))
  }

  /** Deletes jobs in the caller's transaction, except those that this process has lost. */
  async remove(client: Queryable, jobs: readonly DeliveryJob[]): Promise<void> {
    if (jobs.length) await this.#boss.deleteJob(queueName, jobs.map(attemptOf), within(client))
  }

  /**
   * Takes up to `batchSize` due jobs in the caller's transaction, none of them from the ignored lanes. This
   * process then holds them until they are removed, given back, or not touched for `leaseMs`.
   */
  async fetch(client: Queryable, batchSize: number, ignoredLanes: readonly string[]): Promise<DeliveryJob[]> {
    const fetchedAt = performance.now()
    const jobs = await this.#boss.fetch<JobData>(queueName, {
      batchSize,
      ignoreGroups: [...ignoredLanes],
      ...within(client),
    })
    return jobs.map(({ id, retryCount, groupId, data }) => {
      const lane = groupId as string
      return { ...data, jobId: id, fetchedAt, retryCount, lane, isUrgent: isUrgentLane(lane) }
    })
  }

  /** Renews the lease of jobs. Returns the ids of those that this process still holds. */
  async touch(jobs: readonly DeliveryJob[]): Promise<Set<string>> {
    if (!jobs.length) return new Set()
    // The types of pg-boss lack the ids.
    const { settled }: { settled?: string[] } = await this.#boss.touch(queueName, jobs.map(attemptOf))
    return new Set(settled)
  }

  /** Returns jobs to the queue, so that any worker can take them at once, except those already lost. */
  async giveBack(jobs: readonly DeliveryJob[]): Promise<void> {
    if (jobs.length) await this.#boss.fail(queueName, jobs.map(attemptOf))
  }

  /** Returns jobs that nobody has touched for `untouchedMs` to the queue. Returns how many. */
  async takeOver(untouchedMs = leaseMs): Promise<number> {
    const lost = await rowsOf<JobAttempt>(
      this.#pool,
      `SELECT id, retry_count AS "retryCount" FROM ${schema}.job_common
       WHERE name = $1 AND state = 'active' AND heartbeat_on <= now() - $2 * interval '1 millisecond'
       LIMIT ${maxTakenOver}`,
      [queueName, untouchedMs],
    )
    if (lost.length) await this.#boss.fail(queueName, lost)
    return lost.length
  }

  async stop(): Promise<void> {
    await this.#boss.stop({ graceful: false, close: false })
  }
}

/** With the count, pg-boss leaves a job alone that another process has taken in the meantime. */
function attemptOf({ jobId, retryCount }: DeliveryJob): JobAttempt {
  return { id: jobId, retryCount }
}

/** Makes pg-boss run its statement in the caller's transaction. */
function within(client: Queryable) {
  return { db: { executeSql: (text: string, values?: unknown[]) => client.query(text, values) } }
}
