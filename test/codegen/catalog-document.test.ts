import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { catalogDocument } from '../../src/codegen/catalog-document.js'
import { fieldsOf } from '../../src/codegen/schema-fields.js'
import { catalog } from '../../src/generated/catalog.js'

const document = JSON.parse(readFileSync('schemas/v1/catalog.json', 'utf8'))
const schema = (file: string) => JSON.parse(readFileSync(`schemas/v1/${file}.json`, 'utf8'))

test('the published catalog names every event, with the facts that the package knows', () => {
  expect(document).toEqual(catalogDocument())
  const facts = Object.values(catalog).map(({ type, typeName, description, details }) => [
    type,
    expect.objectContaining({ name: typeName, description, details }),
  ])
  expect(document.events).toEqual(Object.fromEntries(facts))
})

test.each(Object.values(catalog))('$type: the catalog has each field and each known value', (entry) => {
  const { properties, required } = schema(entry.typeName).properties.details
  // The fields inside a field follow it.
  const details = entry.details.filter(({ name }) => Object.hasOwn(properties, name))
  expect(details.map(({ name }) => name)).toEqual(Object.keys(properties))
  expect(details.filter((each) => each.required).map(({ name }) => name)).toEqual(required)
  const strict = schema(`strict/${entry.typeName}`).properties.details.properties
  for (const { name, type, strict: rule } of details) {
    const known: unknown[] = strict[name].enum ?? strict[name].items?.enum ?? []
    const texts = known.filter((value) => value !== null).map((value) => JSON.stringify(value))
    if (!properties[name].enum) expect(type).toMatch(new RegExp(`^${[properties[name].type].flat()[0]}`))
    for (const text of texts) expect(`${type} ${rule}`).toContain(text)
  }
})

test('fields of every kind in words', () => {
  const text = { type: 'string' } as const
  const integer = { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER } as const
  const properties = {
    name: { ...text, minLength: 1 },
    count: { ...integer, minimum: 0 },
    share: { type: 'number', minimum: 0, maximum: 1 },
    version: { ...integer, maximum: 1 },
    kind: { ...text, enum: ['a', 'b'] },
    person: { oneOf: [{ ...text, minLength: 1 }, { type: 'null' }] },
    paths: { type: 'array', items: { ...text, minLength: 1 } },
    parts: { type: 'array', items: { type: 'object', properties: { part: integer }, required: ['part'] } },
    rows: { type: 'array', items: { type: 'array', items: { type: 'object', properties: { cell: text } } } },
    names: { type: 'array', items: { oneOf: [text, { type: 'null' }] } },
    inner: { type: 'object', properties: { note: text } },
    owner: { oneOf: [{ type: 'object', properties: { note: text } }, { type: 'null' }] },
    any: { type: 'boolean' },
  } as const
  const both = { type: 'object', properties, required: Object.keys(properties) } as never
  expect(fieldsOf(both, both).map(({ name, type, strict }) => [name, type, strict])).toEqual([
    ['name', 'string', 'not empty'],
    ['count', 'integer', 'at least 0'],
    ['share', 'number', 'from 0 to 1'],
    ['version', 'integer', 'exactly 1'],
    ['kind', '"a" or "b"', ''],
    ['person', 'string or null', 'not empty'],
    ['paths', 'array of strings', 'each not empty'],
    ['parts', 'array of objects', ''],
    ['parts[].part', 'integer', 'at least 1'],
    ['rows', 'array of arrays of objects', ''],
    ['rows[][].cell', 'string', ''],
    ['names', 'array of strings or nulls', ''],
    ['inner', 'object', ''],
    ['inner.note', 'string', ''],
    ['owner', 'object or null', ''],
    ['owner.note', 'string', ''],
    ['any', 'boolean', ''],
  ])
})
