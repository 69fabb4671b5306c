import { readdirSync, readFileSync } from 'node:fs'
import type { Case } from '../../src/codegen/corpus.js'

/** The cases of the corpus, by the title of their schema. */
export const corpus: ReadonlyMap<string, readonly Case[]> = new Map(
  readdirSync('test/corpus').map((file) => [
    file.replace(/[.]json$/, ''),
    JSON.parse(readFileSync(`test/corpus/${file}`, 'utf8')),
  ]),
)

/**
 * The cases for the union of all events: its own and those of every event. The envelope has other verdicts.
 */
export const eventCases: readonly Case[] = [...corpus].flatMap(([title, cases]) =>
  title === 'WebhookEnvelope' ? [] : cases,
)
