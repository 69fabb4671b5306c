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

test('adds alternatives to an anchored pattern, wherever it is', () => {
  const { x } = withPortablePatterns(nested).properties ?? {}
  expect(x).toEqual(nested.properties?.x)
  expect(withPortablePatterns(nested).definitions?.A).toEqual(withPortablePatterns(pattern))
  expect(withPortablePatterns(pattern).oneOf).toHaveLength(2)
  expect(withPortablePatterns({ type: 'array', items: pattern }).items?.oneOf).toHaveLength(2)
})

test('changes nothing else', () => {
  for (const schema of [
    { type: 'string', pattern: 'a' },
    { type: 'string', minLength: 1 },
  ] as JsonSchema[]) {
    expect(withPortablePatterns(schema)).toEqual(schema)
  }
  expect(withPortablePatterns(pattern)).toMatchObject(pattern)
})

test('does not change the verdicts in JavaScript', () => {
  const [before, after] = [pattern, withPortablePatterns(pattern)].map((each) => new Ajv().compile(each))
  for (const value of ['a', 'aa', '', 'b', 'a\n', '\na', 'a\r', 1, null])
    expect(after?.(value)).toBe(before?.(value))
})

test('refuses a pattern that may accept line ends', () => {
  expect(() => withPortablePatterns({ type: 'string', pattern: '^[^x]$' })).toThrow(/line ends/)
})

test.runIf(hasTools('jsonschema'))('gives Python the verdicts of JavaScript', () => {
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
