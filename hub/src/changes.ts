import type { Logger } from 'pino'
import type { Signals } from './database/database.js'
import type { Delivery } from './delivery.js'

const channel = 'prompt_webhooks_changes'
const gatherMs = 100
// A message of Postgres has 8,000 bytes at the most.
const mostIds = 200

/** Tells every process which deliveries have changed: of very many at once, the latest. */
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
      // Added last, kept last.
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
    const ids = [...this.#gathered].slice(-mostIds)
    this.#gathered.clear()
    if (ids.length) this.#signals.send(channel, ids.join(','))
  }

  #tell(ids: readonly string[]): void {
    if (!this.#listeners.size) return
    this.#load(ids).then(
      (deliveries) => {
        for (const listener of this.#listeners) listener(deliveries)
      },
      (error) => this.#logger.warn({ err: error }, 'changes were not shown'),
    )
  }
}
