import { describe, expect, test } from 'vitest'
import { corpus } from '../corpus.js'
import { survey } from './survivors.js'

describe.each(['tolerant', 'strict'] as const)('%s', (strength) => {
  test.each([...corpus.keys()])('%s: its corpus notices every broken constraint', (title) => {
    const { mutants, survivors } = survey(strength, title)
    expect(mutants).toBeGreaterThan(300)
    expect(survivors.filter(({ why }) => why === undefined)).toEqual([])
  })
})
