import { Ajv } from 'ajv'
import { expect, test } from 'vitest'
import type { JsonSchema } from '../../src/codegen/json-schema.js'
import { withNullableTypes } from '../../src/codegen/nullable-types.js'

const orNull = (schema: JsonSchema): JsonSchema => ({ oneOf: [schema, { type: 'null' }] })
const object: JsonSchema = {
  title: 'A',
  type: 'object',
  properties: { x: { type: 'string' } },
  required: ['x'],
}
const schemas: readonly JsonSchema[] = [
  { type: 'string' },
  { type: 'string', minLength: 1 },
  { type: 'string', pattern: 'a' },
  { type: 'string', enum: ['a', 'b'] },
  { type: 'integer', minimum: 1, maximum: 2 },
  { type: 'boolean' },
  { type: 'array', items: orNull({ type: 'string' }) },
  object,
]
const values = ['', 'a', 'c', 0, 1, 1.5, true, null, [], ['a'], [null], [1], {}, { x: 'a' }, { x: null }]

test.each(schemas)('%j or null: a list of types, with the same verdicts', (schema) => {
  const before = orNull({ ...schema, description: 'Some.' })
  const after = withNullableTypes({ ...orNull(schema), description: 'Some.' })
  expect(after).toMatchObject({ description: 'Some.', type: [schema.type, 'null'] })
  expect(JSON.stringify(after)).not.toContain('oneOf')
  const [expected, actual] = [before, after].map((each) => new Ajv().compile(each))
  for (const value of values) expect(actual?.(value), JSON.stringify(value)).toBe(expected?.(value))
})

test('rewrites a schema wherever it is, and changes nothing else', () => {
  const list: JsonSchema = { type: 'array', items: orNull(object) }
  expect(withNullableTypes({ definitions: { A: { properties: { list } } } })).toEqual({
    definitions: {
      A: { properties: { list: { type: 'array', items: { ...object, type: ['object', 'null'] } } } },
    },
  })
  for (const schema of [
    object,
    orNull({ $ref: '#/definitions/A' }),
    { oneOf: [{ type: 'string' }, { type: 'integer' }] },
    { oneOf: [{ type: 'string' }, { type: 'null' }, { type: 'integer' }] },
  ] as JsonSchema[]) {
    expect(withNullableTypes(schema)).toEqual(schema)
  }
})
