import { takenTimestamps } from './corpus-timestamps.js'
import type { JsonSchema } from './json-schema.js'

/**
 * Completes an example, which may lack an object, have `null` for it, or have an empty list. In the result
 * each object is present and each list has an item, so that something in them can be changed. Other fields
 * stay as they are.
 */
export function wholeExample(schema: JsonSchema, example: unknown): unknown {
  const { type, properties = {}, required = [], items = {} } = presentSchema(schema)
  if (type === 'array') {
    const list = (example ?? []) as unknown[]
    return list.length ? list.map((item) => wholeExample(items, item)) : [sample(items)]
  }
  if (type !== 'object') return example
  const members: Record<string, unknown> = { ...(example as object | null) }
  for (const [key, inner] of Object.entries(properties)) {
    const value = members[key]
    if (value === undefined && required.includes(key)) members[key] = sample(inner)
    else if (value !== undefined || holdsOthers(inner)) members[key] = wholeExample(inner, value)
  }
  return members
}

/** Returns a value that the schema accepts. */
function sample(schema: JsonSchema): unknown {
  const { type, enum: known, pattern, minimum = 0, maximum = 0 } = presentSchema(schema)
  if (type === 'string') return pattern === undefined ? (known?.[0] ?? 'a') : takenTimestamps[0]
  if (type === 'boolean') return true
  if (type === 'integer' || type === 'number') return Math.max(minimum, Math.min(0, maximum))
  return wholeExample(schema, undefined)
}

function holdsOthers(schema: JsonSchema): boolean {
  const { type } = presentSchema(schema)
  return type === 'object' || type === 'array'
}

/** The schema of a value that is not `null`. */
function presentSchema(schema: JsonSchema): JsonSchema {
  return schema.oneOf?.find(({ type }) => type !== 'null') ?? schema
}
