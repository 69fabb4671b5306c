import { expect, test } from 'vitest'
import { corpus, eventCases } from '../../support/corpus.js'
import { check } from './check.js'

const envelopeCases = corpus.get('WebhookEnvelope') ?? []

/** The verdict of the command on each value, given as a line of NDJSON. */
function verdictsOn(values: readonly unknown[], ...options: string[]): string[] {
  const { problems } = check(values.map((value) => JSON.stringify(value)).join('\n'), ...options)
  const verdicts = values.map(() => 'valid')
  for (const { line, verdict } of problems) verdicts[line - 1] = verdict
  return verdicts
}

test.each([
  ['valid', []],
  ['strictValid', ['--strict']],
] as const)('the command agrees with the corpus: %s', (key, options) => {
  const verdicts = verdictsOn(
    eventCases.map(({ data }) => data),
    ...options,
  )
  const differ = eventCases.filter((each, index) => each[key] !== (verdicts[index] === 'valid'))
  expect(differ.map(({ description }) => description)).toEqual([])
  expect(verdicts).toContain('valid')
  expect(verdicts).toContain('invalid')
})

test('a valid envelope with an unknown event type is a warning', () => {
  const ofUnknownType = envelopeCases.filter(({ data }) => Object(data).event_type === 'added_later')
  expect(ofUnknownType.length).toBeGreaterThan(100)
  const verdicts = verdictsOn(ofUnknownType.map(({ data }) => data))
  expect(verdicts).toEqual(ofUnknownType.map(({ valid }) => (valid ? 'unknown' : 'invalid')))
})
