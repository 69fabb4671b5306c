import type { Logger } from 'pino'
import { type DeliveryQueue, leaseMs } from '../queue/delivery-queue.js'
import type { DeliveryJob } from '../queue/job.js'

// Milliseconds between two signs of life: two may be lost before the lease ends.
const touchMs = 1500

interface Lease {
  readonly job: DeliveryJob
  /** As `performance.now()`: a clock that somebody sets must not make a lease longer. */
  endsAt: number
}

/**
 * Keeps the jobs that this process holds, from when they are fetched until their result is recorded. Takes
 * over those of dead processes.
 */
export class Leases {
  readonly #queue: DeliveryQueue
  readonly #logger: Logger
  readonly #leases = new Map<string, Lease>()
  #timer: NodeJS.Timeout | undefined
  #touching: Promise<void> | undefined

  constructor(queue: DeliveryQueue, logger: Logger) {
    this.#queue = queue
    this.#logger = logger
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

  add(jobs: readonly DeliveryJob[]): void {
    for (const job of jobs) this.#leases.set(job.jobId, { job, endsAt: job.fetchedAt + leaseMs })
  }

  /** Whether no other process can have taken the job over. */
  isSafe({ jobId }: DeliveryJob): boolean {
    return performance.now() < (this.#leases.get(jobId)?.endsAt ?? 0)
  }

  forget(jobs: readonly DeliveryJob[]): void {
    for (const { jobId } of jobs) this.#leases.delete(jobId)
  }

  /** Returns jobs to the queue. If that fails, they return when their lease ends. */
  async giveBack(jobs: readonly DeliveryJob[]): Promise<void> {
    this.forget(jobs)
    await this.#queue.giveBack(jobs).catch((error) => {
      this.#logger.warn({ err: error }, 'could not return deliveries to the queue; they return by themselves')
    })
  }

  async #touch(): Promise<void> {
    const touchedAt = performance.now()
    const leases = [...this.#leases.values()]
    try {
      const kept = await this.#queue.touch(leases.map(({ job }) => job))
      for (const lease of leases) {
        const { jobId } = lease.job
        if (kept.has(jobId)) lease.endsAt = touchedAt + leaseMs
        // Not if the job has been given back and fetched again in the meantime.
        else if (this.#leases.get(jobId) === lease) this.#leases.delete(jobId)
      }
      await this.#queue.takeOver()
    } catch (error) {
      this.#logger.warn({ err: error }, 'could not renew the leases of deliveries')
    }
  }
}
