import { battery } from './battery.js'
import type { Check, CheckLevel } from './check.js'
import type { CheckProblem } from './expectation.js'
import type { Exchange } from './outcome.js'
import { Session } from './session.js'
import { type CheckedScheme, signerOf } from './signer.js'
import { type ReceiverVerdict, verdictOn } from './verdict.js'

/** The result of one check. */
export interface ReceiverCheck {
  /** Names the behaviour, such as `event/prompt_template_created`. Stable. */
  readonly id: string
  /** Whether a receiver has to do it (`must`), or had better do it (`should`). */
  readonly level: 'must' | 'should'
  /** The behaviour, for people: a sentence without its subject, which is the receiver. */
  readonly description: string
  /** `skipped`: a check that this one depends on has failed, so it would say nothing. */
  readonly outcome: 'passed' | 'failed' | 'skipped'
  /** Why it failed. */
  readonly problem?: CheckProblem
  /** What was not found out, for people: why it was skipped, or what nobody can see from outside. */
  readonly note?: string
}

/** What was found out about a receiver. */
export interface ReceiverReport {
  /** Whether the receiver does everything that it must. */
  readonly passed: boolean
  /** What is wrong with the receiver as a whole. If there is such a thing, there are no `checks`. */
  readonly verdict?: ReceiverVerdict
  /** The checks, in the order in which they ran. */
  readonly checks: readonly ReceiverCheck[]
  /** What the receiver must do and does not, one text for each: empty if it passed. */
  readonly failures: readonly string[]
  /** What the receiver should do and does not, one text for each. */
  readonly warnings: readonly string[]
  /** How many requests were sent. */
  readonly requests: number
}

/** What to check, and how. */
export interface CheckRun {
  readonly exchange: Exchange
  readonly secret: string
  readonly scheme: CheckedScheme
  /** The ids to check. Default: all. */
  readonly only?: readonly string[] | undefined
  /** Called with each result. */
  readonly onResult?: (result: ReceiverCheck) => void
}

/** Checks a receiver, one request after another. */
export async function runChecks({
  exchange,
  secret,
  scheme,
  only,
  onResult,
}: CheckRun): Promise<ReceiverReport> {
  const session = new Session(exchange, signerOf(scheme, secret), secret)
  const verdict = await verdictOn(session)
  const checks: ReceiverCheck[] = []
  if (!verdict) {
    const all = battery(scheme)
    const asked = new Set(only ?? all.map(({ id }) => id))
    const failed = new Set<string>()
    for (const check of all) {
      // What others depend on runs as well, but is not reported.
      const isNeeded = all.some(({ id, needs }) => asked.has(id) && needs?.includes(check.id))
      if (!asked.has(check.id) && !isNeeded) continue
      const result = await resultOf(check, session, failed)
      if (result.outcome !== 'passed') failed.add(check.id)
      if (!asked.has(check.id)) continue
      checks.push(result)
      onResult?.(result)
    }
  }
  const textsOf = (level: CheckLevel) =>
    checks.flatMap((check) => (check.level === level && check.outcome !== 'passed' ? failureText(check) : []))
  const failures = verdict ? [`${verdict.code}: ${verdict.message} ${verdict.advice}`] : textsOf('must')
  return {
    passed: failures.length === 0,
    ...(verdict && { verdict }),
    checks,
    failures,
    warnings: textsOf('should'),
    requests: session.requests,
  }
}

async function resultOf(check: Check, session: Session, failed: ReadonlySet<string>): Promise<ReceiverCheck> {
  const { id, level, description, needs, limit } = check
  const about = { id, level, description }
  const missing = needs?.find((each) => failed.has(each))
  if (missing) return { ...about, outcome: 'skipped', note: `Not checked, because ${missing} has failed.` }
  const problem = await check.run(session)
  const note = limit && { note: limit }
  return problem
    ? { ...about, outcome: 'failed', problem, ...note }
    : { ...about, outcome: 'passed', ...note }
}

function failureText({ id, problem, note }: ReceiverCheck): string {
  if (!problem) return `${id}: ${note}`
  const { sent, received, expected, advice } = problem
  return `${id}: sent ${sent}; got ${received}; expected ${expected}. ${advice}`
}
