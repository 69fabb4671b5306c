/**
 * The subset of draft-07 in which the contract is published: the part that validators of all languages agree
 * on.
 */
export interface JsonSchema {
  $schema?: string
  $id?: string
  $ref?: string
  $comment?: string
  title?: string
  description?: string
  type?: JsonType
  enum?: string[]
  pattern?: string
  minLength?: number
  minimum?: number
  maximum?: number
  items?: JsonSchema
  properties?: Record<string, JsonSchema>
  required?: string[]
  additionalProperties?: false
  oneOf?: JsonSchema[]
  examples?: unknown[]
  definitions?: Record<string, JsonSchema>
}

/** The types of JSON Schema. */
export type JsonType = 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean' | 'null'

/**
 * A schema in its published form, which code generators of all languages understand: a list of types says
 * that a value may be `null`, and `allOf` holds what makes a pattern portable.
 */
export interface PublishedSchema extends Omit<JsonSchema, 'type' | 'enum' | keyof Parts<JsonSchema>> {
  type?: JsonType | [JsonType, 'null']
  enum?: (string | null)[]
  allOf?: PublishedSchema[]
  items?: PublishedSchema
  properties?: Record<string, PublishedSchema>
  oneOf?: PublishedSchema[]
  definitions?: Record<string, PublishedSchema>
}

/** The keywords that hold other schemas. */
interface Parts<Schema> {
  properties?: Record<string, Schema>
  items?: Schema
  oneOf?: Schema[]
  allOf?: Schema[]
  definitions?: Record<string, Schema>
}

/** Returns the keywords of a schema that hold other schemas, with each of those replaced by `map`. */
export function mapSchemas<From, To>(
  { properties, items, oneOf, allOf, definitions }: Parts<From>,
  map: (schema: From) => To,
): Parts<To> {
  const mapMembers = (members: Record<string, From>) =>
    Object.fromEntries(Object.entries(members).map(([key, schema]) => [key, map(schema)]))
  return {
    ...(properties && { properties: mapMembers(properties) }),
    ...(items && { items: map(items) }),
    ...(oneOf && { oneOf: oneOf.map(map) }),
    ...(allOf && { allOf: allOf.map(map) }),
    ...(definitions && { definitions: mapMembers(definitions) }),
  }
}

/** The keywords that describe a schema and do not judge. */
export const annotations = ['title', 'description', 'examples'] as const
