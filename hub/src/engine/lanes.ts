import type { DueDelivery } from './due-delivery.js'

export interface LaneLimits {
  /** Attempts at a time, of all webhooks. */
  readonly concurrency: number
  /** Attempts at a time of one webhook. */
  readonly concurrencyPerWebhook: number
}

interface Lane {
  // The longest held first.
  readonly waiting: DueDelivery[]
  running: number
  isFailing: boolean
}

/** Deliveries that this process holds: a lane for each webhook, so that a slow one delays only its own. */
export class Lanes {
  readonly #limits: LaneLimits
  // In the order in which they are served next.
  readonly #lanes = new Map<string, Lane>()
  #waiting = 0
  #running = 0

  constructor(limits: LaneLimits) {
    this.#limits = limits
  }

  get waiting(): number {
    return this.#waiting
  }

  get running(): number {
    return this.#running
  }

  get hasFreeSlots(): boolean {
    return this.#running < this.#limits.concurrency
  }

  waitingFor(webhookId: string): number {
    return this.#lanes.get(webhookId)?.waiting.length ?? 0
  }

  add(due: DueDelivery): void {
    const lane = this.#lanes.get(due.webhookId) ?? { waiting: [], running: 0, isFailing: false }
    this.#lanes.set(due.webhookId, lane)
    lane.waiting.push(due)
    lane.isFailing = due.isFailing
    this.#waiting++
  }

  /** The next delivery to attempt, which counts as running from now on; undefined if there is none, or no room. */
  take(): DueDelivery | undefined {
    if (!this.hasFreeSlots) return undefined
    for (const [webhookId, lane] of this.#lanes) {
      const due = lane.running < this.#mostOf(lane) ? lane.waiting.shift() : undefined
      if (!due) continue
      lane.running++
      this.#running++
      this.#waiting--
      // Served last from now on.
      this.#lanes.delete(webhookId)
      this.#lanes.set(webhookId, lane)
      return due
    }
    return undefined
  }

  /** An attempt has failed; it runs on until it is released. */
  fail(webhookId: string): void {
    const lane = this.#lanes.get(webhookId)
    if (lane) lane.isFailing = true
  }

  /** An attempt has ended. */
  release(webhookId: string, failed: boolean): void {
    const lane = this.#lanes.get(webhookId)
    if (!lane) return
    lane.running--
    lane.isFailing = failed
    this.#running--
    if (!lane.running && !lane.waiting.length) this.#lanes.delete(webhookId)
  }

  /** Takes out what waits for longer than since then; all of it unless told. */
  takeWaiting(since = Number.POSITIVE_INFINITY): DueDelivery[] {
    const taken: DueDelivery[] = []
    for (const [webhookId, { waiting, running }] of this.#lanes) {
      const young = waiting.findIndex(({ heldSince }) => heldSince >= since)
      taken.push(...waiting.splice(0, young < 0 ? waiting.length : young))
      if (!waiting.length && !running) this.#lanes.delete(webhookId)
    }
    this.#waiting -= taken.length
    return taken
  }

  /** Takes out what waits for a webhook. */
  takeWaitingOf(webhookId: string): DueDelivery[] {
    const lane = this.#lanes.get(webhookId)
    const taken = lane?.waiting.splice(0) ?? []
    if (lane?.running === 0) this.#lanes.delete(webhookId)
    this.#waiting -= taken.length
    return taken
  }

  // While one fails, one attempt at a time tells whether it is well again.
  #mostOf({ isFailing }: Lane): number {
    return isFailing ? 1 : this.#limits.concurrencyPerWebhook
  }
}
