import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Runs one batch at a time: what comes while a batch runs makes up the next. So a transaction for each is as many transactions as the
 * database can do.
 */
export class Coalescer<Item, Result> {
  readonly #run: (items: readonly Item[]) => Promise<readonly Result[]>
  readonly #mostItems: number
  readonly #mostRestMs: number
  #waiting: { item: Item; resolve: (result: Result) => void; reject: (error: unknown) => void }[] = []
  #running: Promise<void> | undefined

  /**
   * @param run gives a result for each item, in order. Its failure is that of each of its items.
   * @param mostRestMs after a batch it rests for as long as that took, so that more comes together, but no longer than this, and not when
   * the next batch is full.
   */
  constructor(
    run: (items: readonly Item[]) => Promise<readonly Result[]>,
    mostItems: number,
    mostRestMs = 0,
  ) {
    this.#run = run
    this.#mostItems = mostItems
    this.#mostRestMs = mostRestMs
  }

  add(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject })
      this.#running ??= this.#drain()
    })
  }

  /** How many items are in no batch yet. */
  get waiting(): number {
    return this.#waiting.length
  }

  /** Resolves when nothing waits or runs. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running
  }

  async #drain(): Promise<void> {
    // What is added in the same turn is in the first batch too.
    await undefined
    while (this.#waiting.length) {
      const batch = this.#waiting.splice(0, this.#mostItems)
      const started = performance.now()
      try {
        const results = await this.#run(batch.map(({ item }) => item))
        for (const [index, { resolve }] of batch.entries()) resolve(results[index] as Result)
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
      if (this.#mostRestMs && this.#waiting.length < this.#mostItems) {
        await sleep(Math.min(performance.now() - started, this.#mostRestMs))
      }
    }
    this.#running = undefined
  }
}
