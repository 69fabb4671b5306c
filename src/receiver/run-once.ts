import type { DedupeStore } from './dedupe-store.js'

/** `duplicate`: it was done before. `busy`: another process has claimed it. `late`: it takes too long, and still runs. */
export type Outcome =
  | { readonly kind: 'done' | 'duplicate' | 'busy' }
  | { readonly kind: 'failed' | 'late'; readonly error: unknown }

interface Running {
  readonly answer: Promise<Outcome>
  /** When its claim ends. From then on others may run the task again, even if it has not settled. */
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
 * Runs a task, unless it was done before. Marks it as done after success only. While it runs, other calls in this process get its outcome. Once
 * it is late they get `late` at once, and the task goes on.
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
    // Claimed before it is looked up, because the last owner of the claim has marked by then whether it is done.
    if (hasClaims) isMine = (await store.claim?.(claimKey, claimMs)) === true
    if (await store.get(doneKey)) return { kind: 'duplicate' }
    if (!isMine) return { kind: 'busy' }
    const outcome = await run()
    if (outcome.kind === 'done') {
      // It is done even if the mark cannot be written: a retry would only do it twice.
      await attempt(() => store.set(doneKey, new Date().toISOString(), ttlMs), report)
    }
    return outcome
  } catch (error) {
    await report(error)
    return { kind: 'failed', error }
  } finally {
    // A claim that has run out may belong to another process by now.
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
