import type { Strength } from '../../../compat/subjects.js'
import type { EditableFiles } from '../edit-schemas.js'
import type { Places } from './places.js'

/** A single change of the published files, and what a person says about it. */
export interface Mutation {
  readonly name: string
  /** `breaking` needs a major release, `compatible` a minor one, and `neutral` at most a patch. */
  readonly label: 'breaking' | 'compatible' | 'neutral'
  readonly apply: (files: EditableFiles, places: Places) => void
}

type Apply = (files: EditableFiles, places: Places) => unknown

function mutations(label: Mutation['label']) {
  return (name: string, apply: Apply): Mutation => ({ name, label, apply })
}

/** A change that needs a major release. */
export const breaking = mutations('breaking')

/** A change that needs a minor release. */
export const compatible = mutations('compatible')

/** A change that needs at most a patch. */
export const neutral = mutations('neutral')

/** The same change in both strengths together, and in each of them alone. */
export function bothAndEach(
  label: Mutation['label'],
  name: string,
  apply: (files: EditableFiles, strength: Strength | undefined, places: Places) => unknown,
): Mutation[] {
  const strengths = { '': undefined, ' for receivers': 'tolerant', ' for emitters': 'strict' } as const
  return Object.entries(strengths).map(([suffix, strength]) =>
    mutations(label)(`${name}${suffix}`, (files, places) => apply(files, strength, places)),
  )
}
