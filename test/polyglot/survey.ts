import { type SchemaCase, schemaCases } from './cases.js'
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

/** Runs every installed validator on the whole corpus, two at a time. */
export async function survey(): Promise<Survey> {
  const all = [...programValidators, ...javascriptValidators]
  const waiting = [...all]
  const results = new Map<Validator, Result>()
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      if (next.isHere()) results.set(next, result(next, await next.judge(schemaCases)))
    }
  }
  await Promise.all([work(), work()])
  return {
    results: [...javascriptValidators, ...programValidators].flatMap((each) => results.get(each) ?? []),
    missing: all.filter((each) => !results.has(each)),
  }
}

function result(validator: Validator, { version, verdicts }: Judgement): Result {
  const judged = schemaCases.map((each, index) => {
    const verdict = verdicts[index] ?? 'no verdict'
    return { ...each, verdict, agrees: verdict === each.expected }
  })
  return { validator, version, judged }
}
