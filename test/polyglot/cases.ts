import { readdirSync, readFileSync } from 'node:fs'
import { findNodeAtLocation, parseTree } from 'jsonc-parser'
import type { Case } from '../../src/codegen/corpus.js'

/** A case of the corpus, for one schema file. */
export interface SchemaCase {
  /** The path of the schema within `schemas/v1`. */
  readonly file: string
  readonly description: string
  /** The value to validate as JSON, since each language parses it itself. */
  readonly text: string
  readonly expected: boolean
  /** Why validators differ on this case, if they are known to. */
  readonly optional: string | undefined
}

const corpusOf = (title: string) =>
  readFileSync(`test/corpus/${title}.json`, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => line.replace(/,$/, ''))

function textOfData(line: string): string {
  const tree = parseTree(line)
  const node = tree && findNodeAtLocation(tree, ['data'])
  if (!node) throw new Error(`The corpus case has no data: ${line}`)
  return line.slice(node.offset, node.offset + node.length)
}

const titles = readdirSync('test/corpus').map((file) => file.replace(/[.]json$/, ''))

/** The whole corpus: each case once for every schema file that has a verdict on it. */
export const schemaCases: readonly SchemaCase[] = titles.flatMap((title) => {
  const judges = title === 'WebhookEnvelope' || title === 'WebhookEvent' ? [title] : [title, 'WebhookEvent']
  return corpusOf(title).flatMap((line) => {
    const { description, valid, strictValid, optional }: Case = JSON.parse(line)
    const text = textOfData(line)
    return judges.flatMap((judge) => [
      { file: `${judge}.json`, description, text, expected: valid, optional },
      { file: `strict/${judge}.json`, description, text, expected: strictValid, optional },
    ])
  })
})

/** The folder, within `schemas/v1`, of the twin of each schema in draft 2020-12. */
export const twins = '2020-12/'

/** Tells whether a schema file is in draft 2020-12. */
export const isTwin = (file: string) => file.startsWith(twins)
