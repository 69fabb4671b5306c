import type { Case } from '../../src/codegen/corpus.js'
import { corpus } from '../support/corpus.js'

/** The corpus cases of each event, with the title of its schema. */
export const casesByEvent: readonly (readonly [title: string, cases: readonly Case[]])[] = [...corpus].filter(
  ([title]) => !title.startsWith('Webhook'),
)
