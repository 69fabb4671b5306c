import type { Case } from '../../src/codegen/corpus.js'
import { corpus } from '../support/corpus.js'

/** The cases of each event, by the name of its schema. */
export const casesByEvent: readonly (readonly [title: string, cases: readonly Case[]])[] = [...corpus].filter(
  ([title]) => !title.startsWith('Webhook'),
)
