import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { output } from './support/programs.js'

const readme = readFileSync('README.md', 'utf8')
const sections = ['## Keep cached prompts fresh', '## Tell what has changed', '## Send events'].map(
  (heading) => readme.slice(readme.indexOf(heading)).split('\n## ')[0],
)
const documents = ['docs/cache.md', 'docs/registry.md', 'docs/emitter.md'].map((file) =>
  readFileSync(file, 'utf8'),
)

test('the examples of the caches, the registry and the emitter compile, in docs and README', () => {
  const blocks = [...documents, ...sections].join('\n').split('```ts\n').slice(1)
  expect(blocks.length).toBeGreaterThan(5)
  // Inside the package, so that the examples can import it by its name.
  const folder = mkdtempSync('documentation-')
  try {
    for (const [index, block] of blocks.entries()) {
      writeFileSync(join(folder, `${index}.mts`), block.split('```')[0] ?? '')
    }
    const compilerOptions = {
      module: 'esnext',
      moduleResolution: 'bundler',
      types: ['node', 'next'],
      lib: ['es2022', 'dom'],
      noUnusedLocals: false,
    }
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ extends: '../tsconfig.json', compilerOptions, include: ['.'] }),
    )
    expect(output([process.execPath, 'node_modules/typescript/bin/tsc', '-p', folder])).toBe('')
  } finally {
    rmSync(folder, { recursive: true })
  }
})
