import { Ajv } from 'ajv'
import { expect, test } from 'vitest'
import type { JsonSchema } from '../../src/codegen/json-schema.js'
import { withPortablePatterns } from '../../src/codegen/portable-patterns.js'
import { debianPython, output } from '../support/programs.js'
import { hasTools } from '../support/tools.js'

const pattern: JsonSchema = { type: 'string', pattern: '^a+$' }
const nested: JsonSchema = {
  type: 'object',
  properties: { x: { type: 'array', items: { oneOf: [{ $ref: '#/definitions/A' }, { type: 'null' }] } } },
  definitions: { A: pattern },
}

test('an anchored pattern gets alternatives, wherever it stands', () => {
  const { x } = withPortablePatterns(nested).properties ?? {}
  expect(x).toEqual(nested.properties?.x)
  expect(withPortablePatterns(nested).definitions?.A).toEqual(withPortablePatterns(pattern))
  expect(withPortablePatterns(pattern).oneOf).toHaveLength(2)
  expect(withPortablePatterns({ type: 'array', items: pattern }).items?.oneOf).toHaveLength(2)
})

test('nothing else changes', () => {
  for (const schema of [
    { type: 'string', pattern: 'a' },
    { type: 'string', minLength: 1 },
  ] as JsonSchema[]) {
    expect(withPortablePatterns(schema)).toEqual(schema)
  }
  expect(withPortablePatterns(pattern)).toMatchObject(pattern)
})

test('JavaScript judges as before', () => {
  const [before, after] = [pattern, withPortablePatterns(pattern)].map((each) => new Ajv().compile(each))
  for (const value of ['a', 'aa', '', 'b', 'a\n', '\na', 'a\r', 1, null])
    expect(after?.(value)).toBe(before?.(value))
})

test('a pattern that may take line ends is refused', () => {
  expect(() => withPortablePatterns({ type: 'string', pattern: '^[^x]$' })).toThrow(/line ends/)
})

test.runIf(hasTools('jsonschema'))('Python judges as JavaScript', () => {
  const judge = (schema: JsonSchema) =>
    output(
      [
        debianPython,
        '-c',
        `import json, sys, jsonschema
schema, values = json.load(sys.stdin)
print(json.dumps([jsonschema.Draft7Validator(schema).is_valid(value) for value in values]))`,
      ],
      JSON.stringify([schema, ['a', 'a\n', 'a\n\n', 'a\r', '\na']]),
    ).trim()
  expect(judge(pattern)).toBe('[true, true, false, false, false]')
  expect(judge(withPortablePatterns(pattern))).toBe('[true, false, false, false, false]')
})
