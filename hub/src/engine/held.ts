import type { Logger } from 'pino'
import { type DeliveryQueue, leaseMs } from '../queue/delivery-queue.js'
import type { DeliveryJob } from '../queue/job.js'
import type { DueDelivery } from './due-delivery.js'

// Milliseconds between two signs of life: two may be lost before the lease ends.
const touchMs = 1500
// Milliseconds for which a delivery may wait in this process. Then it is loaded anew, so that a new URL or
// secret applies to every attempt that starts later, and so that other processes can take it.
const maxWaitMs = 5000

interface Hold {
  readonly job: DeliveryJob
  readonly since: number
  leaseEndsAt: number
}

/**
 * The jobs that this process holds, recorded or not, and their leases. Takes over those of dead processes.
 */
export class Held {
  readonly #queue: DeliveryQueue
  readonly #logger: Logger
  readonly #removeWaiting: (matches: (due: DueDelivery) => boolean) => DueDelivery[]
  readonly #holds = new Map<string, Hold>()
  #timer: NodeJS.Timeout | undefined
  #touching: Promise<void> | undefined

  /** @param removeWaiting removes and returns the deliveries that match and whose attempt has not begun. */
  constructor(
    queue: DeliveryQueue,
    logger: Logger,
    removeWaiting: (matches: (due: DueDelivery) => boolean) => DueDelivery[],
  ) {
    this.#queue = queue
    this.#logger = logger
    this.#removeWaiting = removeWaiting
  }

  start(): void {
    this.#timer ??= setInterval(() => {
      this.#touching ??= this.#touch().finally(() => {
        this.#touching = undefined
      })
    }, touchMs)
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.#touching
  }

  /** Notes jobs that were fetched at a time, in milliseconds since the epoch. */
  add(jobs: readonly DeliveryJob[], fetchedAt: number): void {
    for (const job of jobs) {
      this.#holds.set(job.jobId, { job, since: fetchedAt, leaseEndsAt: fetchedAt + leaseMs })
    }
  }

  /** Whether no other process can have taken the job over. */
  isSafe({ jobId }: DeliveryJob): boolean {
    return Date.now() < (this.#holds.get(jobId)?.leaseEndsAt ?? 0)
  }

  forget(jobs: readonly DeliveryJob[]): void {
    for (const { jobId } of jobs) this.#holds.delete(jobId)
  }

  /** Returns jobs to the queue. If that fails, they return when their lease ends. */
  async giveBack(jobs: readonly DeliveryJob[]): Promise<void> {
    this.forget(jobs)
    await this.#queue.giveBack(jobs).catch((error) => {
      this.#logger.warn({ err: error }, 'could not return deliveries to the queue; they return by themselves')
    })
  }

  async #touch(): Promise<void> {
    const touchedAt = Date.now()
    const holds = [...this.#holds.values()]
    try {
      const kept = await this.#queue.touch(holds.map(({ job }) => job))
      for (const hold of holds) {
        if (kept.has(hold.job.jobId)) hold.leaseEndsAt = touchedAt + leaseMs
        // Not if the job has been given back and fetched again in the meantime.
        else if (this.#holds.get(hold.job.jobId) === hold) this.#holds.delete(hold.job.jobId)
      }
      await this.giveBack(
        this.#removeWaiting(({ jobId }) => (this.#holds.get(jobId)?.since ?? 0) < touchedAt - maxWaitMs),
      )
      await this.#queue.takeOver()
    } catch (error) {
      this.#logger.warn({ err: error }, 'could not renew the leases of deliveries')
    }
  }
}
