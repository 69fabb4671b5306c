import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createConsumer } from './consumer.js'

const { install, run } = createConsumer()

const use = `
  process.on('warning', ({ name }) => console.log(name))
  let loads = 0
  const cache = createPromptCache({ load: async ({ name }) => ({ name, loads: ++loads }) })
  const example = readFileSync('${process.cwd()}/examples/payloads/prompt_template_deleted.json', 'utf8')
  async function main() {
    await cache.get({ name: '2' })
    await cache.apply(JSON.parse(example))
    console.log(cacheTagsOf({ name: '2' }).join(), JSON.stringify([await cache.get({ name: '2' }), await cache.get({ name: '2' })]))
  }
  main()`
const esm = `import { readFileSync } from 'node:fs'
  import { cacheTagsOf } from 'prompt-webhooks/cache'
  import { createPromptCache } from 'prompt-webhooks/prompt-cache'
  ${use}`
const cjs = `const { readFileSync } = require('node:fs')
  const { cacheTagsOf } = require('prompt-webhooks/cache')
  const { createPromptCache } = require('prompt-webhooks/prompt-cache')
  ${use}`

test('only prompt-cache needs bentocache', () => {
  const source = `import { cacheTagsOf } from 'prompt-webhooks/cache'
    console.log(cacheTagsOf({ name: '2' }).length, await import('prompt-webhooks/prompt-cache').catch(({ code }) => code))`
  expect(run('without.mjs', source)).toBe('2 ERR_MODULE_NOT_FOUND')
})

test('works as an ES module and as CommonJS with the installed bentocache', () => {
  for (const library of withDependencies('bentocache')) install(library)
  const output = 'prompt:2,prompt:2:latest [{"name":"2","loads":2},{"name":"2","loads":2}]'
  expect(run('prompt-cache.mjs', esm)).toBe(output)
  expect(run('prompt-cache.cjs', cjs)).toBe(output)
})

/** A package and all its dependencies, direct and indirect. */
function withDependencies(name: string, found = new Set<string>()): Set<string> {
  if (found.has(name)) return found
  found.add(name)
  const { dependencies = {} } = JSON.parse(readFileSync(join('node_modules', name, 'package.json'), 'utf8'))
  for (const dependency of Object.keys(dependencies)) withDependencies(dependency, found)
  return found
}
