import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Ajv } from 'ajv'
import { build } from 'esbuild'
import fc from 'fast-check'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import type { JsonSchema } from '../../src/codegen/json-schema.js'
import { type CompilerInput, compileValidators } from '../../src/codegen/validator-compiler.js'
import type { EventIssue } from '../../src/issue/issue.js'
import { seed } from '../support/random-seed.js'

interface Compiled {
  isSubject(value: unknown): boolean
  explainSubject(value: unknown, issues: EventIssue[]): void
}

const input = (schema: JsonSchema, union?: CompilerInput['union']): CompilerInput => ({
  schema,
  name: 'Subject',
  guards: 'object',
  comment: ['A test.'],
  ...(union && { union }),
})

const withImports = (source: string) => `
  import { explainScalar, type ScalarRules } from './src/issue/explain-scalar.js'
  import { type EventIssue, maxIssues, report, reportUnknownKeys, reportValue } from './src/issue/issue.js'
  ${source}`

async function load(source: string): Promise<Compiled> {
  const contents = withImports(source)
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: '.', loader: 'ts' },
    bundle: true,
    format: 'esm',
    write: false,
  })
  const file = join(mkdtempSync(join(tmpdir(), 'prompt-webhooks-')), 'compiled.mjs')
  writeFileSync(file, outputFiles[0]?.text ?? '')
  return import(/* @vite-ignore */ file)
}

function explained({ explainSubject }: Compiled, value: unknown): EventIssue[] {
  const issues: EventIssue[] = []
  explainSubject(value, issues)
  return issues
}

const pathsOf = (issues: readonly EventIssue[]) => issues.map(({ path }) => path.join('.'))

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
  'an integer within the safe bounds': subject({
    x: { type: 'integer', minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER },
  }),
  'an enum': subject({ x: { type: 'string', enum: ['a', 'b', 'c"\\'] } }),
  'a string that is not empty': subject({ x: { type: 'string', minLength: 1 } }),
  'a pattern that is not anchored': subject({ x: { type: 'string', pattern: 'a[/]b', examples: ['a/b'] } }),
  'two patterns of one field name': subject({
    x: { type: 'string', pattern: '^a', examples: ['a'] },
    y: subject({ x: { type: 'string', pattern: '^b', examples: ['b'] } }, []),
  }),
  'a pattern that counts characters': subject({ x: { type: 'string', pattern: '^.$', examples: ['a'] } }),
  'a pattern that repeats characters': subject({
    x: { type: 'string', pattern: '^[ab]{2}(?:[a]{0}|b){2}$', examples: ['ab'] },
  }),
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
  'no unknown keys': { ...subject({ x: { type: 'string' } }), additionalProperties: false },
  'no unknown keys in an object of an object': subject({
    x: { ...subject({ y: { type: 'string' } }, []), additionalProperties: false },
  }),
  'no keys at all': { type: 'object', additionalProperties: false },
}

const scalar = fc.oneof(
  fc.constantFrom('a', 'b', '😀', 'c"\\', 'a/b', 'xa/by', '', 0, 1, 2, 3, -1.5, -2, 1e200, null, true, false),
  fc.constantFrom('ab', 'abb', 'aabb'),
  fc.constantFrom(Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER + 1, Number.MIN_SAFE_INTEGER - 1),
  fc.constantFrom([], {}),
  fc.integer({ min: -3, max: 3 }),
)
const key = fc.constantFrom('x', 'y', 'a-b', "it's", 'default', 'tag')
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(key, tie('value'), { maxKeys: 3 }),
  ),
}))

type Verdict = (data: unknown) => boolean

/** Compares what both functions say of many values with the expected verdicts. Both verdicts must occur. */
function expectVerdicts(
  compiled: Compiled,
  root: fc.Arbitrary<unknown>,
  isValid: Verdict,
  isFlawless = isValid,
) {
  let valid = 0
  fc.assert(
    fc.property(root, (data) => {
      const expected = isValid(data)
      if (expected) valid++
      expect(compiled.isSubject(data)).toBe(expected)
      expect(explained(compiled, data).length === 0).toBe(isFlawless(data))
    }),
    { numRuns: 4000, seed },
  )
  expect(valid, `both verdicts must occur, seed ${seed}`).toBeGreaterThan(0)
  expect(valid).toBeLessThan(4000)
}

test.each(Object.entries(kept))('%s: guard and explanation agree with ajv', async (_, schema) => {
  const validate = new Ajv({ strict: false }).compile(schema)
  const members = fc.record(
    Object.fromEntries(
      (schema.required ?? []).map((name) => [name, fc.oneof(fc.constantFrom('a', 'b', 1), scalar, value)]),
    ),
  )
  const root = fc.oneof(value, fc.dictionary(key, value, { maxKeys: 3 }), members)
  expectVerdicts(await load(compileValidators([input(schema)])), root, (data) => validate(data))
})

test('TypeScript accepts what is compiled, and finds nothing in it that is not used', () => {
  const inputs = Object.values(kept).map((schema, index) => ({ ...input(schema), name: `Subject${index}` }))
  const file = resolve('compiled.ts')
  const source = withImports(compileValidators(inputs))
  const { options } = ts.convertCompilerOptionsFromJson(
    ts.readConfigFile('tsconfig.json', ts.sys.readFile).config.compilerOptions,
    '.',
  )
  const host = ts.createCompilerHost(options)
  const { readFile, fileExists } = host
  host.readFile = (name) => (name === file ? source : readFile(name))
  host.fileExists = (name) => name === file || fileExists(name)
  const program = ts.createProgram([file], options, host)
  expect(ts.getPreEmitDiagnostics(program).map(({ messageText }) => messageText)).toEqual([])
})

describe('a union', () => {
  const tagged = (tag: string, fields: Record<string, JsonSchema>, more: JsonSchema = {}): JsonSchema => ({
    ...subject({ tag: { type: 'string', enum: [tag] }, ...fields }, ['tag', ...Object.keys(fields)]),
    ...more,
  })
  const union = (a: JsonSchema, b: JsonSchema, rest: JsonSchema): CompilerInput =>
    input(
      {
        oneOf: [{ $ref: '#/definitions/A' }, { $ref: '#/definitions/B' }],
        definitions: { A: a, B: b },
      },
      {
        memberName: (definition) => `Member${definition}`,
        rest: { schema: rest, name: 'Rest', guards: 'object', comment: ['The rest.'] },
      },
    )
  const strict: JsonSchema = { additionalProperties: false }
  const tag: JsonSchema = { type: 'string' }
  const x: JsonSchema = { type: 'integer', minimum: 1 }
  const y: JsonSchema = { type: 'string' }
  const restOf = (fields: Record<string, JsonSchema>, more: JsonSchema = {}): JsonSchema => ({
    ...subject({ tag, ...fields }, ['tag', ...Object.keys(fields)]),
    ...more,
  })

  test.each<[string, CompilerInput, number]>([
    ['no field', union(tagged('a', { x }), tagged('b', { y }), restOf({})), 0],
    ['every field but the tag', union(tagged('a', { x, y }), tagged('b', { x, y }), restOf({ x, y })), 1],
    [
      'its last field',
      union(tagged('a', { x, y }), tagged('b', { 'a-b': y, y }), restOf({ x: { type: 'object' }, y })),
      1,
    ],
    [
      'its last field and the refusal of unknown keys',
      union(tagged('a', { x, y }, strict), tagged('b', { x: y, y }, strict), restOf({ x: tag, y }, strict)),
      1,
    ],
    [
      'nothing, as unknown keys differ,',
      union(tagged('a', { x, y }, strict), tagged('b', { y }, strict), restOf({ y })),
      0,
    ],
    [
      'nothing, as a field is optional in one member,',
      union(tagged('a', { x }), tagged('b', { x }, { required: ['tag'] }), restOf({ x })),
      0,
    ],
    [
      'nothing, as the bounds of a field differ,',
      union(tagged('a', { x }), tagged('b', { x: { ...x, minimum: 0 } }), restOf({ x })),
      0,
    ],
  ])('that shares %s agrees with ajv', async (_, subjects, shared) => {
    const source = compileValidators([subjects])
    const compiled = await load(source)
    expect(source.match(/function hasRestFields/g) ?? []).toHaveLength(shared)
    const isMember = new Ajv({ strict: false }).compile(subjects.schema)
    const isRest = new Ajv({ strict: false }).compile(subjects.union?.rest.schema ?? {})
    const isClaimed = (data: unknown) => {
      const { tag: found } = (data ?? {}) as { tag?: unknown }
      return found === 'a' || found === 'b'
    }
    const root = fc.oneof(
      value,
      fc.record(
        {
          tag: fc.oneof({ weight: 4, arbitrary: fc.constantFrom('a', 'b', 'c', 'toString') }, scalar),
          x: fc.oneof(scalar, fc.constantFrom(1, 'a', {})),
          y: fc.oneof(scalar, fc.constantFrom('a', 'b')),
          'a-b': scalar,
        },
        { requiredKeys: [] },
      ),
    )
    expectVerdicts(
      compiled,
      root,
      (data) => isMember(data),
      (data) => (isClaimed(data) ? isMember(data) : isRest(data)),
    )
  })

  test('lists the issues in the order of the fields, and then the unknown keys', async () => {
    const compiled = await load(
      compileValidators([
        union(tagged('a', { x, y }, strict), tagged('b', { x: y, y }, strict), restOf({ x: tag, y }, strict)),
      ]),
    )
    expect(pathsOf(explained(compiled, { more: 1, y: 1, x: 'a', tag: 'a', 'a-b': 1 }))).toEqual([
      'x',
      'y',
      'more',
      'a-b',
    ])
    expect(pathsOf(explained(compiled, { y: 1, more: 1, tag: 1 }))).toEqual(['tag', 'x', 'y', 'more'])
    expect(explained(compiled, [])).toMatchObject([{ path: [], message: 'expected an object, got an array' }])
  })
})

describe('an explanation stops at 1,000 issues', () => {
  /** An array that counts how many of its items are read. */
  function counted(items: unknown[]) {
    const counter = { reads: 0 }
    const array = new Proxy(items, {
      get: (target, property, receiver) => {
        if (/^\d+$/.test(String(property))) counter.reads++
        return Reflect.get(target, property, receiver)
      },
    })
    return { array, counter }
  }

  test('of an array, and reads no further', async () => {
    const schema = subject({ x: { type: 'array', items: { type: 'string' } } })
    const compiled = await load(compileValidators([input(schema)]))
    const { array, counter } = counted(new Array(100_000).fill(1))
    const issues = explained(compiled, { x: array })
    expect(issues).toHaveLength(1000)
    expect(issues.at(-1)?.path).toEqual(['x', 999])
    // The check and the message each read an item, and the message looks it up twice.
    expect(counter.reads).toBeLessThan(4000)
  })

  test('of an array of arrays', async () => {
    const numbers: JsonSchema = { type: 'array', items: { type: 'integer' } }
    const compiled = await load(compileValidators([input(subject({ x: { type: 'array', items: numbers } }))]))
    const { array, counter } = counted(new Array(100_000).fill(['a', 'b']))
    expect(explained(compiled, { x: array })).toHaveLength(1000)
    expect(counter.reads).toBeLessThan(2000)
  })

  test('of objects that have several', async () => {
    const fields = { x: { type: 'null' }, y: { type: 'null' }, z: { type: 'null' } } as const
    const items = subject(fields, Object.keys(fields))
    const compiled = await load(compileValidators([input(subject({ x: { type: 'array', items } }))]))
    expect(explained(compiled, { x: new Array(1000).fill({}) })).toHaveLength(1000)
  })

  test('of unknown keys, and visits no further', async () => {
    const schema: JsonSchema = { ...subject({ x: { type: 'string' } }), additionalProperties: false }
    const compiled = await load(compileValidators([input(schema)]))
    const unknown = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`k${index}`, 1]))
    let visits = 0
    const counted = new Proxy<object>(
      { ...unknown, x: 1 },
      {
        getOwnPropertyDescriptor: (target, property) => {
          visits++
          return Reflect.getOwnPropertyDescriptor(target, property)
        },
      },
    )
    const issues = explained(compiled, counted)
    expect(issues).toHaveLength(1000)
    expect(issues[0]?.path).toEqual(['x'])
    expect(issues.at(-1)?.path).toEqual(['k998'])
    expect(visits).toBeLessThan(2000)
  })
})

test('the message of an enum lists its values', async () => {
  const schema = subject({ x: { type: 'string', enum: ['a', 'b', 'c'] } })
  const compiled = await load(compileValidators([input(schema)]))
  expect(explained(compiled, { x: 'd' })).toEqual([
    { path: ['x'], code: 'invalid_value', message: 'x: expected "a" or "b" or "c", got another value' },
  ])
})

test.each([Number.NaN, Number.POSITIVE_INFINITY])('%d is not a number of JSON', async (number) => {
  const compiled = await load(compileValidators([input(subject({ x: { type: 'number' } }))]))
  expect(compiled.isSubject({ x: number })).toBe(false)
  expect(explained(compiled, { x: number })).toMatchObject([{ path: ['x'], code: 'invalid_type' }])
})

const a = { $ref: '#/definitions/A' }
const tooMuch: [string, JsonSchema | object, RegExp][] = [
  [
    'a keyword outside the subset',
    subject({ x: { type: 'string', format: 'email' } as JsonSchema }),
    /keyword format/,
  ],
  ['a keyword of another type', subject({ x: { type: 'integer', minLength: 1 } }), /keyword minLength/],
  [
    'a keyword beside oneOf',
    subject({ x: { oneOf: [{ type: 'null' }, { type: 'null' }], minimum: 1 } }),
    /keyword minimum/,
  ],
  ['a keyword of the root', { ...subject({}, []), minimum: 1 }, /keyword minimum/],
  ['a missing type', subject({ x: { enum: ['a'] } }), /needs a type/],
  [
    'an alternative other than null',
    subject({ x: { oneOf: [{ type: 'string' }, { type: 'integer' }] } }),
    /oneOf/,
  ],
  [
    'a third alternative',
    subject({ x: { oneOf: [{ type: 'string' }, { type: 'null' }, { type: 'integer' }] } }),
    /oneOf/,
  ],
  ['a minimum length above 1', subject({ x: { type: 'string', minLength: 2 } }), /minLength can only be 1/],
  ['a pattern without an example', subject({ x: { type: 'string', pattern: 'a' } }), /needs an example/],
  ['a required field without a schema', subject({}), /x is required/],
  [
    'typed unknown keys',
    { type: 'object', additionalProperties: { type: 'string' } },
    /additionalProperties/,
  ],
  ['a root that is not an object', { type: 'string' }, /needs to be an object/],
]

test.each(tooMuch)('%s stops the build', (_, schema, message) => {
  expect(() => compileValidators([input(schema as JsonSchema)])).toThrow(message)
})

const literal = (tag: string) => subject({ x: { type: 'string', enum: [tag] } })
const wrongUnions: [string, JsonSchema, RegExp][] = [
  [
    'without a field that identifies its members',
    {
      oneOf: [a, { $ref: '#/definitions/B' }],
      definitions: { A: literal('a'), B: subject({ x: { type: 'null' } }) },
    },
    /no field identifies/,
  ],
  [
    'with two members of the same tag',
    { oneOf: [a, { $ref: '#/definitions/B' }], definitions: { A: literal('a'), B: literal('a') } },
    /no field identifies/,
  ],
  [
    'with a tag that is not required',
    { oneOf: [a], definitions: { A: { ...literal('a'), required: [] } } },
    /no field identifies/,
  ],
  [
    'with a tag of two values',
    { oneOf: [a], definitions: { A: subject({ x: { type: 'string', enum: ['a', 'b'] } }) } },
    /no field identifies/,
  ],
  ['with a reference to nothing', { oneOf: [a], definitions: {} }, /no definition/],
  [
    'with a keyword beside it',
    { oneOf: [a], definitions: { A: literal('a') }, required: ['x'] },
    /keyword required/,
  ],
]

test.each(wrongUnions)('a union %s stops the build', (_, schema, message) => {
  const rest = { ...input(subject({ x: { type: 'string' } })), name: 'Rest' }
  expect(() => compileValidators([input(schema, { memberName: (name) => name, rest })])).toThrow(message)
})
