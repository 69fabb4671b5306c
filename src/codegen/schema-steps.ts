import { annotations, type JsonSchema, type JsonType } from './json-schema.js'

/** What the steps do: return false at the first fault, or list every issue. */
export interface Strategy {
  readonly mode: 'guard' | 'explain'
  readonly constants: Constants
}

/**
 * The name of the constant for each regular expression, and for each set of rules in source form, so far.
 * Rules that are written where they are used would be a new object for each field of each event.
 */
export interface Constants {
  readonly patterns: Map<string, string>
  readonly rules: Map<string, string>
}

/**
 * Where a value is, as code: the expression that reads it, the object that holds it, the path of that object,
 * and the keys that lead to the value.
 */
interface Place {
  readonly value: string
  readonly parent: string
  readonly parentPath: string
  readonly path: readonly string[]
}

/** A container, and the variable that holds its path. */
interface Container {
  readonly value: string
  readonly pathName: string
  readonly path: readonly string[]
}

/** The name of the constant for the path of the root. */
export const rootPath = 'root$path'

/**
 * The statements that check an object called `value`: one step for each field, in order, and one for unknown
 * keys.
 *
 * @param checked The field that has been checked already, if any.
 * @throws {Error} on every keyword, or use of a keyword, that the statements would not enforce.
 */
export function schemaSteps(schema: JsonSchema, strategy: Strategy, checked?: string): string[] {
  if (schema.type !== 'object') throw new Error('The root: needs to be an object')
  allow(schema, keywordsOf.object, 'value')
  return fieldSteps(schema, { value: 'value', pathName: rootPath, path: [] }, strategy, checked)
}

function fieldSteps(
  { properties = {}, required = [], additionalProperties }: JsonSchema,
  { value, pathName, path }: Container,
  strategy: Strategy,
  checked?: string,
): string[] {
  const untyped = required.find((key) => !properties[key])
  if (untyped !== undefined) throw new Error(`${value}: ${untyped} is required but has no schema`)
  const steps = Object.entries(properties).map(([key, schema]) => {
    const place = {
      value: memberOf(value, key),
      parent: value,
      parentPath: pathName,
      path: [...path, quote(key)],
    }
    const conditions = required.includes(key) ? [] : [`${quote(key)} in ${value}`]
    return key === checked ? '' : valueStep(schema, place, conditions, strategy)
  })
  if (additionalProperties === undefined) return steps
  if (additionalProperties !== false) throw new Error(`${value}: additionalProperties can only be false`)
  return [...steps, unknownKeysStep(Object.keys(properties), value, pathName, strategy)]
}

function unknownKeysStep(keys: readonly string[], value: string, pathName: string, { mode }: Strategy) {
  if (mode === 'explain') return `reportUnknownKeys(issues, ${value}, ${pathName}, ${JSON.stringify(keys)})`
  if (!keys.length) return `for (const _key in ${value}) return false`
  const isUnknown = keys.map((key) => `key !== ${quote(key)}`).join(' && ')
  return `for (const key in ${value}) if (${isUnknown}) return false`
}

/** Checks the value at a place, if the conditions hold. */
function valueStep(
  schema: JsonSchema,
  place: Place,
  conditions: readonly string[],
  strategy: Strategy,
): string {
  if (!schema.oneOf) return typedStep(schema, place, conditions, strategy, false)
  allow(schema, ['oneOf'], place.value)
  const [only, nothing, ...more] = schema.oneOf
  if (!only || nothing?.type !== 'null' || more.length) {
    throw new Error(`${place.value}: oneOf is compiled for a type or null, and for definitions`)
  }
  return typedStep(only, place, conditions, strategy, true)
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

function typedStep(
  schema: JsonSchema,
  place: Place,
  conditions: readonly string[],
  strategy: Strategy,
  orNull: boolean,
): string {
  const { type } = schema
  if (!type) throw new Error(`${place.value}: needs a type`)
  allow(schema, keywordsOf[type], place.value)
  if (type === 'object' || type === 'array') return containerStep(schema, place, conditions, strategy, orNull)
  if (strategy.mode === 'guard') {
    const fails = scalarFails(schema, type, place, strategy.constants).join(' || ')
    const unless = orNull ? [...conditions, `${place.value} !== null`] : conditions
    return `if (${unless.length ? [...unless, `(${fails})`].join(' && ') : fails}) return false`
  }
  const rules = rulesName(schema, place, strategy.constants, orNull)
  const args = ['issues', place.parent, place.parentPath, place.path.at(-1), rules]
  return when(conditions, `explainScalar(${args.join(', ')})`)
}

function containerStep(
  schema: JsonSchema,
  at: Place,
  conditions: readonly string[],
  strategy: Strategy,
  orNull: boolean,
): string {
  const value = at.path.join('_').replace(/\W/g, '')
  // No key has the `$`, so no variable for a value is called like one for a path.
  const container = { value, pathName: `${value}$path`, path: at.path }
  const [fails, expected, inside] =
    schema.type === 'object'
      ? [`!isObject(${value})`, 'an object', fieldSteps(schema, container, strategy).join('\n')]
      : [`!Array.isArray(${value})`, 'an array', itemsStep(schema, container, strategy)]
  const found = quote(orNull ? `${expected} or null` : expected)
  // Only fields that are not containers need it.
  const path = inside.split(/[^\w$]/).includes(container.pathName)
    ? `const ${container.pathName} = [${at.path}]\n`
    : ''
  const check =
    strategy.mode === 'guard'
      ? [`if (${fails}) return false`, ...(inside ? [inside] : [])].join('\n')
      : `if (${fails}) { report(issues, 'invalid_type', ${found}, ${at.parent}, [${at.path}]) } ${inside && `else { ${path}${inside} }`}`
  return `const ${value} = ${at.value}\n${when(orNull ? [...conditions, `${value} !== null`] : conditions, check)}`
}

const when = (conditions: readonly string[], code: string) =>
  conditions.length ? `if (${conditions.join(' && ')}) { ${code} }` : code

function itemsStep({ items }: JsonSchema, { value, pathName, path }: Container, strategy: Strategy): string {
  if (!items) return ''
  const index = `${value}_index`
  const place = { value: `${value}[${index}]`, parent: value, parentPath: pathName, path: [...path, index] }
  const limit = strategy.mode === 'guard' ? '' : ' && issues.length < maxIssues'
  return `for (let ${index} = 0; ${index} < ${value}.length${limit}; ${index}++) {
    ${valueStep(items, place, [], strategy)}
  }`
}

function scalarFails(schema: JsonSchema, type: JsonType, place: Place, constants: Constants): string[] {
  const { value } = place
  if (type === 'null') return [`${value} !== null`]
  if (type === 'integer' || type === 'number') return numberFails(schema, type, value)
  const fails = [`typeof ${value} !== '${type}'`]
  if (schema.enum) fails.push(schema.enum.map((each) => `${value} !== ${quote(each)}`).join(' && '))
  if (schema.pattern !== undefined)
    fails.push(`!${patternName(schema.pattern, place, constants)}.test(${value})`)
  if (schema.minLength !== undefined) fails.push(`${value} === ''`)
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

function scalarRules(schema: JsonSchema, place: Place, constants: Constants): string {
  const { type, pattern, minLength, examples, minimum, maximum } = schema
  const rules = JSON.stringify({ type, enum: schema.enum, minLength, minimum, maximum }).slice(1, -1)
  // JSON Schema counts characters, JavaScript counts UTF-16 units. Both agree only on the length 1.
  if (minLength !== undefined && minLength !== 1) throw new Error(`${place.value}: minLength can only be 1`)
  if (pattern === undefined) return rules
  const [example] = examples ?? []
  if (typeof example !== 'string') throw new Error(`${place.value}: a pattern needs an example`)
  return `${rules}, pattern: ${patternName(pattern, place, constants)}, example: ${quote(example)}`
}

function rulesName(schema: JsonSchema, place: Place, constants: Constants, orNull: boolean): string {
  const source = `{ ${orNull ? 'orNull: true, ' : ''}${scalarRules(schema, place, constants)} }`
  const { rules } = constants
  const name = rules.get(source) ?? `${schema.type}Rules${rules.size || ''}`
  rules.set(source, name)
  return name
}

function patternName(pattern: string, { path }: Place, { patterns }: Constants): string {
  const name = `${path.at(-1)?.replace(/\W/g, '')}Pattern${patterns.size || ''}`
  if (!patterns.has(pattern)) patterns.set(pattern, name)
  return patterns.get(pattern) ?? name
}

function allow(schema: JsonSchema, keywords: readonly string[], value: string): void {
  const allowed = new Set<string>(['type', ...keywords, ...annotations, '$schema', '$id'])
  const unknown = Object.keys(schema).find((keyword) => !allowed.has(keyword))
  if (unknown !== undefined) throw new Error(`${value}: the keyword ${unknown} is not compiled here`)
}

/** The expression that reads a member of an object. */
export function memberOf(object: string, key: string): string {
  return /^[A-Za-z_]\w*$/.test(key) ? `${object}.${key}` : `${object}[${quote(key)}]`
}

/** A string literal. */
export const quote = (text: string) => JSON.stringify(text)
