import { type FieldSchema, spellings } from '../generated/schemas.js'
import { lastItem, type Path } from './defects.js'
import { presentSchema } from './event-schema.js'

/** Completes an example, which may lack optional fields, so that the field at the path is present. */
export function validExample(schema: FieldSchema, [key, ...rest]: Path, example: unknown): unknown {
  const value = example ?? sample(schema)
  if (key === undefined) return value
  const { properties = {}, items = {} } = presentSchema(schema)
  if (Array.isArray(value))
    return [...value.slice(0, lastItem), validExample(items, rest, value.at(lastItem))]
  const members = value as Readonly<Record<string, unknown>>
  return { ...members, [key]: validExample(properties[key] ?? {}, rest, members[key]) }
}

/** Returns a valid value of a schema. */
export function sample(schema: FieldSchema): unknown {
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
