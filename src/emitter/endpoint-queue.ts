/*! Bundled: p-limit and yocto-queue, MIT License, Copyright (c) Sindre Sorhus <sindresorhus@gmail.com> */
import pLimit from 'p-limit'
import type { WebhookEvent } from '../index.js'
import { globals } from '../runtime/globals.js'
import { attempt, newMessageId } from './attempt.js'
import type { DeliveryResult } from './delivery-result.js'
import type { DeliveryReport, EmitterDestination, EmitterSettings } from './emitter-options.js'
import { Pauses } from './pauses.js'
import { retryDelay } from './retry-delay.js'

/** An event, and the canonical JSON that every attempt sends. */
export interface Emitted {
  readonly event: WebhookEvent
  readonly body: string
}

/**
 * The deliveries to one endpoint. Each endpoint has its own queue, so a slow one does not hold up the others.
 */
export class EndpointQueue {
  readonly #destination: EmitterDestination
  readonly #settings: EmitterSettings
  readonly #report: (report: DeliveryReport) => void
  readonly #limit: ReturnType<typeof pLimit>
  readonly #pending = new Set<Promise<void>>()
  readonly #inProgress = new Set<{ abort(): void }>()
  readonly #pauses = new Pauses()
  #stopped: string | undefined

  constructor(
    destination: EmitterDestination,
    settings: EmitterSettings,
    report: (report: DeliveryReport) => void,
  ) {
    this.#destination = destination
    this.#settings = settings
    this.#report = report
    this.#limit = pLimit(settings.concurrency)
  }

  add(emitted: Emitted): void {
    const { event } = emitted
    const { types } = this.#destination
    if (this.#stopped !== undefined || (types && !types.has(event.event_type))) return
    const id = newMessageId()
    const { maxPending } = this.#settings
    if (this.#pending.size >= maxPending) {
      this.#report(this.#failed(event, id, 0, `dropped: ${maxPending} deliveries are already pending`))
      return
    }
    const delivery = this.#deliver(emitted, id).finally(() => this.#pending.delete(delivery))
    this.#pending.add(delivery)
  }

  /** Resolves when no delivery is pending. */
  async drain(): Promise<void> {
    await Promise.all(this.#pending)
  }

  /** Gives up every pending delivery, including attempts that are in progress. */
  abort(): void {
    this.#stop('given up: the emitter was closed')
    for (const attempt of this.#inProgress) attempt.abort()
  }

  async #deliver(emitted: Emitted, id: string): Promise<void> {
    let attempts = 0
    let retryInMs: number | undefined = 0
    while (retryInMs !== undefined) {
      const report: DeliveryReport = await this.#limit(() => this.#attempt(emitted, id, attempts))
      this.#report(report)
      attempts = report.attempts
      retryInMs = report.retryInMs
      // The report may have made the caller close the emitter.
      if (retryInMs !== undefined && this.#stopped === undefined) await this.#pauses.pause(retryInMs)
    }
  }

  async #attempt({ event, body }: Emitted, id: string, before: number): Promise<DeliveryReport> {
    if (this.#stopped !== undefined) return this.#failed(event, id, before, this.#stopped)
    const destination = this.#destination
    const endpoint = destination.given
    const controller = new globals.AbortController()
    this.#inProgress.add(controller)
    const { signal } = controller
    const result = await attempt({ id, body, destination, settings: this.#settings, signal })
    this.#inProgress.delete(controller)
    // Attempts that are in progress may still succeed, so they are not aborted.
    if (result.outcome === 'gone') this.#stop('given up: the endpoint is gone')
    const attempts = before + 1
    const retryInMs = this.#retryInMs(attempts, result)
    const state = result.outcome === 'delivered' ? 'delivered' : 'failed'
    const report = { state, reason: result.reason, event, endpoint, id, attempts, result } as const
    return retryInMs === undefined ? report : { ...report, state: 'retrying', retryInMs }
  }

  /** How long to wait before the next attempt, or `undefined` to give up. */
  #retryInMs(attempts: number, result: DeliveryResult): number | undefined {
    if (result.outcome !== 'retry' || this.#stopped !== undefined) return undefined
    const delayMs = this.#delayMs(attempts)
    return delayMs === undefined ? undefined : Math.max(delayMs, result.retryAfterMs ?? 0)
  }

  /** A mistake in the caller's function must not lose events, so the default schedule is used instead. */
  #delayMs(attempts: number): number | undefined {
    try {
      const delayMs: unknown = this.#settings.retryDelay(attempts)
      if (delayMs === undefined || (typeof delayMs === 'number' && delayMs >= 0)) return delayMs
      throw new TypeError('retryDelay: expected a number of milliseconds of at least 0, or undefined')
    } catch (error) {
      globals.console.error(error)
      return retryDelay(attempts)
    }
  }

  #failed(event: WebhookEvent, id: string, attempts: number, reason: string): DeliveryReport {
    return { state: 'failed', reason, event, endpoint: this.#destination.given, id, attempts }
  }

  #stop(reason: string): void {
    this.#stopped ??= reason
    this.#pauses.end()
  }
}
