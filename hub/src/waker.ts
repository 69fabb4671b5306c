import { randomUUID } from 'node:crypto'
import type { Signals } from './database/database.js'

const channel = 'prompt_webhooks_wake'
// Milliseconds between two signals, at least: under load, one stands for many publishes.
const restMs = 10

/**
 * Tells workers that new work may be in the queue: the one in this process at once, all others by a signal.
 */
export class Waker {
  readonly #signals: Signals
  // What it sends, to tell its own signals from those of others.
  readonly #id = randomUUID()
  #wakeHere = () => {}
  #unlisten = () => {}
  #resting: NodeJS.Timeout | undefined
  #isDue = false

  constructor(signals: Signals) {
    this.#signals = signals
  }

  /** Calls the worker of this process for each wake, of this process or another. */
  connect(worker: () => void): void {
    this.#wakeHere = worker
    this.#unlisten = this.#signals.on(channel, (sender) => {
      if (sender !== this.#id) worker()
    })
  }

  wake(): void {
    this.#wakeHere()
    if (this.#resting) this.#isDue = true
    else this.#send()
  }

  /** Calls a listener for each wake, of this process or another. Returns a function that ends it. */
  subscribe(listener: () => void): () => void {
    return this.#signals.on(channel, listener)
  }

  /** The statement that wakes all workers when the transaction that runs it commits, and its values. */
  readonly statement = { text: 'SELECT pg_notify($1, $2)', values: [channel, ''] }

  stop(): void {
    this.#unlisten()
    this.#wakeHere = () => {}
    clearTimeout(this.#resting)
  }

  #send(): void {
    this.#isDue = false
    this.#signals.send(channel, this.#id)
    this.#resting = setTimeout(() => {
      this.#resting = undefined
      if (this.#isDue) this.#send()
    }, restMs)
  }
}
