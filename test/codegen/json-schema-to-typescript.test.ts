import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compile } from 'json-schema-to-typescript'
import { expect, test } from 'vitest'
import { type CatalogEntry, catalog } from '../../src/generated/catalog.js'
import { expectTypesToFit } from '../support/type-trials.js'

const entries: readonly CatalogEntry[] = Object.values(catalog)
const folder = mkdtempSync(join(tmpdir(), 'prompt-webhooks-'))
const sources = new Map<string, string>()
for (const { typeName } of entries) {
  const schema = JSON.parse(readFileSync(`schemas/v1/${typeName}.json`, 'utf8'))
  const source = await compile(schema, typeName, { additionalProperties: false })
  sources.set(typeName, source)
  writeFileSync(join(folder, `${typeName}.ts`), source)
}

test.each(entries)('$typeName keeps its name and the name of its details, and no type collapses', (entry) => {
  const source = sources.get(entry.typeName) ?? ''
  expect(source.match(/export (?:interface|type) \w+/g)).toEqual([
    `export interface ${entry.typeName}`,
    `export interface ${entry.typeName}Details`,
  ])
  expect(source).toContain(`details: ${entry.typeName}Details;`)
  expect(source).not.toMatch(/: (unknown|any)\b|\[k: string\]/)
})

test('the types accept the example payloads and nothing else', () => {
  expectTypesToFit(folder, (typeName) => `import('./${typeName}').${typeName}`)
})
