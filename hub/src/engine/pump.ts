import { setMaxListeners } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool } from 'pg'
import type { Logger } from 'pino'
import { type DeliveryResult, deliver } from 'prompt-webhooks/emitter'
import { Coalescer } from '../coalesce.js'
import type { SecretBox } from '../secret-box.js'
import { type AcknowledgePolicy, acknowledge } from './acknowledge.js'
import type { Acknowledgement } from './acknowledgement.js'
import type { DeliveryQueue } from './delivery-queue.js'
import { type DueDelivery, loadDueDeliveries } from './due-delivery.js'
import { type LaneLimits, Lanes } from './lanes.js'
import { PutOffTimes } from './put-off-times.js'

export interface PumpOptions extends LaneLimits, AcknowledgePolicy {
  readonly allow: readonly string[]
  /** Milliseconds for a whole attempt. */
  readonly timeoutMs: number
  /** Max bytes of each response body to store. */
  readonly maxResponseBodyBytes: number
}

/**
 * The seconds after which another worker may take over a job. A held delivery waits for at most half of the
 * timeout and is then attempted, so twice the timeout leaves time to record the result.
 */
export function expireSecondsOf(timeoutMs: number): number {
  return Math.max(5, Math.ceil((2 * timeoutMs) / 1000))
}

export interface PumpDependencies {
  readonly pool: Pool
  readonly queue: DeliveryQueue
  readonly secrets: SecretBox
  readonly logger: Logger
  /** Called with the ids of deliveries that have changed. */
  readonly onChange: (ids: readonly string[]) => void
  /** Called after each attempt. */
  readonly onAttempt: (result: DeliveryResult) => void
}

// A fallback for signals: finds deliveries that become due, and those whose signal was lost.
const pollMs = 500
// The share of the timeout for which a delivery may be held before it is put off: its attempt must end and be
// recorded before the job expires.
const maxHeldOfTimeout = 0.5
const batch = { min: 100, max: 500 }
// With this many deliveries waiting, the pump stops fetching more.
const enoughWaiting = 500
// Max waiting deliveries per webhook. A regular fetch always fits; only looking further exceeds it.
const maxWaitingOfWebhook = enoughWaiting + batch.max
// If slots are free that none of the waiting deliveries can use, the pump looks further for other webhooks:
// soon after new work has arrived or was found, and less and less often while it finds only more of the same.
const lookFurtherMs = { min: 10, max: 5000 }
// Large, because another webhook's delivery may lie behind thousands; most of what is found is put off, in
// bulk.
const lookFurtherBatch = 2000
// After putting deliveries off, looking further pauses for this many times the time that took: the database's
// time is mainly for deliveries.
const lookFurtherRest = 2
// How long a delivery whose secret cannot be decrypted is left to other processes. Random, or this process
// might always be the first to take it again.
const undecryptableDelayMs = { min: 1000, max: 5000 }
const maxAcknowledgements = 100
// Unrecorded attempts are repeated after a crash, so no new attempt starts while this many are unrecorded.
const maxUnrecorded = 2 * maxAcknowledgements
const maxRestMs = 50

/** Takes due deliveries from the queue, attempts them, and records the results. */
export class Pump {
  readonly #options: PumpOptions
  readonly #dependencies: PumpDependencies
  readonly #lanes: Lanes
  readonly #putOffTimes = new PutOffTimes()
  readonly #latencies = new Map<string, number>()
  readonly #acknowledgements: Coalescer<Acknowledgement, undefined>
  readonly #putOffs: Coalescer<Acknowledgement, undefined>
  readonly #abort = new AbortController()
  #batchSize = batch.min
  #lookFurtherMs = lookFurtherMs.min
  #looksFurtherAt = 0
  #restsUntil = 0
  #mayBeMore = false
  #wakesAt = 0
  #stopping = false
  #wake = () => {}
  #isAwake = false
  #loop: Promise<void> | undefined
  readonly #attempts = new Set<Promise<void>>()

  constructor(dependencies: PumpDependencies, options: PumpOptions) {
    this.#options = options
    this.#dependencies = dependencies
    this.#lanes = new Lanes(options)
    // Every running attempt listens for the abort.
    setMaxListeners(0, this.#abort.signal)
    this.#acknowledgements = new Coalescer(
      (items) => this.#acknowledgeAll(items),
      maxAcknowledgements,
      maxRestMs,
    )
    this.#putOffs = new Coalescer((items) => this.#acknowledgeAll(items), lookFurtherBatch)
  }

  get running(): number {
    return this.#lanes.running
  }

  start(): void {
    this.#loop ??= this.#run()
  }

  /** New work may be in the queue: fetches soon, and looks further if need be. */
  wake(): void {
    this.#looksFurtherAt = Math.min(this.#looksFurtherAt, Date.now() + lookFurtherMs.min)
    this.#rouse()
  }

  #rouse(): void {
    this.#isAwake = true
    this.#wake()
  }

  /**
   * Stops fetching, returns waiting deliveries to the queue, and lets running attempts finish for `graceMs`.
   */
  async stop(graceMs: number): Promise<void> {
    this.#stopping = true
    this.#rouse()
    await this.#loop
    const waiting = this.#lanes.takeWaiting()
    await this.#giveBack(waiting)
    const grace = setTimeout(() => this.#abort.abort(), graceMs)
    await Promise.all(this.#attempts)
    clearTimeout(grace)
    this.#abort.abort()
    await this.#acknowledgements.idle()
    await this.#putOffs.idle()
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      this.#isAwake = false
      let foundAll = false
      try {
        foundAll = await this.#fill()
      } catch (error) {
        this.#dependencies.logger.error({ err: error }, 'could not read the queue')
        foundAll = true
      }
      this.#attemptWaiting()
      if (foundAll) await this.#sleep()
    }
  }

  /** Fetches as many deliveries as there is room for. Returns false if more may be due right now. */
  async #fill(): Promise<boolean> {
    this.#putOffTimes.sweep()
    for (const due of this.#lanes.takeWaiting(Date.now() - this.#options.timeoutMs * maxHeldOfTimeout))
      this.#putOff(due)
    const looksFurther = this.#lanes.waiting >= enoughWaiting
    if (looksFurther && Date.now() < this.#mayLookFurtherAt) return true

    const batchSize = looksFurther ? lookFurtherBatch : this.#batchSize
    const jobs = await this.#dependencies.queue.fetch(batchSize)
    const isFull = jobs.length === batchSize
    this.#mayBeMore = isFull
    this.#batchSize = isFull ? Math.min(this.#batchSize * 2, batch.max) : batch.min
    if (!jobs.length) {
      if (looksFurther) this.#noteLook(false)
      return true
    }

    let found = false
    const puttingOff: Promise<unknown>[] = []
    const { pool, secrets } = this.#dependencies
    const loaded = new Map((await loadDueDeliveries(pool, secrets, jobs)).map((due) => [due.jobId, due]))
    for (const { jobId } of jobs) {
      const due = loaded.get(jobId)
      if (!due) this.#acknowledge({ kind: 'stale', jobId })
      else if (!due.enabled && !due.forced) {
        this.#acknowledge({ kind: 'ended', due, reason: 'the webhook was disabled' })
      } else if (!due.secrets.length) this.#leave(due)
      else if (due.pausedUntil && due.pausedUntil.getTime() > Date.now()) this.#rest(due, due.pausedUntil)
      else if (this.#lanes.waitingFor(due.webhookId) >= maxWaitingOfWebhook) {
        puttingOff.push(this.#putOff(due))
      } else {
        this.#lanes.add(due)
        found = true
      }
    }
    if (puttingOff.length) this.#restAfter(puttingOff)
    if (looksFurther) this.#noteLook(found)
    return !isFull
  }

  #restAfter(puttingOff: readonly Promise<unknown>[]): void {
    const started = Date.now()
    this.#restsUntil = Number.POSITIVE_INFINITY
    void Promise.all(puttingOff).then(() => {
      const now = Date.now()
      this.#restsUntil = now + (now - started) * lookFurtherRest
      this.#rouse()
    })
  }

  get #mayLookFurtherAt(): number {
    return this.#lanes.hasFreeSlots
      ? Math.max(this.#looksFurtherAt, this.#restsUntil)
      : Number.POSITIVE_INFINITY
  }

  #noteLook(found: boolean): void {
    const { min, max } = lookFurtherMs
    this.#lookFurtherMs = found ? min : Math.min(this.#lookFurtherMs * 2, max)
    this.#looksFurtherAt = Date.now() + this.#lookFurtherMs
  }

  async #sleep(): Promise<void> {
    if (this.#isAwake || this.#stopping) return
    await new Promise<void>((resolve) => {
      const untilLook = this.#lanes.waiting >= enoughWaiting ? this.#mayLookFurtherAt - Date.now() : pollMs
      const timer = setTimeout(resolve, Math.max(1, Math.min(pollMs, untilLook)))
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
    this.#wake = () => {}
  }

  #attemptWaiting(): void {
    while (!this.#stopping && this.#acknowledgements.waiting < maxUnrecorded) {
      const due = this.#lanes.take()
      if (!due) return
      const attempt: Promise<void> = this.#attempt(due).finally(() => {
        this.#attempts.delete(attempt)
        this.#attemptWaiting()
        if (this.#mayBeMore && this.#lanes.waiting < enoughWaiting) this.#rouse()
      })
      this.#attempts.add(attempt)
    }
  }

  async #attempt(due: DueDelivery): Promise<void> {
    const { allow, timeoutMs, maxResponseBodyBytes } = this.#options
    const { logger, onAttempt } = this.#dependencies
    const { signal } = this.#abort
    const startedAt = new Date()
    const about = {
      delivery: due.id,
      webhook: due.webhookId,
      event: due.event.event_type,
      attempt: due.tries + 1,
    }
    try {
      const endpoint = { url: due.url, secret: due.secrets }
      const result = await deliver(due.event, endpoint, {
        id: due.id,
        allow,
        timeoutMs,
        maxResponseBodyBytes,
        signal,
      })
      const failed = result.outcome !== 'delivered'
      if (failed) this.#lanes.fail(due.webhookId)
      else this.#lanes.release(due.webhookId, false)
      if (signal.aborted && result.outcome === 'retry') {
        this.#lanes.release(due.webhookId, true)
        await this.#giveBack([due])
        return
      }
      const { outcome, reason, latencyMs } = result
      logger.info({ ...about, outcome, reason, latency: Math.round(latencyMs) }, 'attempt')
      onAttempt(result)
      this.#noteLatency(due.webhookId, latencyMs)
      const written = this.#acknowledge({ kind: 'attempted', due, startedAt, result })
      // Keeps the slot until the failure is recorded, because recording decides whether the webhook is
      // paused.
      if (failed) await written.finally(() => this.#lanes.release(due.webhookId, true))
    } catch (error) {
      // The event or the endpoint is not valid under this version's contract, so no attempt can succeed.
      this.#lanes.release(due.webhookId, true)
      logger.error({ ...about, err: error }, 'attempt not possible')
      this.#acknowledge({ kind: 'ended', due, reason: `attempt not possible: ${messageOf(error)}` })
    }
  }

  #noteLatency(webhookId: string, latency: number): void {
    const before = this.#latencies.get(webhookId) ?? latency
    // Keeps the map in order of use, so that the least recently used entry is dropped first.
    this.#latencies.delete(webhookId)
    // Errs on the low side: a delivery that returns too early is put off again, one that returns too late
    // leaves slots empty.
    const weight = latency < before ? 0.5 : 0.05
    this.#latencies.set(webhookId, before + (latency - before) * weight)
    const [oldest] = this.#latencies.keys()
    if (this.#latencies.size > 10_000 && oldest !== undefined) this.#latencies.delete(oldest)
  }

  #putOff(due: DueDelivery): Promise<unknown> {
    const latency = this.#latencies.get(due.webhookId) ?? 100
    const until = this.#putOffTimes.next(due.webhookId, latency / this.#options.concurrencyPerWebhook)
    return this.#acknowledge({ kind: 'put off', due, until }, this.#putOffs)
  }

  #leave(due: DueDelivery): void {
    const about = { delivery: due.id, webhook: due.webhookId }
    this.#dependencies.logger.error(about, 'no key of this process decrypts the secret of the webhook')
    const { min, max } = undecryptableDelayMs
    const until = new Date(Date.now() + min + Math.random() * (max - min))
    this.#acknowledge({ kind: 'put off', due, until }, this.#putOffs)
  }

  /**
   * Puts a delivery off to the end of the pause, spread at random: one attempt will show whether the webhook
   * recovered.
   */
  #rest(due: DueDelivery, pausedUntil: Date): void {
    const rest = pausedUntil.getTime() - Date.now()
    const until = new Date(pausedUntil.getTime() + Math.random() * Math.min(rest, 5000) * 0.2)
    this.#acknowledge({ kind: 'put off', due, until }, this.#putOffs)
  }

  #acknowledge(acknowledgement: Acknowledgement, through = this.#acknowledgements): Promise<unknown> {
    return through.add(acknowledgement).catch((error) => {
      this.#dependencies.logger.error({ err: error }, 'could not record an attempt; it will be repeated')
    })
  }

  /** Retries until the database accepts them, because unrecorded attempts are repeated. */
  async #acknowledgeAll(items: readonly Acknowledgement[]): Promise<undefined[]> {
    const { pool, queue, logger, onChange } = this.#dependencies
    for (let tries = 0; ; tries++) {
      try {
        const { nextDue, webhooks } = await acknowledge(pool, queue, items, this.#options)
        if (nextDue) this.#wakeAt(nextDue)
        for (const { id, pausedUntil } of webhooks) {
          // The pause also applies to deliveries that this process already holds.
          if (pausedUntil) for (const due of this.#lanes.takeWaitingOf(id)) this.#rest(due, pausedUntil)
        }
        onChange(
          items.flatMap((item) => (item.kind === 'attempted' || item.kind === 'ended' ? [item.due.id] : [])),
        )
        this.#attemptWaiting()
        return []
      } catch (error) {
        if (this.#abort.signal.aborted) throw error
        logger.warn({ err: error, tries }, 'could not record attempts; trying again')
        await sleep(Math.min(100 * 2 ** tries, 5000))
      }
    }
  }

  /** Wakes the pump when a delivery becomes due, if that is before the next poll. */
  #wakeAt(time: number): void {
    const now = Date.now()
    if (time > now + pollMs || (this.#wakesAt > now && this.#wakesAt <= time)) return
    this.#wakesAt = time
    // A little later, because the database compares with its own clock.
    setTimeout(() => this.#rouse(), Math.max(0, time - now) + 5)
  }

  async #giveBack(dues: readonly DueDelivery[]): Promise<void> {
    try {
      await this.#dependencies.queue.giveBack(dues.map(({ jobId }) => jobId))
    } catch (error) {
      this.#dependencies.logger.warn(
        { err: error },
        'could not return deliveries to the queue; they return when their jobs expire',
      )
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
