import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool } from 'pg'
import type { Logger } from 'pino'
import { signMessage } from 'prompt-webhooks/standard-webhooks'
import type { AlertEndpoint } from './alert-endpoint.js'
import { type DueAlert, delayAlert, removeAlert, takeDueAlert } from './alert-outbox.js'

export interface AlertDependencies {
  readonly pool: Pool
  readonly logger: Logger
  /** Returns the milliseconds to wait after the given number of failures, or undefined to give up. */
  readonly retryDelay: (failures: number) => number | undefined
}

// Milliseconds between two looks: for retries that become due, and for alerts of other processes.
const pollMs = 1000
// Milliseconds for one attempt, and the seconds for which no other process takes the alert.
const timeoutMs = 10_000
const leaseSeconds = 30

/** Sends stored alerts, one at a time. That one fails is logged, and raises no other alert. */
export class AlertSender {
  readonly #endpoint: AlertEndpoint
  readonly #dependencies: AlertDependencies
  readonly #stopping = new AbortController()
  #loop: Promise<void> | undefined

  constructor(endpoint: AlertEndpoint, dependencies: AlertDependencies) {
    this.#endpoint = endpoint
    this.#dependencies = dependencies
  }

  start(): void {
    this.#loop ??= this.#run()
  }

  /** Cuts off the running attempt, which is made again later. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#loop
  }

  async #run(): Promise<void> {
    const { pool, logger } = this.#dependencies
    const { signal } = this.#stopping
    while (!signal.aborted) {
      try {
        for (;;) {
          const due = signal.aborted ? undefined : await takeDueAlert(pool, leaseSeconds)
          if (!due) break
          await this.#send(due)
        }
      } catch (error) {
        logger.warn({ err: error }, 'could not read or record alerts; trying again')
      }
      await sleep(pollMs, undefined, { signal }).catch(() => {})
    }
  }

  async #send({ id, event, tries }: DueAlert): Promise<void> {
    const { pool, logger, retryDelay } = this.#dependencies
    const about = { alert: id, type: event.type, webhook: event.data.webhookId, attempt: tries }
    const failure = await this.#post(id, JSON.stringify(event))
    if (failure === undefined) {
      logger.info(about, 'alert sent')
      return removeAlert(pool, id)
    }
    if (this.#stopping.signal.aborted) return delayAlert(pool, id, 0)
    const delayMs = retryDelay(tries)
    if (delayMs === undefined) {
      logger.error({ ...about, reason: failure }, 'alert given up')
      return removeAlert(pool, id)
    }
    logger.warn({ ...about, reason: failure, delayMs }, 'alert not sent; trying again')
    return delayAlert(pool, id, delayMs)
  }

  /** Returns why the attempt failed, or undefined if it succeeded. */
  async #post(id: string, body: string): Promise<string | undefined> {
    const { url, secret } = this.#endpoint
    const headers = signMessage({ id, timestamp: new Date(), body, secret })
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body,
        redirect: 'manual',
        signal: AbortSignal.any([this.#stopping.signal, AbortSignal.timeout(timeoutMs)]),
      })
      await response.body?.cancel()
      return response.ok ? undefined : `status ${response.status}`
    } catch (error) {
      const { message, cause } = error as Error & { cause?: { code?: string } }
      return cause?.code ?? message
    }
  }
}
