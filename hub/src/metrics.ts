import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { DeliveryResult } from 'prompt-webhooks/emitter'
import type { Backlog } from './backlog.js'

/** Where the gauges get their values. */
export interface MetricsReading {
  readonly backlog: () => Promise<Backlog>
  /** The attempts that run in this process. Absent if it makes none: it then has no metrics of attempts. */
  readonly running: (() => number) | undefined
  /** The alerts that were not sent yet. Absent if this process has no alert URL. */
  readonly alerts: (() => Promise<number>) | undefined
}

let ofNode: Registry | undefined

/** The metrics of Node, once for all hubs of this process: what measures them cannot be stopped. */
function nodeMetrics(): Registry {
  if (!ofNode) {
    ofNode = new Registry()
    collectDefaultMetrics({ register: ofNode })
  }
  return ofNode
}

/** The metrics of this process, in the Prometheus text format. */
export class Metrics {
  readonly #registry = new Registry()
  readonly #reading: MetricsReading
  readonly #published: Counter
  readonly #setBacklog: (backlog: Backlog) => void
  readonly #attempted: (result: DeliveryResult) => void

  constructor(reading: MetricsReading) {
    const registers = [this.#registry]
    this.#reading = reading
    // Measures from now on, and not only from the first reading.
    nodeMetrics()
    this.#published = new Counter({
      name: 'prompt_webhooks_events_published_total',
      help: 'Events accepted by this process.',
      registers,
    })
    const gauge = (name: string, help: string, read?: () => number | Promise<number>) =>
      new Gauge({
        name,
        help,
        registers,
        ...(read && {
          async collect() {
            this.set(await read())
          },
        }),
      })
    const waiting = gauge(
      'prompt_webhooks_deliveries_waiting',
      'Deliveries that are neither delivered nor given up, across all processes.',
    )
    const givenUp = gauge(
      'prompt_webhooks_deliveries_given_up',
      'Deliveries that were given up and are still kept, across all processes.',
    )
    const oldest = gauge(
      'prompt_webhooks_oldest_waiting_seconds',
      'Age of the oldest delivery that is neither delivered nor given up, across all processes. 0 if there is none.',
    )
    const resting = gauge(
      'prompt_webhooks_webhooks_resting',
      'Enabled webhooks that rest because they kept failing.',
    )
    const disabled = gauge('prompt_webhooks_webhooks_disabled', 'Webhooks that the hub disabled.')
    this.#setBacklog = (backlog) => {
      waiting.set(backlog.waiting)
      givenUp.set(backlog.givenUp)
      oldest.set(backlog.oldestWaitingSeconds)
      resting.set(backlog.resting)
      disabled.set(backlog.disabled)
    }
    if (reading.alerts) {
      gauge(
        'prompt_webhooks_alerts_waiting',
        'Alerts that were not sent yet, across all processes.',
        reading.alerts,
      )
    }
    if (!reading.running) {
      // A zero would look like a worker that makes no attempts.
      this.#attempted = () => {}
      return
    }
    gauge(
      'prompt_webhooks_attempts_running',
      'Delivery attempts currently running in this process.',
      reading.running,
    )
    const attempts = new Counter({
      name: 'prompt_webhooks_attempts_total',
      help: 'Delivery attempts made by this process, by outcome.',
      labelNames: ['outcome'],
      registers,
    })
    const seconds = new Histogram({
      name: 'prompt_webhooks_attempt_duration_seconds',
      help: 'Duration of delivery attempts.',
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20],
      registers,
    })
    this.#attempted = ({ outcome, latencyMs }) => {
      attempts.inc({ outcome })
      seconds.observe(latencyMs / 1000)
    }
  }

  published(count: number): void {
    this.#published.inc(count)
  }

  attempted(result: DeliveryResult): void {
    this.#attempted(result)
  }

  async text(): Promise<string> {
    this.#setBacklog(await this.#reading.backlog())
    return Registry.merge([nodeMetrics(), this.#registry]).metrics()
  }
}
