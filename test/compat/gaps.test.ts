import { Ajv } from 'ajv'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gaps } from '../../compat/gaps.js'
import { meaningOf } from '../../compat/meaning.js'
import type { Schema } from '../../compat/schema.js'
import { fuzzRuns } from '../support/fuzz-runs.js'

// Objects are closed, because a gap says nothing about unknown keys.
const { schema } = fc.letrec<{ schema: Schema; object: Schema }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 2 },
    fc.constantFrom<Schema>({ type: 'null' }, { type: 'boolean' }, { type: ['string', 'null'] }),
    fc
      .tuple(fc.constantFrom('integer', 'number'), fc.integer({ min: -3, max: 0 }), fc.nat(3))
      .map(([type, minimum, maximum]) => ({ type, minimum, maximum })),
    fc.tuple(fc.nat(2), fc.nat(2)).map(([minLength, more]) => ({
      type: 'string',
      minLength,
      maxLength: minLength + more,
    })),
    fc.constantFrom('^a', 'b$', '^a?b*$', '[ab]').map((pattern) => ({ type: 'string', pattern })),
    fc
      .uniqueArray(fc.constantFrom('a', 'b', 'ab', null), { minLength: 1 })
      .map((members) => ({ enum: members })),
    tie('schema').map((items) => ({ type: 'array', items })),
    tie('object'),
    fc.tuple(tie('schema'), tie('schema')).map((allOf) => ({ allOf })),
    tie('schema').map((each) => ({
      anyOf: [{ type: 'string', pattern: '^b' }, { type: 'null' }],
      allOf: [each],
    })),
    fc.constant<Schema>({
      oneOf: [
        { type: 'string', pattern: '^a' },
        { type: 'string', pattern: 'b$' },
      ],
    }),
  ),
  object: fc.dictionary(fc.constantFrom('x', 'y'), tie('schema')).chain((properties) =>
    fc.subarray(Object.keys(properties)).map((required) => ({
      type: 'object',
      properties,
      required,
      additionalProperties: false,
    })),
  ),
}))

const scalar = fc.constantFrom(null, true, -4, -3, -0.5, 0, 1, 1.5, 3, 4, '', 'a', 'b', 'ab', 'ba', 'abbb')
const value = fc.oneof(
  { weight: 3, arbitrary: scalar },
  fc.array(scalar, { maxLength: 2 }),
  fc.dictionary(fc.constantFrom('x', 'y', 'z'), fc.oneof(scalar, fc.array(scalar, { maxLength: 1 }))),
)

const ajv = new Ajv({ strict: false })
const meaning = (each: Schema) => meaningOf(each, each)

test('without a gap, every value that the first schema accepts passes the second', () => {
  let without = 0
  fc.assert(
    fc.property(schema, schema, fc.array(value, { minLength: 20, maxLength: 20 }), (from, to, values) => {
      if (gaps(meaning(from), meaning(to)).length) return
      without++
      const [accepts, alsoAccepts] = [ajv.compile(from), ajv.compile(to)]
      for (const each of values) if (accepts(each)) expect(alsoAccepts(each), JSON.stringify(each)).toBe(true)
    }),
    { numRuns: fuzzRuns(6_000) },
  )
  expect(without).toBeGreaterThan(10)
})

test('a value that only the first schema accepts is behind a gap', () => {
  let witnesses = 0
  fc.assert(
    fc.property(schema, schema, value, (from, to, each) => {
      if (!ajv.validate(from, each) || ajv.validate(to, each)) return
      witnesses++
      expect(gaps(meaning(from), meaning(to))).not.toEqual([])
    }),
    { numRuns: fuzzRuns(6_000) },
  )
  expect(witnesses).toBeGreaterThan(10)
})

test('a schema has no gap to itself, in any order of its keys', () => {
  fc.assert(
    fc.property(schema, (each) => {
      const reversed = Object.fromEntries(Object.entries(each).reverse()) as Schema
      expect(gaps(meaning(each), meaning(reversed))).toEqual([])
    }),
  )
})
