import type { Pool } from 'pg'
import { Coalescer } from './coalesce.js'
import { lockNotAvailable } from './database/error-kinds.js'
import { retryTransient } from './database/retry-transient.js'
import { plannedTransaction } from './database/transaction.js'
import type { DeliveryQueue } from './queue/delivery-queue.js'
import { type Acceptance, acceptSubmissions, KeyHeldError, type Submission } from './store/publish.js'

// Calls to `publish` per transaction: enough to share its cost, few enough to answer the first of them soon.
const maxSubmissions = 200
// Events per transaction, of all its calls: as many as one call may have.
const maxEvents = 1000
// Milliseconds that a transaction waits for another one that holds one of its keys. Another process that
// accepts the same key takes less. A caller's own transaction may take any time.
const keyWaitMs = 200
// Milliseconds after which a submission whose key is held fails: as long as any statement may take.
const maxWaitMs = 20_000

/**
 * Accepts submissions, many of them in each transaction. One whose idempotency key an open transaction holds
 * waits for that by itself, so that no other submission does.
 */
export class Acceptor {
  readonly #pool: Pool
  readonly #queue: DeliveryQueue
  readonly #together: Coalescer<Submission, Acceptance | 'key held'>
  // One after the other, so that any number of them wait on one connection.
  readonly #alone: Coalescer<Submission, Acceptance | 'key held'>
  // By their keys. Others with the same key wait for them, and not in the database.
  readonly #waiting = new Map<string, Promise<Acceptance>>()
  readonly #adding = new Set<Promise<Acceptance>>()

  constructor(pool: Pool, queue: DeliveryQueue) {
    this.#pool = pool
    this.#queue = queue
    this.#together = new Coalescer((submissions) => this.#accept(submissions), maxSubmissions, 0, {
      of: ({ events }) => events.length,
      max: maxEvents,
    })
    this.#alone = new Coalescer((submissions) => this.#accept(submissions), 1)
  }

  /** @throws {Error} if another transaction holds the key for too long. */
  add(submission: Submission): Promise<Acceptance> {
    const adding = this.#add(submission).finally(() => this.#adding.delete(adding))
    this.#adding.add(adding)
    return adding
  }

  /** Resolves when nothing is being accepted. */
  async idle(): Promise<void> {
    while (this.#adding.size) await Promise.allSettled(this.#adding)
  }

  async #add(submission: Submission): Promise<Acceptance> {
    // No key is empty.
    const { idempotencyKey: key = '' } = submission
    await this.#waiting.get(key)
    const acceptance = await this.#together.add(submission)
    if (acceptance !== 'key held') return acceptance
    // Another one of the same batch, with the same key.
    if (this.#waiting.has(key)) return this.#add(submission)
    const waiting = this.#wait(submission).finally(() => this.#waiting.delete(key))
    this.#waiting.set(key, waiting)
    return waiting
  }

  async #wait(submission: Submission): Promise<Acceptance> {
    const until = performance.now() + maxWaitMs
    do {
      const acceptance = await this.#alone.add(submission)
      if (acceptance !== 'key held') return acceptance
    } while (performance.now() < until)
    const message =
      'Idempotency-Key: a transaction that has not ended uses this key. Publish again with the same key'
    throw Object.assign(new Error(message), { code: lockNotAvailable })
  }

  async #accept(submissions: readonly Submission[]): Promise<(Acceptance | 'key held')[]> {
    const others = submissions.filter(({ idempotencyKey }) => idempotencyKey === undefined)
    if (others.length === submissions.length) return this.#transact(submissions)
    try {
      return await this.#transact(submissions, keyWaitMs)
    } catch (error) {
      if (!(error instanceof KeyHeldError)) throw error
      const accepted = others.length ? await this.#transact(others) : []
      const acceptances = new Map(others.map((submission, index) => [submission, accepted[index]]))
      return submissions.map((submission) => acceptances.get(submission) ?? 'key held')
    }
  }

  #transact(submissions: readonly Submission[], keyWaitMs?: number): Promise<Acceptance[]> {
    return retryTransient(() =>
      plannedTransaction(this.#pool, (client) =>
        acceptSubmissions(client, this.#queue, submissions, keyWaitMs),
      ),
    )
  }
}
