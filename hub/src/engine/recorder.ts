import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { Coalescer } from '../coalesce.js'
import type { Acknowledgement } from '../due-delivery.js'

// Acknowledgements per transaction: more would be no faster, and hold locks for longer.
const maxBatch = 200
// Milliseconds to collect the next batch, at most: the latency of a result that nobody waits for.
const maxRestMs = 50
// Milliseconds between two tries to record a batch: doubled each time, up to `max`.
const retryMs = { first: 100, max: 5000 }

/** Records acknowledgements in batches, and tries again until the database accepts them. */
export class Recorder {
  readonly #record: (items: readonly Acknowledgement[]) => Promise<void>
  readonly #logger: Logger
  readonly #coalescer: Coalescer<Acknowledgement, undefined>
  #stopping = false

  /** @param record records a batch, all of it or nothing. */
  constructor(record: (items: readonly Acknowledgement[]) => Promise<void>, logger: Logger) {
    this.#record = record
    this.#logger = logger
    this.#coalescer = new Coalescer((items) => this.#recordSurely(items), maxBatch, maxRestMs)
  }

  /**
   * Whether no attempt should start, because a whole batch of results waits. Attempts that are not recorded
   * are repeated after a crash.
   */
  get isBehind(): boolean {
    return this.#coalescer.waiting >= maxBatch
  }

  /** Resolves when the acknowledgement is recorded, or cannot be because the process stops. */
  async add(acknowledgement: Acknowledgement): Promise<void> {
    await this.#coalescer.add(acknowledgement).catch((error) => {
      this.#logger.error({ err: error }, 'could not record an attempt; it will be repeated')
    })
  }

  /** Waits for results that are not recorded yet. From now on, each is tried only once more. */
  async stop(): Promise<void> {
    this.#stopping = true
    await this.#coalescer.idle()
  }

  async #recordSurely(items: readonly Acknowledgement[]): Promise<undefined[]> {
    for (let tries = 0; ; tries++) {
      try {
        await this.#record(items)
        return []
      } catch (error) {
        if (this.#stopping) throw error
        this.#logger.warn({ err: error, tries }, 'could not record attempts; trying again')
        await sleep(Math.min(retryMs.first * 2 ** tries, retryMs.max))
      }
    }
  }
}
