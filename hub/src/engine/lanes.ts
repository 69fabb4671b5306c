import type { DueDelivery } from '../due-delivery.js'

export interface LaneLimits {
  /** Max attempts at a time, across all webhooks. */
  readonly concurrency: number
  /** Max attempts at a time to one webhook, unless it has its own limit. */
  readonly concurrencyPerWebhook: number
}

// Max waiting deliveries in one process, shared by its lanes: what it holds, others cannot attempt.
const maxWaiting = 1000
// The share of slots reserved for webhooks without a running attempt. Otherwise slow webhooks hold all of
// them, and another webhook's event waits until one of their attempts ends.
const shareForOthers = 0.1
// Waiting deliveries below which a process looks for more, at least: fast endpoints take about as many while
// a look and the results before it wait for the database.
const minWaiting = 200

interface Lane {
  // Oldest first.
  waiting: DueDelivery[]
  // Whether an attempt has ended since the last look that brought any. If none has, holding many would only
  // cost their leases.
  isMoving: boolean
  running: number
  limit: number
  isFailing: boolean
  readonly isUrgent: boolean
}

/**
 * The deliveries that this process holds, in one lane per webhook, so that a slow endpoint delays only its
 * own. What a person asks for has its own lane.
 */
export class Lanes {
  readonly #limits: LaneLimits
  // In the order in which they are served: round robin.
  readonly #lanes = new Map<string, Lane>()
  #ignored: ReadonlySet<string> = new Set()
  #running = 0

  constructor(limits: LaneLimits) {
    this.#limits = limits
  }

  get running(): number {
    return this.#running
  }

  get isEmpty(): boolean {
    return this.#lanes.size === 0
  }

  /** Whether deliveries of any lane end, so that many of them are worth fetching. */
  get isMoving(): boolean {
    return [...this.#lanes.values()].some((lane) => lane.isMoving)
  }

  /** The webhooks whose deliveries this process holds, except manually sent ones. */
  get webhookIds(): string[] {
    return [...this.#lanes].flatMap(([name, { isUrgent }]) => (isUrgent ? [] : [name]))
  }

  /** The waiting deliveries that a person asked for. */
  get urgent(): DueDelivery[] {
    return [...this.#lanes.values()].flatMap(({ isUrgent, waiting }) => (isUrgent ? waiting : []))
  }

  /**
   * Whether free slots would soon stay empty: few deliveries wait, or few that the limits let start. If
   * everything that waits counted, four slow webhooks would starve the others.
   */
  get needsMore(): boolean {
    const { concurrency } = this.#limits
    let waiting = 0
    let startable = 0
    for (const lane of this.#lanes.values()) {
      waiting += lane.waiting.length
      startable += Math.min(lane.waiting.length, this.#maxRunning(lane) - lane.running)
    }
    return waiting < Math.max(2 * concurrency, minWaiting) || startable < concurrency - this.#running
  }

  /**
   * The lanes that a look ignores. While slots would stay empty, those with enough waiting. Otherwise, and to
   * look past the backlog, all those in which anything waits.
   */
  ignore(isPast: boolean): ReadonlySet<string> {
    const anyWaiting = isPast || !this.needsMore
    const ignored = [...this.#lanes].flatMap(([name, lane]) =>
      (anyWaiting ? lane.waiting.length > 0 : this.#isStocked(lane)) ? [name] : [],
    )
    this.#ignored = new Set(ignored)
    return this.#ignored
  }

  /** Whether a lane that the last look ignored could take more. */
  get hasIgnoredLow(): boolean {
    return [...this.#ignored].some((name) => !this.#isStocked(this.#lanes.get(name)))
  }

  add(due: DueDelivery): void {
    const { lane: name, isUrgent, isFailing } = due
    const limit = due.concurrency ?? this.#limits.concurrencyPerWebhook
    const empty = { waiting: [], isMoving: false, running: 0, limit, isFailing, isUrgent }
    const lane = this.#lanes.get(name) ?? empty
    this.#lanes.set(name, lane)
    lane.waiting.push(due)
    lane.isMoving = false
    lane.limit = limit
    lane.isFailing = isFailing
  }

  /**
   * Takes the next delivery to attempt and counts it as running. Returns undefined if nothing can start now.
   * The lane with the fewest running attempts is first, so that a webhook without any waits for a single
   * slot.
   */
  take(): DueDelivery | undefined {
    const { concurrency } = this.#limits
    const free = concurrency - this.#running
    const keptForOthers = Math.floor(concurrency * shareForOthers)
    let next: [string, Lane] | undefined
    for (const [name, lane] of this.#lanes) {
      const hasSlot = free > (lane.running ? keptForOthers : 0)
      // What a person asks for does not wait for a slot; it is at most one attempt per webhook.
      const mayStart =
        lane.waiting.length && lane.running < this.#maxRunning(lane) && (hasSlot || lane.isUrgent)
      if (mayStart && !(next && next[1].running <= lane.running)) next = [name, lane]
    }
    if (!next) return undefined
    const [name, lane] = next
    lane.running++
    this.#running++
    // Moves the lane to the end of the order.
    this.#lanes.delete(name)
    this.#lanes.set(name, lane)
    return lane.waiting.shift()
  }

  /** Notes that an attempt has failed. It keeps its slot until it is released. */
  fail({ lane: name }: DueDelivery): void {
    const lane = this.#lanes.get(name)
    if (lane) lane.isFailing = true
  }

  /** Frees the slot of an attempt that has ended. */
  release({ lane: name }: DueDelivery, failed: boolean): void {
    const lane = this.#lanes.get(name)
    if (!lane) return
    lane.running--
    lane.isMoving = true
    lane.isFailing = failed
    this.#running--
    this.#dropEmpty(name, lane)
  }

  /** Removes and returns the waiting deliveries that match. */
  remove(matches: (due: DueDelivery) => boolean): DueDelivery[] {
    return [...this.#lanes].flatMap(([name, lane]) => {
      const removed = lane.waiting.filter(matches)
      if (removed.length) lane.waiting = lane.waiting.filter((due) => !matches(due))
      this.#dropEmpty(name, lane)
      return removed
    })
  }

  /**
   * Removes and returns waiting deliveries beyond what their lane may keep: one if it fails, else its share.
   */
  removeSurplus(): DueDelivery[] {
    const share = Math.ceil(maxWaiting / this.#lanes.size)
    return [...this.#lanes.values()].flatMap((lane) =>
      lane.waiting.splice(lane.isFailing ? 1 : Math.max(share, this.#enoughFor(lane))),
    )
  }

  // A failing webhook gets one attempt at a time, which shows whether it has recovered.
  #maxRunning({ limit, isFailing, isUrgent }: Lane): number {
    return isFailing || isUrgent ? 1 : limit
  }

  #enoughFor(lane: Lane): number {
    return 2 * this.#maxRunning(lane)
  }

  #isStocked(lane: Lane | undefined): boolean {
    if (!lane) return false
    if (lane.isFailing) return lane.waiting.length + lane.running > 0
    const share = lane.isMoving ? minWaiting / this.#lanes.size : 0
    return lane.waiting.length >= Math.max(this.#enoughFor(lane), share)
  }

  #dropEmpty(name: string, lane: Lane): void {
    if (!lane.running && !lane.waiting.length) this.#lanes.delete(name)
  }
}
