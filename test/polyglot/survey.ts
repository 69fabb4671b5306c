import { type SchemaCase, schemaCases, twins } from './cases.js'
import { javascriptValidators } from './javascript-validators.js'
import { programValidators } from './program-validators.js'
import type { Judgement, Validator } from './validator.js'

/** The verdicts of one validator. */
export interface Result {
  readonly validator: Validator
  readonly version: string
  readonly judged: readonly Judged[]
}

/** A case, and whether a validator gives the verdict of the corpus. */
export interface Judged extends SchemaCase {
  readonly verdict: boolean | string
  readonly agrees: boolean
}

/** The verdicts of all validators. */
export interface Survey {
  readonly results: readonly Result[]
  /** The validators that are not installed. */
  readonly missing: readonly Validator[]
}

/** A validator that judges by the twins in draft 2020-12. */
function overTwins(validator: Validator): Validator {
  return {
    ...validator,
    name: `${validator.name}, 2020-12`,
    judge: (cases) => validator.judge(cases.map((each) => ({ ...each, file: `${twins}${each.file}` }))),
  }
}

const knowTwins = new Set(['ajv', '@cfworker/json-schema', '@hyperjump/json-schema', 'jsonschema'])

/** Every validator, with each form of the schemas that it judges by. */
export const validators: readonly Validator[] = [...javascriptValidators, ...programValidators].flatMap(
  (each) => (knowTwins.has(each.name) ? [each, overTwins(each)] : [each]),
)

/** Runs every installed validator on the whole corpus, two at a time. */
export async function survey(): Promise<Survey> {
  const waiting = [...validators].reverse()
  const results = new Map<Validator, Result>()
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      if (next.isHere()) results.set(next, result(next, await next.judge(schemaCases)))
    }
  }
  await Promise.all([work(), work()])
  return {
    results: validators.flatMap((each) => results.get(each) ?? []),
    missing: validators.filter((each) => !results.has(each)),
  }
}

function result(validator: Validator, { version, verdicts }: Judgement): Result {
  const judged = schemaCases.map((each, index) => {
    const verdict = verdicts[index] ?? 'no verdict'
    return { ...each, verdict, agrees: verdict === each.expected }
  })
  return { validator, version, judged }
}
