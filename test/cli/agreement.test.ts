import { expect, test } from 'vitest'
import { corpus, eventCases } from '../support/corpus.js'
import { run } from './command.js'

const envelopeCases = corpus.get('WebhookEnvelope') ?? []

/** What the command says of each value: a line of NDJSON each. */
function judge(values: readonly unknown[], ...options: string[]): string[] {
  const lines = values.map((value) => JSON.stringify(value)).join('\n')
  const { stdout } = run(['validate', '--json', ...options], lines)
  const verdicts = values.map(() => 'valid')
  for (const { line, verdict } of JSON.parse(stdout).files[0].problems) verdicts[line - 1] = verdict
  return verdicts
}

test.each([
  ['valid', []],
  ['strictValid', ['--strict']],
] as const)('the command says what the corpus states: %s', (key, options) => {
  const verdicts = judge(
    eventCases.map(({ data }) => data),
    ...options,
  )
  const differ = eventCases.filter((each, index) => each[key] !== (verdicts[index] === 'valid'))
  expect(differ.map(({ description }) => description)).toEqual([])
  expect(verdicts).toContain('valid')
  expect(verdicts).toContain('invalid')
})

test('the command takes what is a sound envelope of a type that it does not know for a warning', () => {
  const ofUnknownType = envelopeCases.filter(({ data }) => Object(data).event_type === 'added_later')
  expect(ofUnknownType.length).toBeGreaterThan(100)
  const verdicts = judge(ofUnknownType.map(({ data }) => data))
  expect(verdicts).toEqual(ofUnknownType.map(({ valid }) => (valid ? 'unknown' : 'invalid')))
})
