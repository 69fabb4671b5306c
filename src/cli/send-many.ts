import { setTimeout } from 'node:timers/promises'
import type { DeliveryResult } from '../emitter/index.js'
import { ProgressBar } from './progress-bar.js'

/** What became of many attempts. */
export interface Series {
  /** How many were to be made. */
  readonly asked: number
  readonly delivered: number
  /** How many were not delivered, by the reason. */
  readonly failures: ReadonlyMap<string, number>
  /** Of each attempt, in milliseconds. */
  readonly latencies: readonly number[]
  /** How long it took, in milliseconds. */
  readonly duration: number
}

interface Pace {
  readonly repeat: number
  /** A second. Without one each waits for the one before. */
  readonly rate: number | undefined
  /** Stops it. */
  readonly signal: AbortSignal
}

// A rate is kept whether or not there are answers, up to where that would be a flood.
const mostAtOnce = 100

/** Makes many attempts, and shows how far it is. */
export async function sendMany(
  attempt: () => Promise<DeliveryResult>,
  { repeat, rate, signal }: Pace,
): Promise<Series> {
  const bar = new ProgressBar(process.stderr, repeat)
  const failures = new Map<string, number>()
  const latencies: number[] = []
  const underWay = new Set<Promise<void>>()
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
    if (rate) await until(started + (index / rate) * 1000, signal)
    if (underWay.size >= (rate ? mostAtOnce : 1)) await Promise.race(underWay)
    if (signal.aborted) break
    const sending = sendOne().finally(() => underWay.delete(sending))
    underWay.add(sending)
  }
  await Promise.all(underWay)
  bar.clear()
  return { asked: repeat, delivered, failures, latencies, duration: performance.now() - started }
}

async function until(time: number, signal: AbortSignal): Promise<void> {
  const wait = time - performance.now()
  // Aborted, it is over as well.
  if (wait > 0) await setTimeout(wait, undefined, { signal }).catch(() => {})
}
