import { Ajv } from 'ajv'
import { expect, test } from 'vitest'
import type { PublishedSchema } from '../../src/codegen/json-schema.js'
import { withPortablePatterns } from '../../src/codegen/portable-patterns.js'
import { debianPython, output } from '../support/programs.js'
import { hasTools } from '../support/tools.js'

const pattern: PublishedSchema = { type: 'string', pattern: '^a+$' }
const orNull: PublishedSchema = { ...pattern, type: ['string', 'null'] }
const nested: PublishedSchema = {
  type: 'object',
  properties: { x: { type: 'array', items: { oneOf: [{ $ref: '#/definitions/A' }, { type: 'null' }] } } },
  definitions: { A: pattern },
}

test('adds alternatives to an anchored pattern, wherever it is', () => {
  const { x } = withPortablePatterns(nested).properties ?? {}
  expect(x).toEqual(nested.properties?.x)
  expect(withPortablePatterns(nested).definitions?.A).toEqual(withPortablePatterns(pattern))
  expect(withPortablePatterns(pattern).allOf?.[0]?.oneOf).toHaveLength(2)
  expect(withPortablePatterns({ type: 'array', items: pattern }).items).toEqual(withPortablePatterns(pattern))
})

test('changes nothing else', () => {
  for (const schema of [
    { type: 'string', pattern: 'a' },
    { type: 'string', minLength: 1 },
  ] as PublishedSchema[]) {
    expect(withPortablePatterns(schema)).toEqual(schema)
  }
  expect(withPortablePatterns(pattern)).toMatchObject(pattern)
})

test('does not change the verdicts in JavaScript', () => {
  for (const schema of [pattern, orNull]) {
    const [before, after] = [schema, withPortablePatterns(schema)].map((each) => new Ajv().compile(each))
    for (const value of ['a', 'aa', '', 'b', 'a\n', '\na', 'a\r', 1, null])
      expect(after?.(value)).toBe(before?.(value))
  }
})

test('refuses a pattern without a type, and one that may accept line ends', () => {
  expect(() => withPortablePatterns({ pattern: '^a$' })).toThrow(/type/)
  expect(() => withPortablePatterns({ type: 'string', pattern: '^[^x]$' })).toThrow(/line ends/)
})

test.runIf(hasTools('jsonschema'))('gives Python the verdicts of JavaScript', () => {
  const judge = (schema: PublishedSchema) =>
    output(
      [
        debianPython,
        '-c',
        `import json, sys, jsonschema
schema, values = json.load(sys.stdin)
print(json.dumps([jsonschema.Draft7Validator(schema).is_valid(value) for value in values]))`,
      ],
      JSON.stringify([schema, ['a', null, 'a\n', 'a\n\n', 'a\r', '\na']]),
    ).trim()
  expect(judge(pattern)).toBe('[true, false, true, false, false, false]')
  expect(judge(withPortablePatterns(pattern))).toBe('[true, false, false, false, false, false]')
  expect(judge(withPortablePatterns(orNull))).toBe('[true, true, false, false, false, false]')
})
