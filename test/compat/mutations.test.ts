import { expect, test } from 'vitest'
import { judgeMutations, verdictPage } from './verdicts.js'

const verdicts = judgeMutations()

test('every single change of the published schemas gets the verdict that a person gave it', () => {
  const wrong = verdicts.filter(({ mutation, label }) => mutation.label !== label)
  expect(wrong.map(({ mutation, label, changes }) => ({ ...mutation, label, changes }))).toEqual([])
})

test('the changes are many, differ, and have all labels', () => {
  const count = (label: string) => verdicts.filter(({ mutation }) => mutation.label === label).length
  expect(new Set(verdicts.map(({ mutation }) => mutation.name)).size).toBe(verdicts.length)
  expect(count('breaking')).toBeGreaterThan(60)
  expect(count('compatible')).toBeGreaterThan(10)
  expect(count('neutral')).toBeGreaterThan(10)
})

test('another order, or a comment, is not a change at all', () => {
  const silent = verdicts.filter(({ mutation }) => /another order$|[$]comment/.test(mutation.name))
  expect(silent.length).toBeGreaterThan(5)
  expect(silent.flatMap(({ changes }) => changes)).toEqual([])
})

test('the documentation has the table', async () => {
  await expect(verdictPage(verdicts)).toMatchFileSnapshot('../../docs/decisions/compat-mutations.md')
})
