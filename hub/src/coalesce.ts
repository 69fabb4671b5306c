import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Runs one batch at a time; items added while it runs form the next one. When each batch is a transaction,
 * the database is kept busy and the batches grow with the load.
 */
export class Coalescer<Item, Result> {
  readonly #run: (items: readonly Item[]) => Promise<readonly Result[]>
  readonly #maxItems: number
  readonly #maxRestMs: number
  #waiting: { item: Item; resolve: (result: Result) => void; reject: (error: unknown) => void }[] = []
  #running: Promise<void> | undefined

  /**
   * @param run returns one result per item, in order. If it throws, every item of the batch is rejected with
   * the error.
   * @param maxItems the largest batch.
   * @param maxRestMs after each batch, waits as long as the batch took, but at most this long, so that the
   * next one collects more items. Skipped when the next batch is already full.
   */
  constructor(run: (items: readonly Item[]) => Promise<readonly Result[]>, maxItems: number, maxRestMs = 0) {
    this.#run = run
    this.#maxItems = maxItems
    this.#maxRestMs = maxRestMs
  }

  add(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject })
      this.#running ??= this.#drain()
    })
  }

  /** Items that wait for a batch. */
  get waiting(): number {
    return this.#waiting.length
  }

  /** Resolves when no item is waiting or being processed. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running
  }

  async #drain(): Promise<void> {
    // Lets items that are added in the same tick join the first batch.
    await undefined
    while (this.#waiting.length) {
      const batch = this.#waiting.splice(0, this.#maxItems)
      const started = performance.now()
      try {
        const results = await this.#run(batch.map(({ item }) => item))
        for (const [index, { resolve }] of batch.entries()) resolve(results[index] as Result)
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
      if (this.#maxRestMs && this.#waiting.length < this.#maxItems) {
        await sleep(Math.min(performance.now() - started, this.#maxRestMs))
      }
    }
    this.#running = undefined
  }
}
