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
  /** The Debian packages that it needs. */
  readonly packages?: readonly string[]
  isHere(): boolean
  judge(cases: readonly SchemaCase[]): Promise<Judgement>
}
