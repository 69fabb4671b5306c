import type { Logger } from 'pino'
import type { Signals } from './database/database.js'
import type { Delivery } from './delivery.js'

const channel = 'prompt_webhooks_changes'
const gatherMs = 100
// A Postgres notification holds at most 8,000 bytes, and each id takes 37.
const maxIds = 200

/**
 * Notifies every process of deliveries that have changed. Of a burst, only the latest `maxIds` are announced.
 */
export class Changes {
  readonly #signals: Signals
  readonly #load: (ids: readonly string[]) => Promise<Delivery[]>
  readonly #logger: Logger
  readonly #listeners = new Set<(deliveries: readonly Delivery[]) => void>()
  readonly #gathered = new Set<string>()
  readonly #unlisten: () => void
  #timer: NodeJS.Timeout | undefined

  constructor(signals: Signals, load: (ids: readonly string[]) => Promise<Delivery[]>, logger: Logger) {
    this.#signals = signals
    this.#load = load
    this.#logger = logger
    this.#unlisten = signals.on(channel, (payload) => this.#tell(payload.split(',')))
  }

  add(ids: readonly string[]): void {
    for (const id of ids) {
      // Moves the id to the end, so that the most recent changes are the ones that are sent.
      this.#gathered.delete(id)
      this.#gathered.add(id)
    }
    this.#timer ??= setTimeout(() => this.#send(), gatherMs)
  }

  subscribe(listener: (deliveries: readonly Delivery[]) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#unlisten()
    this.#listeners.clear()
  }

  #send(): void {
    this.#timer = undefined
    const ids = [...this.#gathered].slice(-maxIds)
    this.#gathered.clear()
    if (ids.length) this.#signals.send(channel, ids.join(','))
  }

  #tell(ids: readonly string[]): void {
    if (!this.#listeners.size) return
    this.#load(ids).then(
      (deliveries) => {
        for (const listener of this.#listeners) listener(deliveries)
      },
      (error) => this.#logger.warn({ err: error }, 'could not load changed deliveries for live pages'),
    )
  }
}
