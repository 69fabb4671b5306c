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

/** Returns the keywords of a schema that hold other schemas, with each of those replaced by `map`. */
export function mapSchemas(
  { properties, items, oneOf, definitions }: JsonSchema,
  map: (schema: JsonSchema) => JsonSchema,
): Pick<JsonSchema, 'properties' | 'items' | 'oneOf' | 'definitions'> {
  const mapMembers = (members: Record<string, JsonSchema>) =>
    Object.fromEntries(Object.entries(members).map(([key, schema]) => [key, map(schema)]))
  return {
    ...(properties && { properties: mapMembers(properties) }),
    ...(items && { items: map(items) }),
    ...(oneOf && { oneOf: oneOf.map(map) }),
    ...(definitions && { definitions: mapMembers(definitions) }),
  }
}

/** The keywords that describe a schema and do not judge. */
export const annotations = ['title', 'description', 'examples'] as const
