import { expect, test } from 'vitest'
import type { JsonSchema } from '../../src/codegen/json-schema.js'
import { componentsOf } from '../../src/codegen/schema-components.js'

const titled = (title: string): JsonSchema => ({ title, type: 'string' })

test('turns every titled schema into a component, wherever it is', () => {
  const schema: JsonSchema = {
    title: 'Outer',
    type: 'object',
    properties: {
      inner: titled('Inner'),
      list: { type: 'array', items: titled('Item') },
      either: { oneOf: [titled('Either'), { type: 'null' }] },
      maybe: { oneOf: [{ type: 'string' }, { type: 'null' }] },
    },
    required: ['inner'],
  }
  expect(componentsOf([schema])).toEqual({
    Outer: {
      title: 'Outer',
      type: 'object',
      properties: {
        inner: { $ref: '#/components/schemas/Inner' },
        list: { type: 'array', items: { $ref: '#/components/schemas/Item' } },
        either: { oneOf: [{ $ref: '#/components/schemas/Either' }, { type: 'null' }] },
        maybe: { type: ['string', 'null'] },
      },
      required: ['inner'],
    },
    Inner: titled('Inner'),
    Item: titled('Item'),
    Either: titled('Either'),
  })
})

test.each<[string, JsonSchema[]]>([
  ['no title', [{ type: 'string' }]],
  ['the title of another', [titled('A'), titled('A')]],
  ['a reference', [{ title: 'A', $ref: '#/definitions/B' }]],
])('%s is refused', (_, schemas) => {
  expect(() => componentsOf(schemas)).toThrow()
})
