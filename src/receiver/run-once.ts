import { kindOf } from '../issue/issue.js'
import type { DedupeStore } from './dedupe-store.js'

/**
 * The outcome of a task. `duplicate`: it was done before. `busy`: another process has claimed it. `late`: it
 * takes too long, and is still running.
 */
export type Outcome =
  | { readonly kind: 'done' | 'duplicate' | 'busy' }
  | { readonly kind: 'failed' | 'late'; readonly error: unknown }

interface Running {
  readonly answer: Promise<Outcome>
  /**
   * When its claim ends, in milliseconds since 1970. After that the task may run again, even if it has not
   * settled.
   */
  readonly end: number
}

// Per store, not per receiver: receivers that are created for each request share a store.
const runningIn = new WeakMap<DedupeStore, Map<string, Running>>()

interface Task {
  readonly store: DedupeStore
  readonly key: string
  /** How long the store remembers that the task is done. */
  readonly ttlMs: number
  /** How long the task may run before it may run again. */
  readonly claimMs: number
  readonly run: () => Outcome | Promise<Outcome>
  /** Returns the outcome of the work, or `late` if it takes too long. */
  readonly inTime: (work: Promise<Outcome>) => Promise<Outcome>
  /** Called with the errors of the store. */
  readonly report: (error: unknown) => Promise<void>
}

/**
 * Runs a task unless it was done before, and marks it as done if it succeeds. While it runs, other calls in
 * this process wait for its outcome. Once it is late, they get `late` at once, and the task continues.
 */
export async function runOnce(task: Task): Promise<Outcome> {
  const running = runningIn.get(task.store) ?? new Map<string, Running>()
  runningIn.set(task.store, running)
  const first = running.get(task.key)
  const start = Date.now()
  if (first && start < first.end) {
    // With this task's own time limit: the first may belong to a receiver with a longer one.
    const outcome = await task.inTime(first.answer)
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
  // Different prefixes, so that no message id makes a claim look like a mark.
  const claimKey = `claim:${key}`
  const doneKey = `done:${key}`
  let isMine: unknown = !store.claim
  try {
    // Claim first, then look up: the previous owner of the claim has written its mark by then.
    if (store.claim) isMine = await store.claim(claimKey, claimMs)
    if (typeof isMine !== 'boolean') {
      throw new TypeError(`dedupe.claim: expected true or false, got ${kindOf(isMine)}`)
    }
    if (await store.get(doneKey)) return { kind: 'duplicate' }
    // The store was so slow that the claim has expired: another process may hold it now.
    if (!isMine || Date.now() >= claimEnd) return { kind: 'busy' }
    const outcome = await run()
    if (outcome.kind === 'done') {
      // If the mark cannot be written, the event still counts as done: a retry would run it twice.
      await attempt(() => store.set(doneKey, new Date().toISOString(), ttlMs), report)
    }
    return outcome
  } catch (error) {
    await report(error)
    return { kind: 'failed', error }
  } finally {
    // After it expires, a claim may belong to another process.
    if (store.claim && isMine === true && Date.now() < claimEnd)
      await attempt(() => store.delete?.(claimKey), report)
  }
}

async function attempt(action: () => unknown, report: (error: unknown) => Promise<void>): Promise<void> {
  try {
    await action()
  } catch (error) {
    await report(error)
  }
}
