import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { compileBlocks } from './support/compile-blocks.js'

const readme = readFileSync('README.md', 'utf8')
const sections = ['## Keep cached prompts fresh', '## Tell what has changed', '## Send events'].map(
  (heading) => readme.slice(readme.indexOf(heading)).split('\n## ')[0],
)
const documents = ['docs/cache.md', 'docs/registry.md', 'docs/emitter.md', 'hub/README.md'].map((file) =>
  readFileSync(file, 'utf8'),
)

test('the examples of the caches, the registry, the emitter and the hub compile, in docs and README', () => {
  const blocks = [...documents, ...sections].join('\n').split('```ts\n').slice(1)
  expect(blocks.length).toBeGreaterThan(5)
  expect(compileBlocks(blocks.map((block) => block.split('```')[0] ?? ''))).toBe('')
})
