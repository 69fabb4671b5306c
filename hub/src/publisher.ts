import type { Pool } from 'pg'
import { Acceptor } from './acceptor.js'
import { known } from './check-options.js'
import type { Queryable } from './database/transaction.js'
import { IdempotencyConflictError } from './errors.js'
import type { PublishOptions } from './hub.js'
import { checkIdempotencyKey } from './idempotency-key.js'
import type { Publication } from './published-event.js'
import type { DeliveryQueue } from './queue/delivery-queue.js'
import { readEvents } from './read-events.js'
import { type Acceptance, acceptSubmissions, type Submission } from './store/publish.js'
import type { Waker } from './waker.js'

export interface PublisherDependencies {
  readonly pool: Pool
  readonly queue: DeliveryQueue
  readonly waker: Waker
  /** Called with the number of events that were accepted, and the ids of their deliveries. */
  readonly onAccepted: (events: number, deliveryIds: readonly string[]) => void
}

/** Accepts events: many calls to `publish` share a transaction. */
export class Publisher {
  readonly #dependencies: PublisherDependencies
  readonly #acceptor: Acceptor

  constructor(dependencies: PublisherDependencies) {
    this.#dependencies = dependencies
    this.#acceptor = new Acceptor(dependencies.pool, dependencies.queue)
  }

  /** See `Hub.publish`. Returns one publication for an event, and a list for a list. */
  async publish(value: unknown, options: PublishOptions = {}) {
    const { idempotencyKey, client } = known('publish', options)
    const submission = { events: readEvents(value), idempotencyKey: checkIdempotencyKey(idempotencyKey) }
    const acceptance = client
      ? await this.#acceptWithin(client as Queryable, submission)
      : await this.#acceptor.add(submission)
    if (acceptance === 'conflict') {
      throw new IdempotencyConflictError('This idempotency key was already used for different events')
    }
    const { publications, isRepeat } = acceptance
    if (!isRepeat) {
      const deliveryIds = publications.flatMap((each) => each.deliveryIds)
      if (deliveryIds.length) this.#dependencies.waker.wake()
      this.#dependencies.onAccepted(publications.length, deliveryIds)
    }
    return Array.isArray(value) ? [...publications] : (publications[0] as Publication)
  }

  /** Waits for events that are being accepted. */
  idle(): Promise<void> {
    return this.#acceptor.idle()
  }

  async #acceptWithin(client: Queryable, submission: Submission): Promise<Acceptance> {
    const { queue, waker } = this.#dependencies
    await requireTransaction(client)
    const [acceptance] = await acceptSubmissions(client, queue, [submission])
    // Postgres sends the signal when the caller commits.
    await client.query(waker.statement.text, waker.statement.values)
    return acceptance as Acceptance
  }
}

// "There is no active SQL transaction": each statement would be committed by itself.
const noTransaction = '25P01'

/** @throws {TypeError} if the client has no open transaction. */
async function requireTransaction(client: Queryable): Promise<void> {
  try {
    // The one harmless statement that Postgres refuses outside of a transaction.
    await client.query('SAVEPOINT prompt_webhooks')
    await client.query('RELEASE SAVEPOINT prompt_webhooks')
  } catch (error) {
    if ((error as { code?: string }).code !== noTransaction) throw error
    const message =
      'client: expected a client with an open transaction. Run BEGIN on it first, and COMMIT after'
    throw new TypeError(message, { cause: error })
  }
}
