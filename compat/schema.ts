/** The part of JSON Schema that published schemas may use. */
export interface Schema {
  readonly $schema?: string
  readonly $id?: string
  readonly $ref?: string
  readonly title?: string
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema
  readonly allOf?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly definitions?: Readonly<Record<string, Schema>>
  readonly $defs?: Readonly<Record<string, Schema>>
}

/** The keywords that describe a schema, or hold others, and do not judge a value. */
export const silentKeywords: ReadonlySet<string> = new Set([
  ...['$schema', '$id', '$comment', 'title', 'description', 'examples'],
  ...['definitions', '$defs'],
])

/** Tells whether a JSON value is an object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The named schemas of a document. */
export function definitionsOf({ definitions, $defs }: Schema): Readonly<Record<string, Schema>> {
  return { ...definitions, ...$defs }
}

/**
 * Calls `visit` with a schema, each schema in it, and the name of the field that each describes:
 * `details.affected_paths[]`. A definition is not part of a schema.
 */
export function visitSchemas(
  schema: Schema,
  visit: (schema: Schema, field: string) => void,
  field = '',
): void {
  visit(schema, field)
  for (const [key, inner] of Object.entries(schema.properties ?? {}))
    visitSchemas(inner, visit, fieldIn(field, key))
  if (schema.items) visitSchemas(schema.items, visit, fieldIn(field, '[]'))
  for (const inner of [schema.allOf, schema.anyOf, schema.oneOf].flat()) {
    if (inner) visitSchemas(inner, visit, field)
  }
}

const essences = new WeakMap<Schema, string>()

/** What judges values in a schema, as one text: without annotations, keys and members in one order. */
export function essenceOf(schema: Schema): string {
  // A published file may hold anything, such as the schema `true`.
  if (!isObject(schema as unknown)) return JSON.stringify(schema)
  const essence = essences.get(schema) ?? writeEssence(schema)
  essences.set(schema, essence)
  return essence
}

function writeEssence(schema: Schema): string {
  const judging = Object.entries(schema).filter(([keyword]) => !silentKeywords.has(keyword))
  return JSON.stringify(judging.map(([keyword, value]) => [keyword, essenceOfValue(keyword, value)]).sort())
}

function essenceOfValue(keyword: string, value: unknown): unknown {
  if (keyword === 'properties' && isObject(value))
    return Object.entries(value)
      .map(([key, inner]) => [key, essenceOf(inner as Schema)])
      .sort()
  if (Array.isArray(value)) return value.map((each) => (isObject(each) ? essenceOf(each) : each)).sort()
  return isObject(value) ? essenceOf(value) : value
}

/** The name of a field of another field, or of its items (`[]`). An empty name stands for the whole. */
export function fieldIn(field: string, inner: string): string {
  if (field === '' || inner === '' || inner.startsWith('[]')) return `${field}${inner}`
  return `${field}.${inner}`
}
