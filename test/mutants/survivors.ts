import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { corpus, eventCases } from '../support/corpus.js'
import { type Mutant, schemaMutants } from './schema-mutants.js'

// Each mutant is compiled once and judges few values, so optimisation would cost more than it saves.
const ajv = new Ajv({ strict: false, meta: false, validateSchema: false, code: { optimize: false } })

/** How many mutants the corpus notices. */
export interface Survey {
  readonly mutants: number
  /** The mutants that no case of the corpus notices. `why` is set if no case can notice them. */
  readonly survivors: readonly { readonly place: string; readonly why: string | undefined }[]
}

/** Breaks one published schema file in every single place, and judges its corpus with each mutant. */
export function survey(strength: 'tolerant' | 'strict', title: string): Survey {
  const file = `schemas/v1/${strength === 'strict' ? 'strict/' : ''}${title}.json`
  // Cases on which validators may differ prove nothing for other languages.
  const cases = (title === 'WebhookEvent' ? eventCases : (corpus.get(title) ?? [])).filter(
    ({ optional }) => optional === undefined,
  )
  // The definitions of the bundle equal the files of the events, where mutants are much cheaper to judge. The
  // copy of a pattern in the rule about line ends judges nothing in JavaScript: it is for makers of test
  // data.
  const mutants = schemaMutants(JSON.parse(readFileSync(file, 'utf8'))).filter(
    ({ place }) => !place.startsWith('#/definitions/') && !place.includes('/oneOf/1/allOf/'),
  )
  const survivors = mutants.filter(({ schema }) => {
    const validate = ajv.compile({ ...schema, $schema: undefined, $id: undefined })
    return cases.every(
      ({ data, valid, strictValid }) => validate(data) === (strength === 'strict' ? strictValid : valid),
    )
  })
  return {
    mutants: mutants.length,
    survivors: survivors.map((mutant) => ({ place: mutant.place, why: equivalence(mutant) })),
  }
}

function equivalence({ place, broken }: Mutant): string | undefined {
  if (place.endsWith(' without type') && broken.enum) return 'every member of its enum is a string'
  if (place.endsWith(' type number') && broken.minimum === broken.maximum)
    return 'its bounds leave one number, which is whole'
  if (place.endsWith(' without type') && broken.allOf)
    return 'the alternatives in `allOf` have the type as well'
  if (/[/]allOf[/]0[/]oneOf[/][01] without type$/.test(place))
    return 'the schema has the type beside `allOf` as well'
  if (/ without allOf$|[/]allOf[/]0 without alternative 1$/.test(place))
    return 'in JavaScript `$` matches only at the very end'
  return undefined
}
