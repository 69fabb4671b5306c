import type { DedupeStore } from './dedupe-store.js'

/**
 * `duplicate`: was done before. `busy`: another process has claimed it, and is not done yet. `late`: it still runs, and the
 * caller has waited long enough.
 */
export type Outcome =
  | { readonly kind: 'done' | 'duplicate' | 'busy' }
  | { readonly kind: 'failed' | 'late'; readonly error: unknown }

interface Running {
  readonly answer: Promise<Outcome>
  /** When others may run the task again, though it has not settled: the end of its claim. */
  readonly end: number
}

// By store, not by receiver: receivers that are made for each request share what their store shares.
const runningIn = new WeakMap<DedupeStore, Map<string, Running>>()

interface Task {
  readonly store: DedupeStore
  readonly key: string
  /** How long the store remembers that the task is done. */
  readonly ttlMs: number
  /** How long the task may run before others run it again. */
  readonly claimMs: number
  readonly run: () => Promise<Outcome>
  /** The outcome of the work, or `late` if it takes too long. */
  readonly inTime: (work: Promise<Outcome>) => Promise<Outcome>
  /** Called with what the store throws. */
  readonly report: (error: unknown) => Promise<void>
}

/**
 * Runs a task, unless it was done. It is marked as done after success only. While it runs, others in this process get its
 * outcome, and `late` once it is late: it runs on, and ends as it would have.
 */
export async function runOnce(task: Task): Promise<Outcome> {
  const running = runningIn.get(task.store) ?? new Map<string, Running>()
  runningIn.set(task.store, running)
  const first = running.get(task.key)
  const start = Date.now()
  if (first && start < first.end) {
    const outcome = await first.answer
    return outcome.kind === 'done' ? { kind: 'duplicate' } : outcome
  }
  const end = start + task.claimMs
  const work = claimAndRun(task, end)
  const entry = { answer: task.inTime(work), end }
  running.set(task.key, entry)
  work.then(() => {
    if (running.get(task.key) === entry) running.delete(task.key)
  })
  return entry.answer
}

/** Never rejects. */
async function claimAndRun(
  { store, key, ttlMs, claimMs, run, report }: Task,
  claimEnd: number,
): Promise<Outcome> {
  // The first letters differ, so no message id makes a claim look like a mark.
  const claimKey = `claim:${key}`
  const doneKey = `done:${key}`
  const hasClaims = store.claim !== undefined
  let isMine = !hasClaims
  try {
    // Claimed before it is looked up: whoever had the claim until then has said whether it is done.
    if (hasClaims) isMine = (await store.claim?.(claimKey, claimMs)) === true
    if (await store.get(doneKey)) return { kind: 'duplicate' }
    if (!isMine) return { kind: 'busy' }
    const outcome = await run()
    if (outcome.kind === 'done') {
      // It is done, even where that cannot be written down: a retry would only do it twice.
      await attempt(() => store.set(doneKey, new Date().toISOString(), ttlMs), report)
    }
    return outcome
  } catch (error) {
    await report(error)
    return { kind: 'failed', error }
  } finally {
    // A claim that has run out may be another's by now.
    if (hasClaims && isMine && Date.now() < claimEnd) await attempt(() => store.delete?.(claimKey), report)
  }
}

async function attempt(action: () => unknown, report: (error: unknown) => Promise<void>): Promise<void> {
  try {
    await action()
  } catch (error) {
    await report(error)
  }
}
