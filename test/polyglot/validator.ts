import type { SchemaCase } from './cases.js'

/** What a validator makes of cases, in their order. */
export interface Judgement {
  /** The versions of the validator and of its language. */
  readonly version: string
  /** A string is the message of a parser or validator that gave up on the case. */
  readonly verdicts: readonly (boolean | string)[]
}

/** A validator of JSON Schema. */
export interface Validator {
  readonly name: string
  readonly language: string
  /** Whether it is installed. Prints how to install it if not. */
  isHere(): boolean
  judge(cases: readonly SchemaCase[]): Promise<Judgement>
}
