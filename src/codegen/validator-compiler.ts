import { annotations, type JsonSchema, type JsonType } from './json-schema.js'

/** A schema document to compile, together with its definitions. */
export interface CompilerInput {
  readonly schema: JsonSchema
  /** The functions are called `is${name}` and `explain${name}`. */
  readonly name: string
  /** The TypeScript type that the guard establishes. */
  readonly guards: string
  /** The guard's doc comment. */
  readonly comment: string
  /** The name that takes the place of a definition's in its functions. */
  readonly definitionName?: (definition: string) => string
  /** For a union: the `name` of the document that explains what none of its members claims. */
  readonly otherwise?: string
}

/**
 * The source of two functions for each document and each definition: a guard, and one that lists every issue.
 *
 * @throws {Error} on every keyword, or use of one, that the functions would not enforce.
 */
export function compileValidators(inputs: readonly CompilerInput[]): string {
  const patterns = new Map<string, string>()
  const functions = inputs.flatMap((input) => {
    const { definitionName = (definition) => definition } = input
    const compile = (node: JsonSchema, mode: Mode) => {
      const context: Context = { ...input, definitionName, mode, patterns }
      if (node.oneOf?.every(({ $ref }) => $ref)) return union(node, context)
      return statements(node, root, [], context) + (mode === 'guard' ? 'return true' : '')
    }
    const pair = (node: JsonSchema, name: string, result: string, modifier = '') => [
      `${modifier}function is${name}(value: unknown): ${result} { ${compile(node, 'guard')} }`,
      `${modifier}function explain${name}(value: unknown, issues: EventIssue[]): void { ${compile(node, 'explain')} }`,
    ]
    const definitions = Object.entries(input.schema.definitions ?? {})
    return [
      ...definitions.flatMap(([name, node]) => pair(node, definitionName(name), 'boolean')),
      `/** ${input.comment} */`,
      ...pair(input.schema, input.name, `value is ${input.guards}`, 'export '),
    ]
  })
  const constants = [...patterns].map(([pattern, name]) => `const ${name} = ${new RegExp(pattern, 'u')}`)
  return [...constants, isObject, ...functions].join('\n')
}

const isObject = `function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}`

type Mode = 'guard' | 'explain'

interface Context {
  readonly schema: JsonSchema
  readonly definitionName: (definition: string) => string
  readonly otherwise?: string
  readonly mode: Mode
  /** The constant of each regular expression met so far. */
  readonly patterns: Map<string, string>
}

/** Where a value stands, as code: what reads it, what holds it, and each key on the way. */
interface Place {
  readonly value: string
  readonly parent?: string
  readonly path: readonly string[]
}

const root: Place = { value: 'value', path: [] }

/** A union reads the one field that tells its members apart, and judges by the member that it names. */
function union(node: JsonSchema, { schema, definitionName, mode, otherwise }: Context): string {
  allow(node, ['oneOf', 'definitions'], root)
  if (otherwise === undefined) throw new Error('oneOf: needs a document that explains the rest')
  const members = (node.oneOf ?? []).map(({ $ref = '' }) => {
    const definition = $ref.replace('#/definitions/', '')
    const member = schema.definitions?.[definition]
    if (!member) throw new Error(`${$ref}: no definition of this document`)
    return { ...member, name: definitionName(definition) }
  })
  const tagsOf = (key: string) =>
    members.flatMap(({ properties, required }) => {
      const values = required?.includes(key) ? (properties?.[key]?.enum ?? []) : []
      return values.length === 1 ? values : []
    })
  const keys = Object.keys(members[0]?.properties ?? {})
  const key = keys.find((candidate) => new Set(tagsOf(candidate)).size === members.length)
  if (key === undefined) throw new Error('oneOf: no field tells its members apart')
  const judge = (name: string) => (mode === 'guard' ? `is${name}(value)` : `explain${name}(value, issues)`)
  const cases = tagsOf(key).map(
    (tag, index) => `case ${quote(tag)}: return ${judge(members[index]?.name ?? '')}`,
  )
  return `switch (isObject(value) ? ${member('value', key)} : undefined) {
    ${cases.join('\n')}
    default: return ${mode === 'guard' ? 'false' : judge(otherwise)}
  }`
}

/** The statements that judge the value at a place where the conditions hold. */
function statements(node: JsonSchema, place: Place, conditions: string[], context: Context): string {
  if (!node.oneOf) return typed(node, place, conditions, context)
  allow(node, ['oneOf'], place)
  const [only, nothing, ...more] = node.oneOf
  if (!only || nothing?.type !== 'null' || more.length) {
    throw new Error(`${place.value}: oneOf is compiled for a type or null, and for definitions`)
  }
  return typed(only, place, conditions, context, true)
}

const keywordsOf: Record<JsonType, readonly (keyof JsonSchema)[]> = {
  object: ['properties', 'required', 'additionalProperties'],
  array: ['items'],
  string: ['enum', 'pattern', 'minLength'],
  integer: ['minimum', 'maximum'],
  number: ['minimum', 'maximum'],
  boolean: [],
  null: [],
}

function typed(
  node: JsonSchema,
  place: Place,
  conditions: string[],
  context: Context,
  orNull = false,
): string {
  const { type } = node
  if (!type) throw new Error(`${place.value}: needs a type`)
  allow(node, ['type', 'definitions', ...keywordsOf[type]], place)
  if (type === 'object' || type === 'array') return container(node, place, conditions, context, orNull)
  if (context.mode === 'guard') {
    const fails = scalarFails(node, type, place, context).join(' || ')
    const unless = orNull ? [...conditions, `${place.value} !== null`] : conditions
    return `if (${unless.length ? [...unless, `(${fails})`].join(' && ') : fails}) return false\n`
  }
  if (!place.parent) throw new Error('The root: needs to be an object')
  const rules = `{ ${orNull ? 'orNull: true, ' : ''}${scalarRules(node, place, context)} }`
  return when(conditions, `explainScalar(issues, ${place.parent}, [${place.path}], ${rules})\n`)
}

function container(
  node: JsonSchema,
  at: Place,
  conditions: string[],
  context: Context,
  orNull: boolean,
): string {
  const value = at.path.join('_').replace(/\W/g, '') || at.value
  const alias = value === at.value ? '' : `const ${value} = ${at.value}\n`
  const [fails, expected, inside] =
    node.type === 'object'
      ? [`!isObject(${value})`, 'an object', fields(node, { ...at, value }, context)]
      : [`!Array.isArray(${value})`, 'an array', items(node, { ...at, value }, context)]
  const found = quote(orNull ? `${expected} or null` : expected)
  const refuse = at.parent
    ? `report(issues, 'invalid_type', ${found}, ${at.parent}, [${at.path}])`
    : `reportValue(issues, 'invalid_type', ${found}, ${value}, [])`
  const judge =
    context.mode === 'guard'
      ? `if (${fails}) return false\n${inside}`
      : `if (${fails}) { ${refuse} } ${inside && `else { ${inside} }`}\n`
  return alias + when(orNull ? [...conditions, `${value} !== null`] : conditions, judge)
}

const when = (conditions: string[], code: string) =>
  conditions.length ? `if (${conditions.join(' && ')}) { ${code} }\n` : code

function fields(node: JsonSchema, { value, path }: Place, context: Context): string {
  const { properties = {}, required = [], additionalProperties } = node
  const untyped = required.find((key) => !properties[key])
  if (untyped !== undefined) throw new Error(`${value}: ${untyped} is required but has no schema`)
  const judged = Object.entries(properties).map(([key, child]) => {
    const place = { value: member(value, key), parent: value, path: [...path, quote(key)] }
    const conditions = required.includes(key) ? [] : [`${quote(key)} in ${value}`]
    return statements(child, place, conditions, context)
  })
  if (additionalProperties === undefined) return judged.join('')
  if (additionalProperties !== false) throw new Error(`${value}: additionalProperties can only be false`)
  const unknown = Object.keys(properties).map((key) => `key !== ${quote(key)}`)
  const refuse = context.mode === 'guard' ? 'return false' : `reportUnknownKey(issues, [${[...path, 'key']}])`
  return `${judged.join('')}for (const key in ${value}) if (${unknown.join(' && ') || 'true'}) ${refuse}\n`
}

function items(node: JsonSchema, { value, path }: Place, context: Context): string {
  if (!node.items) return ''
  const index = `${value}_index`
  const place = { value: `${value}[${index}]`, parent: value, path: [...path, index] }
  const stop = context.mode === 'guard' ? '' : ' && issues.length < mostIssues'
  return `for (let ${index} = 0; ${index} < ${value}.length${stop}; ${index}++) {
    ${statements(node.items, place, [], context)}
  }\n`
}

function scalarFails(node: JsonSchema, type: JsonType, place: Place, { patterns }: Context): string[] {
  const { value } = place
  if (type === 'null') return [`${value} !== null`]
  if (type === 'integer' || type === 'number') return numberFails(node, type, value)
  const fails = [`typeof ${value} !== '${type}'`]
  if (node.enum) fails.push(node.enum.map((each) => `${value} !== ${quote(each)}`).join(' && '))
  if (node.pattern !== undefined) fails.push(`!${patternName(node.pattern, place, patterns)}.test(${value})`)
  if (node.minLength !== undefined) fails.push(`${value} === ''`)
  return fails
}

function numberFails({ minimum = -Infinity, maximum = Infinity }: JsonSchema, type: JsonType, value: string) {
  const largest = Number.MAX_SAFE_INTEGER
  const isSafe = type === 'integer' && minimum >= -largest && maximum <= largest
  const test = isSafe ? 'isSafeInteger' : type === 'integer' ? 'isInteger' : 'isFinite'
  const bounds = [
    ...(minimum > (isSafe ? -largest : -Infinity) ? [`${value} < ${minimum}`] : []),
    ...(maximum < (isSafe ? largest : Infinity) ? [`${value} > ${maximum}`] : []),
  ]
  return [...(bounds.length ? [`typeof ${value} !== 'number'`] : []), `!Number.${test}(${value})`, ...bounds]
}

function scalarRules(node: JsonSchema, place: Place, { patterns }: Context): string {
  const { type, pattern, minLength, examples, minimum, maximum } = node
  const rules = JSON.stringify({ type, enum: node.enum, minLength, minimum, maximum }).slice(1, -1)
  // JSON Schema counts characters, JavaScript UTF-16 units: only at 1 are the two sure to agree.
  if (minLength !== undefined && minLength !== 1) throw new Error(`${place.value}: minLength can only be 1`)
  if (pattern === undefined) return rules
  const [example] = examples ?? []
  if (typeof example !== 'string') throw new Error(`${place.value}: a pattern needs an example`)
  return `${rules}, pattern: ${patternName(pattern, place, patterns)}, example: ${quote(example)}`
}

function patternName(pattern: string, { path }: Place, patterns: Map<string, string>): string {
  const name = `${path.at(-1)?.replace(/\W/g, '')}Pattern${patterns.size || ''}`
  if (!patterns.has(pattern)) patterns.set(pattern, name)
  return patterns.get(pattern) ?? name
}

function allow(node: JsonSchema, keywords: readonly string[], { value }: Place): void {
  const allowed = new Set<string>([...keywords, ...annotations, '$schema', '$id'])
  const unknown = Object.keys(node).find((keyword) => !allowed.has(keyword))
  if (unknown !== undefined) throw new Error(`${value}: the keyword ${unknown} is not compiled here`)
}

function member(object: string, key: string): string {
  return /^[A-Za-z_]\w*$/.test(key) ? `${object}.${key}` : `${object}[${quote(key)}]`
}

const quote = (text: string) => JSON.stringify(text)
