import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { corpus } from '../support/corpus.js'
import { survey } from './survivors.js'

const published = (strength: string, title: string) =>
  JSON.parse(readFileSync(`schemas/v1/${strength === 'strict' ? 'strict/' : ''}${title}.json`, 'utf8'))

// Each mutant is a schema to compile, which takes time.
describe.each(['tolerant', 'strict'] as const)('%s', { timeout: 300_000 }, (strength) => {
  test.each([...corpus.keys()])('%s: the corpus notices every broken constraint', (title) => {
    const { mutants, survivors } = survey(strength, title)
    expect(mutants).toBeGreaterThan(title === 'WebhookEvent' ? 5 : 300)
    expect(survivors.filter(({ why }) => why === undefined)).toEqual([])
  })

  test('the definitions of the bundle equal the files of the events', () => {
    for (const [title, definition] of Object.entries<object>(
      published(strength, 'WebhookEvent').definitions,
    )) {
      expect(published(strength, title)).toMatchObject(definition)
      expect(Object.keys(published(strength, title)).sort()).toEqual(
        ['$id', '$schema', ...Object.keys(definition)].sort(),
      )
    }
  })
})
