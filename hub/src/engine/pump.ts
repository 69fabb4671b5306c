import { setMaxListeners } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { DeliveryResult } from 'prompt-webhooks/emitter'
import { type Acknowledgement, type DueDeliveries, type DueDelivery, hasSucceeded } from '../due-delivery.js'
import type { DeliveryQueue } from '../queue/delivery-queue.js'
import type { DeliveryJob } from '../queue/job.js'
import { type AttemptOptions, attempt } from './attempt.js'
import { type LaneLimits, Lanes } from './lanes.js'
import { Leases } from './leases.js'
import { Recorder } from './recorder.js'

export interface PumpOptions extends LaneLimits, AttemptOptions {}

export interface PumpDependencies {
  readonly queue: DeliveryQueue
  readonly dueDeliveries: DueDeliveries
  readonly logger: Logger
  /** Called with the ids of deliveries that have changed. */
  readonly onChange: (ids: readonly string[]) => void
  /** Called after each attempt. */
  readonly onAttempt: (result: DeliveryResult) => void
  /** Called when the rest of a webhook may be over, so that other processes take its deliveries again. */
  readonly onRecovery: () => void
}

// Milliseconds between two looks past the backlog without a signal: for retries that become due, and rests
// that end.
const pollMs = 500
// Jobs per look: enough that its three statements cost little for each.
const batchSize = 400
// Jobs of the first look, and while no attempt ends: fewer come sooner, and last until the next look is over.
const firstBatchSize = 100
// Max pause after a look, in milliseconds. Each look is followed by a pause as long as itself, so that
// deliveries get most of the database's time.
const maxRestMs = 200
// Milliseconds for which a delivery may wait in this process. Then it goes back to the queue, so that a new
// URL or secret applies, and other processes can take it.
const maxWaitMs = 5000

/** Takes due deliveries from the queue, attempts them, and records the results. */
export class Pump {
  readonly #options: PumpOptions
  readonly #dependencies: PumpDependencies
  readonly #lanes: Lanes
  readonly #leases: Leases
  readonly #recorder: Recorder
  readonly #abort = new AbortController()
  readonly #attempts = new Set<Promise<void>>()
  // Whether the last look may have left something in the lanes that it did not ignore.
  #mayBeMore = false
  // When the last look past the backlog began, as `performance.now()`. What was new then is in its lane.
  #lookedPastAt = Number.NEGATIVE_INFINITY
  #stopping = false
  #alarm = new AbortController()
  #loop: Promise<void> | undefined

  constructor(dependencies: PumpDependencies, options: PumpOptions) {
    const { queue, dueDeliveries, logger } = dependencies
    this.#options = options
    this.#dependencies = dependencies
    this.#lanes = new Lanes(options)
    this.#leases = new Leases(queue, logger)
    this.#recorder = new Recorder(
      async (items) => this.#noteRecorded(items, await dueDeliveries.record(items)),
      logger,
      this.#abort.signal,
    )
    setMaxListeners(0, this.#abort.signal) // Every running attempt listens for the abort.
  }

  get running(): number {
    return this.#lanes.running
  }

  start(): void {
    this.#loop ??= this.#run()
    this.#leases.start()
  }

  /** New work may be in the queue: looks soon, also past a backlog. */
  wake = (): void => {
    this.#lookedPastAt = Number.NEGATIVE_INFINITY
    this.#lookSoon()
  }

  #lookSoon(): void {
    if (!this.#alarm.signal.aborted) this.#alarm.abort() // Each abort makes an error with a stack.
  }

  /** Stops fetching, and returns to the queue what has not ended, or is not recorded, after `graceMs`. */
  async stop(graceMs: number): Promise<void> {
    this.#stopping = true
    this.wake()
    await this.#loop
    await this.#leave(() => true)
    const grace = setTimeout(() => this.#abort.abort(), graceMs)
    await Promise.all(this.#attempts)
    clearTimeout(grace)
    this.#abort.abort()
    await this.#recorder.idle()
    await this.#leases.stop()
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      this.#alarm = new AbortController()
      const startedAt = performance.now()
      // Not only when nothing else is needed: a fast webhook with a long backlog always needs more.
      const isPast = startedAt - this.#lookedPastAt >= pollMs
      if (isPast) this.#lookedPastAt = startedAt
      try {
        await this.#look(isPast)
        // Once more past what this look has brought.
        if (isPast && this.#mayBeMore) this.wake()
        this.#attemptWaiting()
        if (this.#wantsMore) continue
      } catch (error) {
        this.#dependencies.logger.error({ err: error }, 'could not read the queue')
      }
      await sleep(Math.min(performance.now() - startedAt, maxRestMs))
      await sleep(pollMs, undefined, { signal: this.#alarm.signal }).catch(() => {})
    }
  }

  /** Whether a look would fill slots that would soon be empty. */
  get #wantsMore(): boolean {
    if (this.#recorder.isBehind || !this.#lanes.needsMore) return false
    return this.#mayBeMore || this.#lanes.hasIgnoredLow
  }

  /** Returns stale deliveries to the queue, and fetches new ones: see `Lanes.ignore`. */
  async #look(isPast: boolean): Promise<void> {
    const lanes = this.#lanes
    const size = (lanes.isEmpty ? this.#wantsMore : lanes.isMoving) ? batchSize : firstBatchSize
    const { dueDeliveries } = this.#dependencies
    const taking = dueDeliveries.take(size, lanes.ignore(isPast), lanes.webhookIds, lanes.urgent)
    const { closed, jobs, deliveries } = await taking
    this.#mayBeMore = jobs.length === size
    this.#leases.add(jobs)
    await this.#leave(({ lane, fetchedAt }) => closed.has(lane) || fetchedAt < performance.now() - maxWaitMs)
    const refused = jobs.filter((job) => !this.#accept(job, deliveries.get(job.jobId)))
    await this.#leases.giveBack([...refused, ...lanes.removeSurplus()])
  }

  /** Puts a job where it belongs. Returns false if it belongs back in the queue. */
  #accept(job: DeliveryJob, due: DueDelivery | undefined): boolean {
    if (!due) this.#recorder.add({ kind: 'stale', job })
    else if (due.isDisabled)
      this.#recorder.add({ kind: 'ended', job: due, reason: 'the webhook was disabled' })
    else if (due.isClosed) return false
    else this.#lanes.add(due)
    return true
  }

  /** Returns waiting deliveries that match to the queue. */
  #leave(matches: (due: DueDelivery) => boolean): Promise<void> {
    return this.#leases.giveBack(this.#lanes.remove(matches))
  }

  #attemptWaiting(): void {
    while (!this.#stopping && !this.#recorder.isBehind) {
      const due = this.#lanes.take()
      if (!due) break
      if (!this.#leases.isSafe(due)) {
        this.#leases.forget([due]) // Another process takes it over.
        this.#lanes.release(due, due.isFailing)
        continue
      }
      const attempting = this.#attempt(due).finally(() => {
        this.#attempts.delete(attempting)
        this.#attemptWaiting()
      })
      this.#attempts.add(attempting)
    }
    if (this.#wantsMore) this.#lookSoon()
  }

  async #attempt(due: DueDelivery): Promise<void> {
    const result = await attempt(due, this.#options, { ...this.#dependencies, signal: this.#abort.signal })
    const succeeded = result && hasSucceeded(result)
    if (succeeded) this.#lanes.release(due, false)
    else this.#lanes.fail(due)
    const ended = result ? this.#recorder.add(result) : this.#leases.giveBack([due])
    if (succeeded) return
    await this.#leases.giveBack(this.#lanes.removeSurplus())
    // Keeps the slot until the failure is recorded, because recording decides whether the webhook rests.
    await ended
    this.#lanes.release(due, true)
  }

  #noteRecorded(items: readonly Acknowledgement[], closed: ReadonlySet<string>): void {
    const { onChange, onRecovery } = this.#dependencies
    this.#leases.forget(items.map(({ job }) => job))
    this.#leave(({ lane }) => closed.has(lane)) // Also what this process holds.
    if (items.some((item) => hasSucceeded(item) && item.job.isUrgent)) onRecovery()
    onChange(items.flatMap((item) => (item.kind === 'stale' ? [] : [item.job.id])))
    this.#attemptWaiting()
  }
}
