import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { build } from 'esbuild'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { JsonSchema } from '../../src/codegen/json-schema.js'
import { compileValidators } from '../../src/codegen/validator-compiler.js'
import type { EventIssue } from '../../src/issue/issue.js'
import { seed } from '../support/random-seed.js'

interface Compiled {
  isSubject(value: unknown): boolean
  explainSubject(value: unknown, issues: EventIssue[]): void
}

async function load(schema: JsonSchema): Promise<Compiled> {
  const source = `
    import { explainScalar } from './src/issue/explain-scalar.js'
    import { type EventIssue, mostIssues, report, reportUnknownKey, reportValue } from './src/issue/issue.js'
    ${compileValidators([{ schema, name: 'Subject', guards: 'object', comment: 'A test.' }])}`
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: '.', loader: 'ts' },
    bundle: true,
    format: 'esm',
    write: false,
  })
  const file = join(mkdtempSync(join(tmpdir(), 'prompt-webhooks-')), 'compiled.mjs')
  writeFileSync(file, outputFiles[0]?.text ?? '')
  return import(/* @vite-ignore */ file)
}

const subject = (properties: Record<string, JsonSchema>, required: string[] = ['x']): JsonSchema => ({
  type: 'object',
  properties,
  required,
})

const kept: Record<string, JsonSchema> = {
  'a boolean': subject({ x: { type: 'boolean' } }),
  'a null': subject({ x: { type: 'null' } }),
  'a number with bounds': subject({ x: { type: 'number', minimum: -1.5, maximum: 2 } }),
  'an integer with bounds': subject({ x: { type: 'integer', minimum: -1, maximum: 2 } }),
  'an integer without bounds': subject({ x: { type: 'integer' } }),
  'an integer with wide bounds': subject({ x: { type: 'integer', minimum: -1e300, maximum: 1e300 } }),
  'an enum': subject({ x: { type: 'string', enum: ['a', 'b', 'c"\\'] } }),
  'a pattern that is not anchored': subject({ x: { type: 'string', pattern: 'a[/]b', examples: ['a/b'] } }),
  'an object or null': subject({
    x: { oneOf: [subject({ y: { type: 'string' } }, ['y']), { type: 'null' }] },
  }),
  'an optional object': subject({ x: subject({ y: { type: 'string' } }, []) }, []),
  'objects of one name within each other': subject({
    x: subject({ x: subject({ x: { type: 'null' } }, []) }, []),
  }),
  'an array of arrays': subject({
    x: { type: 'array', items: { type: 'array', items: { type: 'integer', minimum: 0, maximum: 2 } } },
  }),
  'an array of objects': subject({ x: { type: 'array', items: subject({ y: { type: 'string' } }, ['y']) } }),
  'an array of anything, or null': subject({ x: { oneOf: [{ type: 'array' }, { type: 'null' }] } }),
  'unusual keys': subject(
    { 'a-b': { type: 'string' }, "it's": { type: 'string' }, default: { type: 'null' } },
    ['a-b'],
  ),
  'nothing but': { ...subject({ x: { type: 'string' } }), additionalProperties: false },
  'nothing at all': { type: 'object', additionalProperties: false },
}

test.each(Object.entries(kept))('%s: guard and explanation agree with ajv', async (_, schema) => {
  const { isSubject, explainSubject } = await load(schema)
  const validate = new Ajv({ strict: false }).compile(schema)
  const scalar = fc.oneof(
    fc.constantFrom(
      'a',
      'b',
      'c"\\',
      'a/b',
      'xa/by',
      '',
      0,
      1,
      2,
      3,
      -1.5,
      -2,
      1e200,
      null,
      true,
      false,
      [],
      {},
    ),
    fc.integer({ min: -3, max: 3 }),
  )
  const key = fc.constantFrom('x', 'y', 'a-b', "it's", 'default')
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      scalar,
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(key, tie('value'), { maxKeys: 3 }),
    ),
  }))
  const members = fc.record(
    Object.fromEntries((schema.required ?? []).map((name) => [name, fc.oneof(scalar, value)])),
  )
  const root = fc.oneof(value, fc.dictionary(key, value, { maxKeys: 3 }), members)
  let valid = 0
  fc.assert(
    fc.property(root, (data) => {
      const expected = validate(data)
      if (expected) valid++
      expect(isSubject(data)).toBe(expected)
      const issues: EventIssue[] = []
      explainSubject(data, issues)
      expect(issues.length === 0).toBe(expected)
    }),
    { numRuns: 4000, seed },
  )
  // Without both verdicts, the test would prove little.
  expect(valid, `seed ${seed}`).toBeGreaterThan(0)
  expect(valid, `seed ${seed}`).toBeLessThan(4000)
})

const tooMuch: [string, JsonSchema | object, RegExp][] = [
  [
    'a keyword of no list',
    subject({ x: { type: 'string', format: 'email' } as JsonSchema }),
    /keyword format/,
  ],
  ['a keyword of another type', subject({ x: { type: 'integer', minLength: 1 } }), /keyword minLength/],
  [
    'a keyword beside oneOf',
    subject({ x: { oneOf: [{ type: 'null' }, { type: 'null' }], minimum: 1 } }),
    /keyword minimum/,
  ],
  ['no type', subject({ x: { enum: ['a'] } }), /needs a type/],
  ['alternatives but null', subject({ x: { oneOf: [{ type: 'string' }, { type: 'integer' }] } }), /oneOf/],
  ['a length of characters', subject({ x: { type: 'string', minLength: 2 } }), /minLength can only be 1/],
  [
    'a pattern that cannot be explained',
    subject({ x: { type: 'string', pattern: 'a' } }),
    /needs an example/,
  ],
  ['a required field without a schema', subject({}), /x is required/],
  [
    'typed unknown keys',
    { type: 'object', additionalProperties: { type: 'string' } },
    /additionalProperties/,
  ],
  [
    'a union that nothing tells apart',
    {
      oneOf: [{ $ref: '#/definitions/A' }, { $ref: '#/definitions/B' }],
      definitions: { A: subject({ x: { type: 'string' } }), B: subject({ x: { type: 'null' } }) },
    },
    /no field tells/,
  ],
  ['a reference to nothing', { oneOf: [{ $ref: '#/definitions/A' }], definitions: {} }, /no definition/],
  ['a root that is no object', { type: 'string' }, /needs to be an object/],
]

test.each(tooMuch)('%s stops the build', (_, schema, message) => {
  expect(() =>
    compileValidators([
      {
        schema: schema as JsonSchema,
        name: 'Subject',
        guards: 'object',
        comment: 'A test.',
        otherwise: 'Rest',
      },
    ]),
  ).toThrow(message)
})
