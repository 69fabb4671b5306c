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

/** Records a batch, all of it or nothing. */
type RecordBatch = (items: readonly Acknowledgement[]) => Promise<void>

/** Records acknowledgements in batches, and tries again until the database accepts them. */
export class Recorder {
  readonly #record: RecordBatch
  readonly #logger: Logger
  readonly #signal: AbortSignal
  readonly #coalescer: Coalescer<Acknowledgement, undefined>

  /** @param signal from its abort on, each batch is tried only once more. */
  constructor(record: RecordBatch, logger: Logger, signal: AbortSignal) {
    this.#record = record
    this.#logger = logger
    this.#signal = signal
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

  /** Resolves when no result is waiting or being recorded. */
  idle(): Promise<void> {
    return this.#coalescer.idle()
  }

  async #recordSurely(items: readonly Acknowledgement[]): Promise<undefined[]> {
    for (let tries = 0; ; tries++) {
      try {
        await this.#record(items)
        return []
      } catch (error) {
        if (this.#signal.aborted) throw error
        this.#logger.warn({ err: error, tries }, 'could not record attempts; trying again')
        await sleep(Math.min(retryMs.first * 2 ** tries, retryMs.max))
      }
    }
  }
}
