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
  readonly timeout: number
  /** Of a response, so much is kept. */
  readonly responseBodyBytes: number
}

/** When another worker may take over what this one holds: what is held waits for half an attempt at the most, and then is attempted. */
export function expireSecondsOf(timeout: number): number {
  return Math.max(5, Math.ceil((2 * timeout) / 1000))
}

export interface PumpDependencies {
  readonly pool: Pool
  readonly queue: DeliveryQueue
  readonly secrets: SecretBox
  readonly logger: Logger
  /** Deliveries have changed. */
  readonly onChange: (ids: readonly string[]) => void
  readonly onAttempt: (result: DeliveryResult) => void
}

// Beneath the wakes: what becomes due by itself, and what a lost wake told of.
const pollMs = 500
// A job that is held for longer is put off: the attempt must end, and be written down, before the job expires.
const mostHeldOfTimeout = 0.5
const batch = { least: 100, most: 500 }
// So many wait in this process before it stops looking for more.
const enoughWaiting = 500
// Of one webhook, so many are held besides: whatever one look brings has room, unless it looked further.
const mostWaitingOfWebhook = enoughWaiting + batch.most
// When slots are free that none of those can use, it looks further, for others: soon after something new has come or was found, and
// ever less often while all that it finds is for the same.
const lookFurtherMs = { least: 10, most: 5000 }
// Most of that is put off, which is the cheaper the more it is: another's delivery may lie behind many thousands.
const lookFurtherBatch = 2000
// To put off what it has found takes the database's time, of which most is for deliveries: it rests for so many times as long.
const lookFurtherRest = 2
// A delivery whose secret this process cannot open is left to another for so long: by chance, or this one would always look first.
const unopenedRestMs = { least: 1000, most: 5000 }
const mostAcknowledgements = 100
// What is not written down is sent again after a crash: no attempt is begun while so many are not.
const mostUnwritten = 2 * mostAcknowledgements
const mostRestMs = 50

/** Takes due deliveries from the queue, attempts them, and acknowledges them. */
export class Pump {
  readonly #options: PumpOptions
  readonly #dependencies: PumpDependencies
  readonly #lanes: Lanes
  readonly #putOffTimes = new PutOffTimes()
  readonly #latencies = new Map<string, number>()
  readonly #acknowledgements: Coalescer<Acknowledgement, undefined>
  readonly #putOffs: Coalescer<Acknowledgement, undefined>
  readonly #abort = new AbortController()
  #batchSize = batch.least
  #lookFurtherMs = lookFurtherMs.least
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
    // Each attempt in flight listens.
    setMaxListeners(0, this.#abort.signal)
    this.#acknowledgements = new Coalescer(
      (items) => this.#acknowledgeAll(items),
      mostAcknowledgements,
      mostRestMs,
    )
    this.#putOffs = new Coalescer((items) => this.#acknowledgeAll(items), lookFurtherBatch)
  }

  get running(): number {
    return this.#lanes.running
  }

  start(): void {
    this.#loop ??= this.#run()
  }

  /** Something new may be in the queue: for whomever it is, it is looked for soon. */
  wake(): void {
    this.#looksFurtherAt = Math.min(this.#looksFurtherAt, Date.now() + lookFurtherMs.least)
    this.#rouse()
  }

  #rouse(): void {
    this.#isAwake = true
    this.#wake()
  }

  /** Takes no more; gives back what waits; lets attempts in flight finish for so long, then gives them back too. */
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
        this.#dependencies.logger.error({ err: error }, 'the queue cannot be read')
        foundAll = true
      }
      this.#attemptWaiting()
      if (foundAll) await this.#sleep()
    }
  }

  /** Takes what there is room for. Gives false if there may be more at once. */
  async #fill(): Promise<boolean> {
    this.#putOffTimes.sweep()
    for (const due of this.#lanes.takeWaiting(Date.now() - this.#options.timeout * mostHeldOfTimeout))
      this.#putOff(due)
    const looksFurther = this.#lanes.waiting >= enoughWaiting
    if (looksFurther && Date.now() < this.#mayLookFurtherAt) return true

    const batchSize = looksFurther ? lookFurtherBatch : this.#batchSize
    const jobs = await this.#dependencies.queue.fetch(batchSize)
    const isFull = jobs.length === batchSize
    this.#mayBeMore = isFull
    this.#batchSize = isFull ? Math.min(this.#batchSize * 2, batch.most) : batch.least
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
      else if (this.#lanes.waitingFor(due.webhookId) >= mostWaitingOfWebhook) {
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
    const { least, most } = lookFurtherMs
    this.#lookFurtherMs = found ? least : Math.min(this.#lookFurtherMs * 2, most)
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
    while (!this.#stopping && this.#acknowledgements.waiting < mostUnwritten) {
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
    const { allow, timeout, responseBodyBytes } = this.#options
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
        timeoutMs: timeout,
        maxResponseBodyBytes: responseBodyBytes,
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
      // Only what is written down tells whether the webhook has to rest.
      if (failed) await written.finally(() => this.#lanes.release(due.webhookId, true))
    } catch (error) {
      // An event that this version's contract no longer takes, or an endpoint that it does not: no attempt can be made.
      this.#lanes.release(due.webhookId, true)
      logger.error({ ...about, err: error }, 'no attempt can be made')
      this.#acknowledge({ kind: 'ended', due, reason: `no attempt can be made: ${messageOf(error)}` })
    }
  }

  #noteLatency(webhookId: string, latency: number): void {
    const before = this.#latencies.get(webhookId) ?? latency
    // Served last, dropped first.
    this.#latencies.delete(webhookId)
    // Rather too low: what comes back too soon is held or put off again, what comes too late leaves slots empty.
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
    this.#dependencies.logger.error(about, 'no key of this process opens the secret of the webhook')
    const { least, most } = unopenedRestMs
    const until = new Date(Date.now() + least + Math.random() * (most - least))
    this.#acknowledge({ kind: 'put off', due, until }, this.#putOffs)
  }

  /** Not all at once when the rest is over: one attempt will tell whether it is well. */
  #rest(due: DueDelivery, pausedUntil: Date): void {
    const rest = pausedUntil.getTime() - Date.now()
    const until = new Date(pausedUntil.getTime() + Math.random() * Math.min(rest, 5000) * 0.2)
    this.#acknowledge({ kind: 'put off', due, until }, this.#putOffs)
  }

  #acknowledge(acknowledgement: Acknowledgement, through = this.#acknowledgements): Promise<unknown> {
    return through.add(acknowledgement).catch((error) => {
      this.#dependencies.logger.error(
        { err: error },
        'an attempt was not written down; it will be made again',
      )
    })
  }

  /** Tries until the database takes them: what is not written down is sent again. */
  async #acknowledgeAll(items: readonly Acknowledgement[]): Promise<undefined[]> {
    const { pool, queue, logger, onChange } = this.#dependencies
    for (let tries = 0; ; tries++) {
      try {
        const { nextDue, webhooks } = await acknowledge(pool, queue, items, this.#options)
        if (nextDue) this.#wakeAt(nextDue)
        for (const { id, pausedUntil } of webhooks) {
          // What this process holds for it rests too.
          if (pausedUntil) for (const due of this.#lanes.takeWaitingOf(id)) this.#rest(due, pausedUntil)
        }
        onChange(
          items.flatMap((item) => (item.kind === 'attempted' || item.kind === 'ended' ? [item.due.id] : [])),
        )
        this.#attemptWaiting()
        return []
      } catch (error) {
        if (this.#abort.signal.aborted) throw error
        logger.warn({ err: error, tries }, 'attempts cannot be written down')
        await sleep(Math.min(100 * 2 ** tries, 5000))
      }
    }
  }

  /** Sooner than the next look, if that is when something becomes due. */
  #wakeAt(time: number): void {
    const now = Date.now()
    if (time > now + pollMs || (this.#wakesAt > now && this.#wakesAt <= time)) return
    this.#wakesAt = time
    // A little later, since the database compares with its own clock.
    setTimeout(() => this.#rouse(), Math.max(0, time - now) + 5)
  }

  async #giveBack(dues: readonly DueDelivery[]): Promise<void> {
    try {
      await this.#dependencies.queue.giveBack(dues.map(({ jobId }) => jobId))
    } catch (error) {
      this.#dependencies.logger.warn(
        { err: error },
        'deliveries were not given back; they are when their jobs expire',
      )
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
