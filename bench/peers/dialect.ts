import { documents } from '../../src/codegen/documents.js'
import type { JsonSchema } from '../../src/codegen/json-schema.js'

/**
 * How a library writes a schema. Every method returns the source text of one schema. `module` puts the
 * schema of any event into a module that exports `guard` (is this an event?) and `issues` (every issue, or
 * `undefined` for an event), and that exports the inferred type `Event` if it is TypeScript.
 */
export interface Dialect {
  literal(value: string): string
  text(pattern: string | undefined): string
  integer(minimum: number, maximum: number): string
  list(item: string): string
  nullable(value: string): string
  object(fields: readonly Field[]): string
  module(events: readonly string[]): string
}

/** One field of an object: its schema as source text. */
export interface Field {
  readonly name: string
  readonly value: string
  readonly required: boolean
}

/** Writes the tolerant contract, all events, in a dialect. */
export function contractIn(dialect: Dialect): string {
  return dialect.module(Object.values(documents.tolerant.events).map((schema) => render(schema, dialect)))
}

function render(schema: JsonSchema, dialect: Dialect): string {
  const { type, enum: values, pattern, minimum, maximum, items, properties, required = [], oneOf } = schema
  const [only, ...others] = values ?? []
  if (only !== undefined && others.length === 0) return dialect.literal(only)
  const [value, none] = oneOf ?? []
  if (value && none?.type === 'null') return dialect.nullable(render(value, dialect))
  if (type === 'string') return dialect.text(pattern)
  if (type === 'integer' && minimum !== undefined && maximum !== undefined) {
    return dialect.integer(minimum, maximum)
  }
  if (type === 'array' && items) return dialect.list(render(items, dialect))
  if (type === 'object' && properties) {
    return dialect.object(
      Object.entries(properties).map(([name, each]) => ({
        name,
        value: render(each, dialect),
        required: required.includes(name),
      })),
    )
  }
  throw new Error(`No dialect knows how to write ${JSON.stringify(schema)}. Add it to dialect.ts.`)
}

/** Returns the members of an object literal, with `optional` around the schemas of optional fields. */
export function members(fields: readonly Field[], optional: (value: string) => string): string {
  return fields
    .map(({ name, value, required }) => `${name}: ${required ? value : optional(value)}`)
    .join(', ')
}

/** Returns a text as a regular expression literal. */
export function regexp(pattern: string): string {
  return String(new RegExp(pattern))
}
