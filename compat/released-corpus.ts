import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The file of a released version that holds a payload in each line. */
export const corpusFile = 'payloads.jsonl'

/** Reads the payloads of a released version. */
export function readReleasedCorpus(folder: string): unknown[] {
  return readFileSync(join(folder, corpusFile), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
}

/**
 * Returns payloads that the tolerant contract accepts, one in each line: of the cases in a folder such as
 * `test/corpus`, every case about the details of an event, and one event for each case about the envelope.
 */
export function corpusOf(folder: string): string {
  const seen = new Set<unknown>()
  const isNew = (what: unknown) => seen.size < seen.add(what).size
  const cases = readdirSync(folder)
    .sort()
    .flatMap((name): Case[] => JSON.parse(readFileSync(join(folder, name), 'utf8')))
  return cases
    .filter(({ valid }) => valid)
    .filter(({ description, data }) =>
      [isNew(data.event_type), isNew(description), description.startsWith('details')].includes(true),
    )
    .map(({ data }) => `${JSON.stringify(data)}\n`)
    .join('')
}

interface Case {
  readonly description: string
  readonly valid: boolean
  readonly data: { readonly event_type: string }
}
