import { readdirSync, readFileSync } from 'node:fs'
import type { Case } from '../../src/codegen/corpus.js'

/** The cases of each file of the corpus, by the name of the schema that judges them. */
export const corpus: ReadonlyMap<string, readonly Case[]> = new Map(
  readdirSync('test/corpus').map((file) => [
    file.replace(/[.]json$/, ''),
    JSON.parse(readFileSync(`test/corpus/${file}`, 'utf8')),
  ]),
)

/** What the union judges: the cases of every event and its own. The envelope's verdicts are others. */
export const eventCases: readonly Case[] = [...corpus].flatMap(([title, cases]) =>
  title === 'WebhookEnvelope' ? [] : cases,
)
