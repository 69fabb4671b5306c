import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { DeliveryResult } from 'prompt-webhooks/emitter'

/** The metrics of this process, in the Prometheus text format. */
export class Metrics {
  readonly #registry = new Registry()
  readonly #published: Counter
  readonly #attempts: Counter<'outcome'>
  readonly #seconds: Histogram

  constructor(reading: { readonly queueSize: () => Promise<number>; readonly running: () => number }) {
    const registers = [this.#registry]
    collectDefaultMetrics({ register: this.#registry })
    this.#published = new Counter({
      name: 'prompt_webhooks_events_published_total',
      help: 'Events accepted by this process.',
      registers,
    })
    this.#attempts = new Counter({
      name: 'prompt_webhooks_attempts_total',
      help: 'Delivery attempts made by this process, by outcome.',
      labelNames: ['outcome'],
      registers,
    })
    this.#seconds = new Histogram({
      name: 'prompt_webhooks_attempt_duration_seconds',
      help: 'Duration of delivery attempts.',
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20],
      registers,
    })
    new Gauge({
      name: 'prompt_webhooks_attempts_running',
      help: 'Delivery attempts currently running in this process.',
      registers,
      collect() {
        this.set(reading.running())
      },
    })
    new Gauge({
      name: 'prompt_webhooks_deliveries_waiting',
      help: 'Deliveries in the queue, due or scheduled, across all processes.',
      registers,
      async collect() {
        this.set(await reading.queueSize())
      },
    })
  }

  published(count: number): void {
    this.#published.inc(count)
  }

  attempted({ outcome, latencyMs }: DeliveryResult): void {
    this.#attempts.inc({ outcome })
    this.#seconds.observe(latencyMs / 1000)
  }

  text(): Promise<string> {
    return this.#registry.metrics()
  }
}
