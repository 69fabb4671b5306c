import type { SchemaCase } from './cases.js'

/** The verdicts of a validator, in the order of the cases. */
export interface Judgement {
  /** The versions of the validator and of its language. */
  readonly version: string
  /** A string says why the parser or the validator has no verdict on the case. */
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
