import { type JsonSchema, mapSchemas, type PublishedSchema } from './json-schema.js'

/**
 * Writes "a value of this type, or null" as a list of two types, wherever it is in a schema. Of two
 * alternatives, some code generators make a class that reads no value. A reference has no type, so it stays
 * an alternative.
 */
export function withNullableTypes(schema: JsonSchema): PublishedSchema {
  const { oneOf: [only, nothing, ...more] = [], ...rest } = schema
  if (only?.type === undefined || nothing?.type !== 'null' || more.length) {
    return { ...schema, ...mapSchemas(schema, withNullableTypes) }
  }
  const { type, enum: members, ...others } = only
  return {
    ...rest,
    type: [type, 'null'],
    ...(members && { enum: [...members, null] }),
    ...others,
    ...mapSchemas(others, withNullableTypes),
  }
}
