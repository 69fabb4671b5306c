import { setTimeout as sleep } from 'node:timers/promises'

/** What an item weighs, and how heavy a batch may be. A heavier item is a batch by itself. */
export interface Weight<Item> {
  readonly of: (item: Item) => number
  readonly max: number
}

/**
 * Runs one batch at a time; items added while it runs form the next one. When each batch is a transaction,
 * the database is kept busy and the batches grow with the load.
 */
export class Coalescer<Item, Result> {
  readonly #run: (items: readonly Item[]) => Promise<readonly Result[]>
  readonly #maxItems: number
  readonly #maxRestMs: number
  readonly #weight: Weight<Item>
  #waiting: { item: Item; resolve: (result: Result) => void; reject: (error: unknown) => void }[] = []
  #running: Promise<void> | undefined
  #lastMs = 0
  #rest = new AbortController()

  /**
   * @param run returns one result per item, in order. If it throws, every item of the batch is rejected with
   * the error.
   * @param maxItems the largest batch.
   * @param maxRestMs before each batch, waits as long as the last one took, but at most this long, to collect
   * more items. A full batch does not wait.
   * @param weight bounds batches of items that differ in how much work they are.
   */
  constructor(
    run: (items: readonly Item[]) => Promise<readonly Result[]>,
    maxItems: number,
    maxRestMs = 0,
    weight: Weight<Item> = { of: () => 0, max: 0 },
  ) {
    this.#run = run
    this.#maxItems = maxItems
    this.#maxRestMs = maxRestMs
    this.#weight = weight
  }

  add(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject })
      this.#running ??= this.#drain()
      if (this.#isFull && !this.#rest.signal.aborted) this.#rest.abort()
    })
  }

  /** Items that wait for a batch. */
  get waiting(): number {
    return this.#waiting.length
  }

  get #isFull(): boolean {
    return this.#waiting.length >= this.#maxItems
  }

  /** Resolves when no item is waiting or being processed. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running
  }

  async #drain(): Promise<void> {
    // Lets items that are added in the same tick join the first batch.
    await undefined
    while (this.#waiting.length) {
      await this.#collect()
      const batch = this.#waiting.splice(0, this.#nextSize())
      const started = performance.now()
      try {
        const results = await this.#run(batch.map(({ item }) => item))
        for (const [index, { resolve }] of batch.entries()) resolve(results[index] as Result)
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
      this.#lastMs = performance.now() - started
    }
    this.#running = undefined
  }

  /** How many of the waiting items are the next batch. */
  #nextSize(): number {
    let size = 0
    let weight = 0
    for (const { item } of this.#waiting) {
      weight += this.#weight.of(item)
      if (size === this.#maxItems || (size > 0 && weight > this.#weight.max)) break
      size++
    }
    return size
  }

  async #collect(): Promise<void> {
    if (!this.#maxRestMs || this.#isFull) return
    this.#rest = new AbortController()
    const restMs = Math.min(this.#lastMs, this.#maxRestMs)
    await sleep(restMs, undefined, { signal: this.#rest.signal }).catch(() => {})
  }
}
