import { setTimeout } from 'node:timers/promises'
import type { DeliveryResult } from '../../emitter/index.js'
import { ProgressBar } from '../terminal/progress-bar.js'

/** The results of a series of deliveries. */
export interface Series {
  /** How many events were asked for. */
  readonly asked: number
  readonly delivered: number
  /** How many events were not delivered, by reason. */
  readonly failures: ReadonlyMap<string, number>
  /** The latency of each delivery, in milliseconds. */
  readonly latencies: readonly number[]
  readonly durationMs: number
}

interface SeriesOptions {
  readonly repeat: number
  /** How many to start per second. Without a rate, each delivery waits for the one before. */
  readonly rate: number | undefined
  /** Stops the series. */
  readonly signal: AbortSignal
}

// A rate does not wait for responses, so this keeps a slow receiver from being flooded.
const maxConcurrent = 100

/** Makes a series of deliveries and shows its progress. */
export async function sendSeries(
  attempt: () => Promise<DeliveryResult>,
  { repeat, rate, signal }: SeriesOptions,
): Promise<Series> {
  const bar = new ProgressBar(process.stderr, repeat)
  const failures = new Map<string, number>()
  const latencies: number[] = []
  const pending = new Set<Promise<void>>()
  let delivered = 0
  const started = performance.now()

  const sendOne = async () => {
    const { outcome, reason, latencyMs } = await attempt()
    if (signal.aborted && outcome !== 'delivered') return
    latencies.push(latencyMs)
    if (outcome === 'delivered') delivered++
    else failures.set(reason, (failures.get(reason) ?? 0) + 1)
    bar.update(latencies.length, latencies.length)
  }
  for (let index = 0; index < repeat; index++) {
    if (rate) await waitUntil(started + (index / rate) * 1000, signal)
    if (pending.size >= (rate ? maxConcurrent : 1)) await Promise.race(pending)
    if (signal.aborted) break
    const sending = sendOne().finally(() => pending.delete(sending))
    pending.add(sending)
  }
  await Promise.all(pending)
  bar.clear()
  return { asked: repeat, delivered, failures, latencies, durationMs: performance.now() - started }
}

async function waitUntil(time: number, signal: AbortSignal): Promise<void> {
  const wait = time - performance.now()
  // An abort ends the wait early. It is not an error.
  if (wait > 0) await setTimeout(wait, undefined, { signal }).catch(() => {})
}
