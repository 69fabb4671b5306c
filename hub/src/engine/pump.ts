import { setMaxListeners } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool } from 'pg'
import type { Logger } from 'pino'
import type { DeliveryResult } from 'prompt-webhooks/emitter'
import type { DeliveryQueue } from '../queue/delivery-queue.js'
import type { DeliveryJob } from '../queue/job.js'
import type { SecretBox } from '../secret-box.js'
import type { AcknowledgePolicy } from './acknowledge.js'
import { type Acknowledgement, hasSucceeded } from './acknowledgement.js'
import { type AttemptOptions, attempt } from './attempt.js'
import { ClosedWebhooks } from './closed-webhooks.js'
import { type DueDelivery, loadDueDeliveries } from './due-delivery.js'
import { Held } from './held.js'
import { type LaneLimits, Lanes } from './lanes.js'
import { Recorder } from './recorder.js'
import type { WebhookHealth } from './webhook-health.js'

export interface PumpOptions extends LaneLimits, AcknowledgePolicy, AttemptOptions {}

export interface PumpDependencies {
  readonly pool: Pool
  readonly queue: DeliveryQueue
  readonly secrets: SecretBox
  readonly logger: Logger
  /** Called with the ids of deliveries that have changed. */
  readonly onChange: (ids: readonly string[]) => void
  /** Called after each attempt. */
  readonly onAttempt: (result: DeliveryResult) => void
  /** Called when a webhook no longer rests, so that other processes take its deliveries again. */
  readonly onRecovery: () => void
}

// Milliseconds between two looks without a signal: for retries that become due, and rests that end.
const pollMs = 500
// Jobs per look: enough that its three statements cost little for each.
const batchSize = 200
// Milliseconds of rest after a look, at most. A look past a long backlog takes the database's time, which is
// mainly for deliveries, so each is followed by a rest of the same length.
const maxRestMs = 200

/** Takes due deliveries from the queue, attempts them, and records the results. */
export class Pump {
  readonly #options: PumpOptions
  readonly #dependencies: PumpDependencies
  readonly #lanes: Lanes
  readonly #held: Held
  readonly #closed: ClosedWebhooks
  readonly #recorder: Recorder
  readonly #abort = new AbortController()
  readonly #attempts = new Set<Promise<void>>()
  // What the last look ignored: more may be due in these lanes.
  #ignored = new Set<string>()
  #mayBeMore = false
  #stopping = false
  #alarm = new AbortController()
  #loop: Promise<void> | undefined

  constructor(dependencies: PumpDependencies, options: PumpOptions) {
    const { pool, queue, logger } = dependencies
    this.#options = options
    this.#dependencies = dependencies
    this.#lanes = new Lanes(options)
    this.#closed = new ClosedWebhooks(pool)
    this.#held = new Held(queue, logger, (matches) => this.#lanes.remove(matches))
    this.#recorder = new Recorder({ pool, queue, logger, onRecorded: this.#noteRecorded.bind(this) }, options)
    // Every running attempt listens for the abort.
    setMaxListeners(0, this.#abort.signal)
  }

  get running(): number {
    return this.#lanes.running
  }

  start(): void {
    this.#loop ??= this.#run()
    this.#held.start()
  }

  /** New work may be in the queue: looks soon, also past a backlog. */
  wake = (): void => this.#alarm.abort()

  /** Stops fetching, and returns to the queue what has not ended after `graceMs`. */
  async stop(graceMs: number): Promise<void> {
    this.#stopping = true
    this.wake()
    await this.#loop
    await this.#held.giveBack(this.#lanes.remove(() => true))
    const grace = setTimeout(() => this.#abort.abort(), graceMs)
    await Promise.all(this.#attempts)
    clearTimeout(grace)
    await this.#recorder.stop()
    await this.#held.stop()
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      this.#alarm = new AbortController()
      const started = performance.now()
      await this.#look().catch((error) => {
        this.#mayBeMore = false
        this.#dependencies.logger.error({ err: error }, 'could not read the queue')
      })
      this.#attemptWaiting()
      if (this.#wantsMore && this.#mayBeMore) continue
      await sleep(Math.min(performance.now() - started, maxRestMs))
      await sleep(pollMs, undefined, { signal: this.#alarm.signal }).catch(() => {})
    }
  }

  get #wantsMore(): boolean {
    return !this.#recorder.isBehind && this.#lanes.needsMore
  }

  /** Fetches what there is room for. */
  async #look(): Promise<void> {
    if (this.#recorder.isBehind) return
    const { pool, queue, secrets, logger } = this.#dependencies
    const closed = await this.#closed.read(this.#lanes.webhookIds)
    await this.#leave(closed)
    const full = this.#lanes.full()
    const fetchedAt = Date.now()
    const jobs = await queue.fetch(batchSize, [...full, ...closed])
    this.#mayBeMore = jobs.length === batchSize
    this.#ignored = new Set(full)
    if (!jobs.length) return
    this.#held.add(jobs, fetchedAt)
    const loaded = await loadDueDeliveries(pool, secrets, jobs).catch(async (error) => {
      await this.#held.giveBack(jobs)
      throw error
    })
    const refused: DeliveryJob[] = []
    for (const job of jobs) {
      const due = loaded.get(job.jobId)
      if (!due) this.#recorder.add({ kind: 'stale', job })
      else if (!due.enabled && !due.forced) {
        this.#recorder.add({ kind: 'ended', job: due, reason: 'the webhook was disabled' })
      } else if (!due.secrets.length) {
        logger.error({ webhook: due.webhookId }, 'no key of this process decrypts the secret of the webhook')
        this.#closed.addUndecryptable(due.webhookId)
        refused.push(due)
      } else if (due.isClosed && !due.isUrgent) refused.push(due)
      else this.#lanes.add(due)
    }
    await this.#held.giveBack([...refused, ...this.#lanes.removeSurplus()])
  }

  /** Returns what waits for these webhooks to the queue. */
  #leave(webhookIds: ReadonlySet<string>): Promise<void> {
    return this.#held.giveBack(
      this.#lanes.remove(({ webhookId, isUrgent }) => !isUrgent && webhookIds.has(webhookId)),
    )
  }

  #attemptWaiting(): void {
    while (!this.#stopping && !this.#recorder.isBehind) {
      const due = this.#lanes.take()
      if (!due) return
      if (!this.#held.isSafe(due)) {
        this.#held.forget([due]) // Another process takes it over.
        this.#lanes.release(due, due.isFailing)
        continue
      }
      const attempting = this.#attempt(due).finally(() => {
        this.#attempts.delete(attempting)
        this.#attemptWaiting()
        const isMissed = this.#ignored.has(due.lane) && this.#lanes.isLow(due.lane)
        if (this.#wantsMore && (this.#mayBeMore || isMissed)) this.wake()
      })
      this.#attempts.add(attempting)
    }
  }

  async #attempt(due: DueDelivery): Promise<void> {
    const { logger, onAttempt } = this.#dependencies
    const result = await attempt(due, this.#options, { logger, onAttempt, signal: this.#abort.signal })
    const succeeded = result && hasSucceeded(result)
    if (succeeded) this.#lanes.release(due, false)
    else this.#lanes.fail(due)
    const ended = result ? this.#recorder.add(result) : this.#held.giveBack([due])
    if (succeeded) return
    await this.#held.giveBack(this.#lanes.removeSurplus())
    // Keeps the slot until the failure is recorded, because recording decides whether the webhook rests.
    await ended
    this.#lanes.release(due, true)
  }

  #noteRecorded(items: readonly Acknowledgement[], webhooks: readonly WebhookHealth[]): void {
    const { onChange, onRecovery } = this.#dependencies
    this.#held.forget(items.map(({ job }) => job))
    // A rest, and that the hub disables a webhook, also apply to deliveries that this process holds.
    const closed = webhooks.filter(({ enabled, restingUntil }) => restingUntil || !enabled)
    this.#leave(new Set(closed.map(({ id }) => id)))
    if (items.some((item) => hasSucceeded(item) && item.job.isClosed)) onRecovery()
    onChange(items.flatMap((item) => (item.kind === 'stale' ? [] : [item.job.id])))
    this.#attemptWaiting()
    if (this.#wantsMore && this.#mayBeMore) this.wake()
  }
}
