import { type FieldSchema, spellings } from '../generated/schemas.js'
import { lastItem, type Path } from './defects.js'
import { presentSchema } from './event-schema.js'

/** An example with all that the path leads to: it may lack what is optional. */
export function soundExample(schema: FieldSchema, [key, ...rest]: Path, example: unknown): unknown {
  const value = example ?? sample(schema)
  if (key === undefined) return value
  const { properties = {}, items = {} } = presentSchema(schema)
  if (Array.isArray(value))
    return [...value.slice(0, lastItem), soundExample(items, rest, value.at(lastItem))]
  const members = value as Readonly<Record<string, unknown>>
  return { ...members, [key]: soundExample(properties[key] ?? {}, rest, members[key]) }
}

/** Some value that a schema takes. */
function sample(schema: FieldSchema): unknown {
  const {
    type,
    properties = {},
    required = [],
    pattern,
    minimum = 1,
    maximum = 1,
    ...more
  } = presentSchema(schema)
  switch (type) {
    case 'object':
      return Object.fromEntries(required.map((key) => [key, sample(properties[key] ?? {})]))
    case 'array':
      return []
    case 'string':
      return more.enum?.[0] ?? (pattern === undefined ? 'a' : spellings[pattern]?.taken[0])
    case 'integer':
    case 'number':
      return Math.max(minimum, Math.min(1, maximum))
    default:
      return type === 'boolean' ? true : null
  }
}
