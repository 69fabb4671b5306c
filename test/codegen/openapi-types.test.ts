import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createClient } from '@hey-api/openapi-ts'
import openapiTS, { astToString } from 'openapi-typescript'
import { generate } from 'orval'
import { expect, onTestFinished, test } from 'vitest'
import { type CatalogEntry, catalog } from '../../src/generated/catalog.js'
import { expectTypesToFit } from '../support/type-trials.js'

const document = resolve('schemas/v1/openapi.json')
const entries: readonly CatalogEntry[] = Object.values(catalog)
const emptyFolder = () => mkdtempSync(join(tmpdir(), 'prompt-webhooks-'))

test('the types of openapi-typescript accept the examples and nothing else', async () => {
  const folder = emptyFolder()
  const source = astToString(await openapiTS(JSON.parse(readFileSync(document, 'utf8'))))
  writeFileSync(join(folder, 'types.ts'), source)
  expectTypesToFit(folder, (typeName) => `import('./types').components['schemas']['${typeName}']`)
})

test('the types of hey-api accept the examples and nothing else', async () => {
  const folder = emptyFolder()
  const output = { path: join(folder, 'types') }
  await createClient({ input: document, output, plugins: ['@hey-api/typescript'], logs: { level: 'silent' } })
  expectTypesToFit(folder, (typeName) => `import('./types').${typeName}`)
})

test('the zod schemas of hey-api accept the examples', async () => {
  // Inside the project, so that the generated file finds zod.
  const folder = mkdtempSync(resolve('node_modules/.cache/prompt-webhooks-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const output = { path: folder }
  await createClient({ input: document, output, plugins: ['zod'], logs: { level: 'silent' } })
  const schemas = await import(join(folder, 'zod.gen.ts'))
  for (const { typeName, example } of entries) {
    expect(schemas[`z${typeName}`].parse({ ...example, user_name: null })).toMatchObject(example)
    expect(schemas[`z${typeName}`].safeParse({ ...example, timestamp: 'today' }).success).toBe(false)
  }
})

test('the types of orval accept the examples and nothing else', async () => {
  const folder = emptyFolder()
  const output = { target: join(folder, 'api.ts'), schemas: join(folder, 'model'), client: 'fetch' } as const
  await generate({ input: { target: document }, output })
  expectTypesToFit(folder, (typeName) => `import('./model').${typeName}`)
})
