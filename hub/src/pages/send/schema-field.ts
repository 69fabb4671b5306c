import type { JsonSchema } from '../../catalog.js'

interface Common {
  /** The keys that lead to the field. */
  readonly path: readonly string[]
  /** The name of its input: the keys joined with dots. */
  readonly name: string
  readonly description: string
  /** Whether it may be left out. */
  readonly optional: boolean
  readonly nullable: boolean
}

/** One field of an event, as a form shows it. */
export type SchemaField = Common &
  (
    | { readonly kind: 'text' | 'number' | 'lines' }
    /** One of several values. With a single value there is nothing to choose. */
    | { readonly kind: 'choice'; readonly values: readonly unknown[] }
    | { readonly kind: 'group'; readonly fields: readonly SchemaField[] }
    /** Everything that no simpler input can hold. */
    | { readonly kind: 'json' }
  )

/** The last of the keys that lead to a field. */
export const keyOf = ({ path }: SchemaField) => path.at(-1) ?? ''

/**
 * The fields of an event, from its JSON Schema: draft-07, in the subset that the contract is published in.
 */
export function fieldsOf(schema: JsonSchema): SchemaField[] {
  return propertiesOf(schema, schema, [])
}

function propertiesOf(schema: JsonSchema, root: JsonSchema, path: readonly string[]): SchemaField[] {
  return Object.entries(schema.properties ?? {}).map(([key, property]) =>
    fieldOf(property, root, [...path, key], !schema.required?.includes(key)),
  )
}

function fieldOf(
  declared: JsonSchema,
  root: JsonSchema,
  path: readonly string[],
  optional: boolean,
): SchemaField {
  const schema = resolve(declared, root)
  const [type, nullable] = Array.isArray(schema.type) ? [schema.type[0], true] : [schema.type, false]
  const description = declared.description ?? schema.description ?? ''
  const common = { path, name: path.join('.'), description, optional, nullable }
  if (schema.enum) return { ...common, kind: 'choice', values: schema.enum.filter((value) => value !== null) }
  switch (type) {
    case 'boolean':
      return { ...common, kind: 'choice', values: [true, false] }
    case 'string':
      return { ...common, kind: 'text' }
    case 'integer':
    case 'number':
      return { ...common, kind: 'number' }
    case 'array':
      return { ...common, kind: isFreeString(schema.items, root) ? 'lines' : 'json' }
    case 'object':
      if (!schema.properties || nullable) return { ...common, kind: 'json' }
      return { ...common, kind: 'group', fields: propertiesOf(schema, root, path) }
    default:
      return { ...common, kind: 'json' }
  }
}

function resolve(schema: JsonSchema, root: JsonSchema): JsonSchema {
  const name = schema.$ref?.replace('#/definitions/', '')
  return (name !== undefined && root.definitions?.[name]) || schema
}

function isFreeString(items: JsonSchema | undefined, root: JsonSchema): boolean {
  const schema = items && resolve(items, root)
  return schema?.type === 'string' && !schema.enum
}
