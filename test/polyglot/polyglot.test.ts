import { describe, expect, test } from 'vitest'
import { readPart } from '../support/page-parts.js'
import { schemaCases } from './cases.js'
import { compatibilityDocument, compatibilityTable, script, withoutVersions } from './compatibility.js'
import { survey, validators } from './survey.js'

const { results, missing } = await survey()
process.stdout.write(`${compatibilityTable(results)}\n`)

describe.each(validators)('$name', (validator) => {
  const judged = results.find((each) => each.validator === validator)?.judged ?? []

  test.skipIf(missing.includes(validator))('gives the verdicts of the corpus', () => {
    expect(judged).toHaveLength(schemaCases.length)
    expect(judged.filter(({ agrees, optional }) => !agrees && optional === undefined)).toEqual([])
  })
})

test('the corpus marks at most four cases as optional', () => {
  const optional = schemaCases.filter((each) => each.optional !== undefined)
  expect(new Set(optional.map(({ description }) => description)).size).toBeLessThanOrEqual(4)
})

test.skipIf(missing.length)('validators differ on every optional case', () => {
  const optional = schemaCases.filter((each) => each.optional !== undefined)
  const disputed = results.flatMap(({ judged }) => judged.filter((each) => each.optional && !each.agrees))
  expect(new Set(disputed.map(({ description }) => description))).toEqual(
    new Set(optional.map(({ description }) => description)),
  )
})

test.skipIf(missing.length)('docs/compatibility.md is up to date', () => {
  const document = readPart(script)
  expect(withoutVersions(document), 'to update: npm run test:polyglot -- --write').toBe(
    withoutVersions(compatibilityDocument(results)),
  )
})
