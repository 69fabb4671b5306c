/*! Bundled: p-limit and yocto-queue, MIT License, Copyright (c) Sindre Sorhus <sindresorhus@gmail.com> */
import pLimit from 'p-limit'
import type { WebhookEvent } from '../index.js'
import { globals } from '../runtime/globals.js'
import { attempt, newMessageId } from './attempt.js'
import type { DeliveryResult } from './delivery-result.js'
import type { DeliveryReport, EmitterDestination, EmitterSettings } from './emitter-options.js'
import { Pauses } from './pauses.js'

/** An event, and the canonical JSON that every attempt sends. */
export interface Emitted {
  readonly event: WebhookEvent
  readonly body: string
}

/** The deliveries to one endpoint. No other endpoint waits for them. */
export class EndpointQueue {
  readonly #destination: EmitterDestination
  readonly #settings: EmitterSettings
  readonly #report: (report: DeliveryReport) => void
  readonly #limit: ReturnType<typeof pLimit>
  readonly #pending = new Set<Promise<void>>()
  readonly #underWay = new Set<{ abort(): void }>()
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
      this.#report(this.#failed(event, id, 0, `not taken: ${maxPending} deliveries are pending`))
      return
    }
    const delivery = this.#deliver(emitted, id).finally(() => this.#pending.delete(delivery))
    this.#pending.add(delivery)
  }

  /** Resolves when nothing is pending. */
  async drain(): Promise<void> {
    await Promise.all(this.#pending)
  }

  /** Gives up all that is pending, what is under way as well. */
  abort(): void {
    this.#stop('given up: the emitter was closed')
    for (const attempt of this.#underWay) attempt.abort()
  }

  async #deliver(emitted: Emitted, id: string): Promise<void> {
    let attempts = 0
    let retryIn: number | undefined = 0
    while (retryIn !== undefined) {
      const report: DeliveryReport = await this.#limit(() => this.#attempt(emitted, id, attempts))
      this.#report(report)
      attempts = report.attempts
      retryIn = report.retryIn
      // What is told of an attempt may close the emitter.
      if (retryIn !== undefined && this.#stopped === undefined) await this.#pauses.pause(retryIn)
    }
  }

  async #attempt({ event, body }: Emitted, id: string, before: number): Promise<DeliveryReport> {
    if (this.#stopped !== undefined) return this.#failed(event, id, before, this.#stopped)
    const destination = this.#destination
    const endpoint = destination.given
    const controller = new globals.AbortController()
    this.#underWay.add(controller)
    const { signal } = controller
    const result = await attempt({ id, body, destination, settings: this.#settings, signal })
    this.#underWay.delete(controller)
    // What is under way to an endpoint that is gone may still be taken.
    if (result.outcome === 'gone') this.#stop('given up: the endpoint is gone')
    const attempts = before + 1
    const retryIn = this.#retryIn(attempts, result)
    const state = result.outcome === 'delivered' ? 'delivered' : 'failed'
    const report = { state, reason: result.reason, event, endpoint, id, attempts, result } as const
    return retryIn === undefined ? report : { ...report, state: 'retrying', retryIn }
  }

  #retryIn(attempts: number, result: DeliveryResult): number | undefined {
    if (result.outcome !== 'retry' || this.#stopped !== undefined) return undefined
    const delay = this.#settings.retryDelays(attempts)
    return delay === undefined ? undefined : Math.max(delay, result.retryAfter ?? 0)
  }

  #failed(event: WebhookEvent, id: string, attempts: number, reason: string): DeliveryReport {
    return { state: 'failed', reason, event, endpoint: this.#destination.given, id, attempts }
  }

  #stop(reason: string): void {
    this.#stopped ??= reason
    this.#pauses.end()
  }
}
