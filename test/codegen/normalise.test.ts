import { expect, test } from 'vitest'
import { z } from 'zod'
import { normalise } from '../../src/codegen/normalise.js'

const json = (schema: z.ZodType) => normalise(z.toJSONSchema(schema, { target: 'draft-7', io: 'input' }))

test('translates what zod writes into the published subset', () => {
  expect(json(z.literal('a'))).toEqual({ type: 'string', enum: ['a'] })
  expect(json(z.string().nullable())).toEqual({ oneOf: [{ type: 'string' }, { type: 'null' }] })
  expect(json(z.string().min(1).nullable())).toEqual({
    oneOf: [{ type: 'string', minLength: 1 }, { type: 'null' }],
  })
  expect(json(z.looseObject({}))).toEqual({ type: 'object' })
  expect(json(z.strictObject({ a: z.string() }))).toEqual({
    type: 'object',
    properties: { a: { type: 'string' } },
    required: ['a'],
    additionalProperties: false,
  })
  expect(json(z.array(z.int().min(1)))).toEqual({
    type: 'array',
    items: { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER },
  })
})

test.each([
  ['a format', z.email(), /format|pattern/],
  ['a maximum length', z.string().max(3), /maxLength/],
  ['an escape in a pattern', z.string().regex(/^\d$/), /pattern/],
  ['a look-ahead', z.string().regex(/^(?!a)b$/), /pattern/],
  ['an exclusive bound', z.number().gt(1), /exclusiveMinimum/],
  ['a multiple', z.number().multipleOf(2), /multipleOf/],
  ['a number as a literal', z.literal(1), /enum/],
  ['a default', z.string().default('a'), /default/],
  [
    'alternatives of one type',
    z.union([z.object({ a: z.string() }), z.object({ b: z.string() })]),
    /alternatives/,
  ],
  ['alternatives of an integer and a number', z.union([z.int(), z.number()]), /alternatives/],
  ['typed unknown keys', z.object({}).catchall(z.string()), /additionalProperties/],
  ['a record', z.record(z.string(), z.string()), /additionalProperties|propertyNames/],
  [
    'a keyword deep inside, by its path',
    z.object({ a: z.object({ b: z.email() }) }),
    /#\/properties\/a\/properties\/b/,
  ],
])('%s is refused, not dropped', (_, schema, message) => {
  expect(() => json(schema)).toThrow(message)
})

test.each([
  ['of three', ['string', 'null', 'integer']],
  ['with null first', ['null', 'string']],
])('a list of types %s is refused', (_, type) => {
  expect(() => normalise({ type })).toThrow(/type/)
})
