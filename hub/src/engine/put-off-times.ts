const soonestMs = 1000
const latestMs = 60_000

/**
 * Schedules deliveries that a busy webhook has no room for: one after the other, at the pace at which the
 * webhook takes them, so that each is put off only once.
 */
export class PutOffTimes {
  readonly #next = new Map<string, number>()

  /** @param paceMs milliseconds between two deliveries to the webhook. */
  next(webhookId: string, paceMs: number): Date {
    const now = Date.now()
    const time = Math.max(now + soonestMs, this.#next.get(webhookId) ?? 0)
    this.#next.set(webhookId, Math.min(time + paceMs, now + latestMs))
    return new Date(Math.min(time, now + latestMs))
  }

  /** Forgets webhooks whose last scheduled time has passed. */
  sweep(): void {
    const now = Date.now()
    for (const [webhookId, time] of this.#next) if (time < now) this.#next.delete(webhookId)
  }
}
