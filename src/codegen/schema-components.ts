import { documents } from './documents.js'
import { type JsonSchema, mapSchemas, type PublishedSchema } from './json-schema.js'
import { withNullableTypes } from './nullable-types.js'

/** The schemas of an OpenAPI or AsyncAPI document, by their titles. */
export type Components = Record<string, PublishedSchema>

/**
 * Returns the tolerant schema of every event and of its details. OpenAPI uses JSON Schema 2020-12 and
 * AsyncAPI uses draft-07. The published subset means the same in both, as long as a `$ref` has no other
 * keyword beside it.
 */
export function eventComponents(): Components {
  const { definitions = {} } = documents.tolerant.bundle
  // The messages carry the examples.
  return componentsOf(Object.values(definitions).map(({ examples: _, ...schema }) => schema))
}

/**
 * Returns the schemas, and every titled schema in them, by their titles.
 *
 * @throws {Error} if a schema has no title, shares its title with another, or contains a `$ref`.
 */
export function componentsOf(schemas: readonly JsonSchema[]): Components {
  const components: Components = {}

  function add(schema: JsonSchema): JsonSchema {
    const { title } = schema
    if (title === undefined || components[title]) throw new Error(`A component needs its own title: ${title}`)
    components[title] = schema
    components[title] = withNullableTypes(withReferences(schema))
    return { $ref: componentPath(title) }
  }

  function withReferences(schema: JsonSchema): JsonSchema {
    if (schema.$ref !== undefined) throw new Error(`${schema.$ref}: a component cannot contain a reference`)
    const inner = (each: JsonSchema) => (each.title === undefined ? withReferences(each) : add(each))
    return { ...schema, ...mapSchemas(schema, inner) }
  }

  for (const schema of schemas) add(schema)
  return components
}

/** Returns the `$ref` of a component. */
export function componentPath(title: string): string {
  return `#/components/schemas/${title}`
}
