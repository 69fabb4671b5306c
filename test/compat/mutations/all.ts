import { events } from './events.js'
import { fields } from './fields.js'
import { keys } from './keys.js'
import type { Mutation } from './mutation.js'
import { names } from './names.js'
import { values } from './values.js'
import { wording } from './wording.js'

/** The single changes of the published schemas that prove what `npm run compat` notices. */
export const allMutations: readonly Mutation[] = [
  ...events,
  ...fields,
  ...values,
  ...keys,
  ...names,
  ...wording,
]
