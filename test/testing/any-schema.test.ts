import { isDeepStrictEqual } from 'node:util'
import { Ajv } from 'ajv'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type FieldSchema, unknownKeys, unusualTexts } from '../../src/generated/schemas.js'
import { text } from '../../src/testing/arbitrary-json.js'
import { arbitraryValue, arbitraryWith } from '../../src/testing/arbitrary-value.js'
import { arbitraryWrong } from '../../src/testing/arbitrary-wrong.js'
import { eventDefects, type InvalidEvent, withDefect } from '../../src/testing/defects.js'
import { validExample } from '../../src/testing/valid-example.js'
import { wrongValues } from '../../src/testing/wrong-values.js'

// A later event may use more of JSON Schema than today's events do, so these tests bring their own schema.
const part: FieldSchema = {
  type: 'object',
  properties: {
    number: { type: 'integer', minimum: 2, maximum: 9 },
    note: { type: 'string' },
    inner: { type: 'object', properties: { on: { type: 'boolean' } }, required: [] },
  },
  required: ['number'],
  additionalProperties: false,
}
const schema: FieldSchema = {
  type: 'object',
  properties: {
    // One of the unknown keys that the test kit tries.
    toString: { type: 'string', minLength: 2 } as const,
    kind: { type: 'string', enum: ['move', 'deletion'] },
    share: { type: 'number', minimum: -1, maximum: 1 },
    forced: { type: 'boolean' },
    paths: { type: 'array', items: { type: 'string', minLength: 1 } },
    parts: { type: 'array', items: part },
    nested: { type: 'object', properties: { deep: part }, required: [] },
    name: { oneOf: [{ type: 'string' }, { type: 'null' }] },
  },
  required: ['toString', 'share', 'parts'],
  additionalProperties: false,
}
const isValid = new Ajv({ strict: false, allErrors: true, ownProperties: true }).compile(schema)
const defects = eventDefects(schema)
const survivesJson = (value: unknown) => isDeepStrictEqual(JSON.parse(JSON.stringify(value)), value)
const pointer = (path: readonly (string | number)[]) => path.map((key) => `/${key}`).join('')

/** Expects that Ajv refuses the event for its one issue only. */
function expectOneIssue({ name, event, issue }: InvalidEvent): void {
  expect(isValid(event), name).toBe(false)
  const inParent = issue.code === 'missing' || issue.code === 'unknown_key'
  const place = pointer(inParent ? issue.path.slice(0, -1) : issue.path)
  expect(new Set(isValid.errors?.map(({ instancePath }) => instancePath)), name).toEqual(new Set([place]))
  if (inParent) {
    const key = issue.path.at(-1)
    const keys = isValid.errors?.map(({ params }) => params.missingProperty ?? params.additionalProperty)
    expect(keys, name).toEqual([key])
  }
}

/** The last keys of array items in the event must be the ones that the issue names. */
function expectLastItem(event: unknown, path: readonly (string | number)[]): void {
  let value = event
  for (const key of path) {
    if (Array.isArray(value)) expect(key).toBe(value.length - 1)
    value = (value as Record<string | number, unknown> | undefined)?.[key]
  }
}

test('every generated value is valid and survives JSON', () => {
  const property = fc.property(arbitraryValue(fc, schema), (value) => {
    expect(isValid(value), isValid.errors?.[0]?.message).toBe(true)
    expect(survivesJson(value)).toBe(true)
  })
  fc.assert(property, { numRuns: 2000 })
})

test('no generated number is −0, which JSON does not keep', () => {
  fc.assert(
    fc.property(arbitraryValue(fc, { type: 'number', minimum: -1e-323, maximum: 1e-323 }), (value) =>
      survivesJson(value),
    ),
    { numRuns: 1000 },
  )
})

test('every text is well-formed Unicode', () => {
  fc.assert(
    fc.property(text(fc), (each) => !/\p{Surrogate}/u.test(each)),
    { numRuns: 10_000 },
  )
})

test.each(Array.from({ length: 10 }, (_, index) => index))(
  'a text shrinks to readable ASCII, seed %i',
  (seed) => {
    const constants = new Set([...unusualTexts, ...unknownKeys])
    const isShort = (each: string) => [...each].length < 4 || constants.has(each)
    const { counterexample } = fc.check(fc.property(text(fc), isShort), { seed })
    expect(counterexample?.[0]).toMatch(/^[ -~]{4}$/)
  },
)

test('there is a defect for every rule of every field', () => {
  expect(defects.map(({ path, code }) => `${path.join('.')} ${code}`)).toEqual([
    ' invalid_type',
    ' unknown_key',
    'toString missing',
    'toString invalid_type',
    'toString too_short',
    'kind invalid_type',
    'kind invalid_value',
    'share missing',
    'share invalid_type',
    'share too_small',
    'share too_big',
    'forced invalid_type',
    'paths invalid_type',
    'paths.-1 invalid_type',
    'paths.-1 too_short',
    'parts missing',
    'parts invalid_type',
    'parts.-1 invalid_type',
    'parts.-1 unknown_key',
    'parts.-1.number missing',
    'parts.-1.number invalid_type',
    'parts.-1.number too_small',
    'parts.-1.number too_big',
    'parts.-1.note invalid_type',
    'parts.-1.inner invalid_type',
    'parts.-1.inner.on invalid_type',
    'nested invalid_type',
    'nested.deep invalid_type',
    'nested.deep unknown_key',
    'nested.deep.number missing',
    'nested.deep.number invalid_type',
    'nested.deep.number too_small',
    'nested.deep.number too_big',
    'nested.deep.note invalid_type',
    'nested.deep.inner invalid_type',
    'nested.deep.inner.on invalid_type',
    'name invalid_type',
  ])
})

test.each(defects)('a generated event has one issue: $path $code', (defect) => {
  const invalid = fc
    .tuple(arbitraryWith(fc, schema, defect.path), arbitraryWrong(fc, defect))
    .map(([valid, wrong]) => withDefect('prompt_template_deleted', valid, defect, wrong))
  const property = fc.property(invalid, (each) => {
    expectOneIssue(each)
    expectLastItem(each.event, each.issue.path)
    expect(survivesJson(each.event)).toBe(true)
  })
  fc.assert(property, { numRuns: 50 })
})

test.each(defects)('a listed event has one issue: $path $code', (defect) => {
  const example = { toString: 'ab', share: 0, parts: [{ number: 2 }, { number: 3 }] }
  const valid = validExample(schema, defect.path, example)
  expect(isValid(valid), JSON.stringify(isValid.errors)).toBe(true)
  const listed = wrongValues(defect).map((wrong) =>
    withDefect('prompt_template_deleted', valid, defect, wrong),
  )
  expect(listed.length).toBeGreaterThan(0)
  for (const each of listed) {
    expectOneIssue(each)
    expectLastItem(each.event, each.issue.path)
    if (defect.path[0] === 'parts' && defect.path.length > 1) {
      expect(each.event).toMatchObject({ parts: { length: 2 } })
    }
  }
})

test('the listed wrong values are the nearest ones', () => {
  const valuesOf = (field: string, code: string) =>
    defects
      .filter((defect) => defect.path.join('.') === field && defect.code === code)
      .flatMap((defect) => wrongValues(defect).map(({ value }) => value))
  expect(valuesOf('kind', 'invalid_value')).toEqual(['move '])
  expect(valuesOf('share', 'too_small')).toEqual([-2])
  expect(valuesOf('share', 'too_big')).toEqual([2])
  expect(valuesOf('forced', 'invalid_type')).toEqual([null, 'true'])
  expect(valuesOf('paths', 'invalid_type')).toEqual([null, {}])
  expect(valuesOf('nested', 'invalid_type')).toEqual([null, []])
  expect(valuesOf('name', 'invalid_type')).toEqual([1])
})
