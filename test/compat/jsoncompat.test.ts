import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { check_compat, initSync } from 'jsoncompat'
import { expect, test } from 'vitest'
import { gaps } from '../../compat/gaps.js'
import { meaningOf } from '../../compat/meaning.js'
import { workingFolder } from '../../compat/released.js'
import type { Schema } from '../../compat/schema.js'
import { readSchemaFiles, type SchemaFiles } from '../../compat/schema-files.js'
import { subjectsOf } from '../../compat/subjects.js'
import { editableCopy } from './edit-schemas.js'
import { allMutations } from './mutations/all.js'
import { findPlaces } from './mutations/places.js'

const module = createRequire(import.meta.url).resolve('jsoncompat/jsoncompat_wasm_bg.wasm')
initSync({ module: readFileSync(module) })

const files = readSchemaFiles(workingFolder)
const places = findPlaces(editableCopy(files))

// jsoncompat reads 2020-12 alone. These schemas mean the same in both dialects.
const asText = ({ $id: _, ...schema }: Schema) =>
  JSON.stringify({ ...schema, $schema: 'https://json-schema.org/draft/2020-12/schema' })

// To jsoncompat, each pattern is incompatible with every other one, and with itself in an `anyOf`.
const patternsIn = (schema: Schema) =>
  JSON.stringify([schema.properties?.timestamp, JSON.stringify(schema).match(/"pattern":"[^"]*"/g)])

/** The first tolerant and the first strict schema of an event that a mutation changed, or of the envelope. */
function changedSchemas(mutated: SchemaFiles): [old: Schema, now: Schema][] {
  const changed = subjectsOf(files, 'before')
    .filter(({ file, kind }) => (kind === 'event' || kind === 'envelope') && /^(strict[/])?[A-Z]/.test(file))
    .filter(({ file }) => !file.endsWith('WebhookEvent.json') && mutated.has(file))
    .filter(({ file }) => JSON.stringify(files.get(file)) !== JSON.stringify(mutated.get(file)))
  const first = (['tolerant', 'strict'] as const).flatMap((strength) =>
    changed.filter((subject) => subject.strength === strength).slice(0, 1),
  )
  return first.map(({ file }) => [files.get(file) as Schema, mutated.get(file) as Schema])
}

test('jsoncompat finds the same changes incompatible, in both directions', () => {
  const differences: string[] = []
  const compared = { true: 0, false: 0 }
  for (const mutation of allMutations) {
    const mutated = editableCopy(files)
    mutation.apply(mutated, places)
    for (const [old, now] of changedSchemas(mutated as SchemaFiles)) {
      if (patternsIn(old) !== patternsIn(now)) continue
      for (const [from, to] of [
        [old, now],
        [now, old],
      ] as const) {
        const isAccepted = gaps(meaningOf(from, from), meaningOf(to, to)).length === 0
        if (check_compat(asText(from), asText(to), 'deserializer') !== isAccepted)
          differences.push(`${mutation.name}: ${isAccepted}`)
        compared[`${isAccepted}`]++
      }
    }
  }
  expect(differences).toEqual([])
  expect(compared.true).toBeGreaterThan(50)
  expect(compared.false).toBeGreaterThan(50)
}, 600_000)
