import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compile } from 'json-schema-to-typescript'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { type CatalogEntry, catalog } from '../../src/generated/catalog.js'

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

interface Trial {
  readonly typeName: string
  readonly value: unknown
  readonly fits: boolean
}

/** The example of an event fits its type. Other payloads, and the example with a broken field, do not. */
function trialsOf({ typeName, example, details }: CatalogEntry): Trial[] {
  const own = { ...example, details: { ...example.details } }
  const broken = details.flatMap(({ name, required }) =>
    (required ? [null, undefined] : [null]).map((value) => ({
      ...own,
      details: { ...own.details, [name]: value },
    })),
  )
  const others = entries.filter((each) => each.typeName !== typeName).map((each) => each.example)
  return [
    { typeName, value: own, fits: true },
    ...[...others, ...broken, { ...own, extra: 1 }].map((value) => ({ typeName, value, fits: false })),
  ]
}

test('the types accept the example payloads and nothing else', () => {
  const trials = entries.flatMap(trialsOf)
  const file = join(folder, 'trials.ts')
  const lines = trials.map(
    ({ typeName, value }) => `void (${JSON.stringify(value)} satisfies import('./${typeName}').${typeName})`,
  )
  writeFileSync(file, lines.join('\n'))
  const options = { strict: true, noEmit: true, types: [], lib: ['lib.es5.d.ts'] }
  const diagnostics = ts.getPreEmitDiagnostics(ts.createProgram([file], options))
  expect(diagnostics.filter((each) => each.file?.fileName !== file)).toEqual([])
  const refused = new Set(
    diagnostics.map(({ file, start }) => file?.getLineAndCharacterOfPosition(start ?? 0).line),
  )
  for (const [line, { fits }] of trials.entries()) expect(refused.has(line), lines[line]).toBe(!fits)
})
