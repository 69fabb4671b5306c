import { describe, expect, test } from 'vitest'
import { corpus } from '../corpus.js'
import { survey } from './survivors.js'

// Each mutant is a schema to compile: half a minute of work for the bundles.
describe.each(['tolerant', 'strict'] as const)('%s', { timeout: 300_000 }, (strength) => {
  test.each([...corpus.keys()])('%s: its corpus notices every broken constraint', (title) => {
    const { mutants, survivors } = survey(strength, title)
    expect(mutants).toBeGreaterThan(300)
    expect(survivors.filter(({ why }) => why === undefined)).toEqual([])
  })
})
