import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { compileBlocks } from './support/compile-blocks.js'

const pages = [
  'README.md',
  'hub/README.md',
  'docs/cache.md',
  'docs/registry.md',
  'docs/emitter.md',
  'docs/validate.md',
  'docs/troubleshooting.md',
  'docs/hub.md',
]

// What the examples of the hub use from their surroundings.
const given = `
  declare global {
    const hub: import('prompt-webhooks-hub').Hub
    const id: string
  }
  export {}`

test('the examples of the README, the caches, the registry, the emitter, validation, troubleshooting and the hub compile', () => {
  const examples = pages.flatMap((page) => {
    const blocks = readFileSync(page, 'utf8').split('```ts\n').slice(1)
    expect(blocks, page).not.toEqual([])
    return blocks.map((block) => block.split('```')[0] ?? '')
  })
  expect(compileBlocks([given, ...examples])).toBe('')
})
