import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { expect } from 'vitest'
import { type CatalogEntry, catalog } from '../../src/generated/catalog.js'

const entries: readonly CatalogEntry[] = Object.values(catalog)

interface Trial {
  readonly typeName: string
  readonly value: unknown
  readonly fits: boolean
}

/**
 * The example of an event fits its type. The payload of another, and the example with a broken field, do not.
 */
function trialsOf({ typeName, example, details }: CatalogEntry, index: number): Trial[] {
  // Without the annotations, TypeScript works out a union of all events for each spread.
  const fields: Record<string, unknown> = { ...example.details }
  const own: Record<string, unknown> = { ...example, details: fields }
  const broken = details.flatMap(({ name, type, required }) => {
    if (/[.[]/.test(name)) return []
    const takesNull = type.endsWith(' or null')
    return [...(takesNull ? [] : [null]), ...(required ? [undefined] : [])].map((value) => ({
      ...own,
      details: { ...fields, [name]: value },
    }))
  })
  const other = entries.at(index - 1)?.example
  return [
    ...[own, { ...own, user_name: 'José', user_email: null }].map((value) => ({
      typeName,
      value,
      fits: true,
    })),
    ...[other, ...broken, { ...own, extra: 1 }, { ...own, user_name: 1 }].map((value) => ({
      typeName,
      value,
      fits: false,
    })),
  ]
}

/**
 * Compiles generated types with the payloads of all events. Expects that each type accepts its example, and
 * nothing else.
 *
 * @param folder Where the generated files are.
 * @param typeOf The type of an event, as code that a file in `folder` may contain.
 */
export function expectTypesToFit(folder: string, typeOf: (typeName: string) => string): void {
  const trials = entries.flatMap(trialsOf)
  const file = join(folder, 'trials.ts')
  const lines = trials.map(
    ({ typeName, value }) => `void (${JSON.stringify(value)} satisfies ${typeOf(typeName)})`,
  )
  writeFileSync(file, lines.join('\n'))
  const options = { strict: true, noEmit: true, types: [], lib: ['lib.es5.d.ts'] }
  const diagnostics = ts.getPreEmitDiagnostics(ts.createProgram([file], options))
  expect(diagnostics.filter((each) => each.file?.fileName !== file).map((each) => each.messageText)).toEqual(
    [],
  )
  const refused = new Set(
    diagnostics.map(({ file, start }) => file?.getLineAndCharacterOfPosition(start ?? 0).line),
  )
  for (const [line, { fits }] of trials.entries()) expect(refused.has(line), lines[line]).toBe(!fits)
}
