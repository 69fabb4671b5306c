import type { DedupeStore } from './dedupe-store.js'

/** `duplicate`: was done before. `busy`: another process has claimed it, and is not done yet. */
export type Outcome =
  | { readonly kind: 'done' | 'duplicate' | 'busy' }
  | { readonly kind: 'failed'; readonly error: unknown }

const claimMs = 5 * 60_000

// By store, not by receiver: where each request makes a receiver of its own, they share what they share.
const runningIn = new WeakMap<DedupeStore, Map<string, Promise<Outcome>>>()

interface Task {
  readonly store: DedupeStore
  readonly key: string
  /** How long it is remembered that the task is done. */
  readonly ttlMs: number
  readonly run: () => Promise<Outcome>
  /** Is told what the store throws. */
  readonly report: (error: unknown) => Promise<void>
}

/**
 * Runs a task, unless that was done. It is marked as done after success only. While it runs, others in this process wait
 * for its outcome.
 */
export async function runOnce(task: Task): Promise<Outcome> {
  const running = runningIn.get(task.store) ?? new Map<string, Promise<Outcome>>()
  runningIn.set(task.store, running)
  const first = running.get(task.key)
  if (first) {
    const outcome = await first
    return outcome.kind === 'done' ? { kind: 'duplicate' } : outcome
  }
  const outcome = claimAndRun(task)
  running.set(task.key, outcome)
  try {
    return await outcome
  } finally {
    running.delete(task.key)
  }
}

async function claimAndRun({ store, key, ttlMs, run, report }: Task): Promise<Outcome> {
  const claimKey = `${key}:claim`
  const claimEnd = Date.now() + claimMs
  let isMine = !store.claim
  try {
    // Claimed before it is looked up: whoever had the claim until then has said whether it is done.
    if (store.claim) isMine = await store.claim(claimKey, claimMs)
    if (await store.get(key)) return { kind: 'duplicate' }
    if (!isMine) return { kind: 'busy' }
    const outcome = await run()
    if (outcome.kind === 'done') {
      // It is done, even where that cannot be written down: a retry would only do it twice.
      await attempt(() => store.set(key, new Date().toISOString(), ttlMs), report)
    }
    return outcome
  } catch (error) {
    await report(error)
    return { kind: 'failed', error }
  } finally {
    // A claim that has run out may be another's by now.
    if (store.claim && isMine && Date.now() < claimEnd) await attempt(() => store.delete?.(claimKey), report)
  }
}

async function attempt(action: () => unknown, report: (error: unknown) => Promise<void>): Promise<void> {
  try {
    await action()
  } catch (error) {
    await report(error)
  }
}
