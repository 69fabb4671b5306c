import type { CheckProblem } from './expectation.js'
import type { Session } from './session.js'

/** Whether a receiver has to do it (`must`), or had better do it (`should`). */
export type CheckLevel = 'must' | 'should'

/** One behaviour of a receiver, and how to find out about it. */
export interface Check {
  /** Stable: code and settings of CI may name it. */
  readonly id: string
  readonly level: CheckLevel
  /** The behaviour, as a sentence about the receiver without its subject. */
  readonly description: string
  /** Checks without which this one says nothing. If one of them fails, this one is skipped. */
  readonly needs?: readonly string[]
  /** What the check cannot tell. */
  readonly limit?: string
  /** Sends requests, and returns what is wrong. */
  run(session: Session): Promise<CheckProblem | undefined>
}
