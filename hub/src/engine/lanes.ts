import type { DueDelivery } from './due-delivery.js'

export interface LaneLimits {
  /** Max attempts at a time, across all webhooks. */
  readonly concurrency: number
  /** Max attempts at a time to one webhook. */
  readonly concurrencyPerWebhook: number
}

interface Lane {
  // Oldest first.
  readonly waiting: DueDelivery[]
  running: number
  isFailing: boolean
}

/**
 * The deliveries that this process holds, in one lane per webhook, so that a slow endpoint delays only its
 * own.
 */
export class Lanes {
  readonly #limits: LaneLimits
  // In the order in which they are served: round robin.
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

  /**
   * Takes the next delivery to attempt and counts it as running. Returns undefined if nothing can run now.
   */
  take(): DueDelivery | undefined {
    if (!this.hasFreeSlots) return undefined
    for (const [webhookId, lane] of this.#lanes) {
      const due = lane.running < this.#maxOf(lane) ? lane.waiting.shift() : undefined
      if (!due) continue
      lane.running++
      this.#running++
      this.#waiting--
      // Moves the lane to the end of the order.
      this.#lanes.delete(webhookId)
      this.#lanes.set(webhookId, lane)
      return due
    }
    return undefined
  }

  /** Notes that an attempt has failed. It keeps its slot until it is released. */
  fail(webhookId: string): void {
    const lane = this.#lanes.get(webhookId)
    if (lane) lane.isFailing = true
  }

  /** Frees the slot of an attempt that has ended. */
  release(webhookId: string, failed: boolean): void {
    const lane = this.#lanes.get(webhookId)
    if (!lane) return
    lane.running--
    lane.isFailing = failed
    this.#running--
    if (!lane.running && !lane.waiting.length) this.#lanes.delete(webhookId)
  }

  /** Removes and returns waiting deliveries that were taken before `since`. Default: all of them. */
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

  /** Removes and returns all waiting deliveries of a webhook. */
  takeWaitingOf(webhookId: string): DueDelivery[] {
    const lane = this.#lanes.get(webhookId)
    const taken = lane?.waiting.splice(0) ?? []
    if (lane?.running === 0) this.#lanes.delete(webhookId)
    this.#waiting -= taken.length
    return taken
  }

  // A failing webhook gets one attempt at a time, which shows whether it has recovered.
  #maxOf({ isFailing }: Lane): number {
    return isFailing ? 1 : this.#limits.concurrencyPerWebhook
  }
}
