import { documents } from './documents.js'
import { type JsonSchema, mapSchemas } from './json-schema.js'

/** The schemas of a document by their titles. */
export type Components = Record<string, JsonSchema>

/**
 * The tolerant schema of every event and of its details. OpenAPI reads them by JSON Schema 2020-12, AsyncAPI by draft-07: the
 * published subset means the same in both, as long as nothing stands beside a `$ref`.
 */
export function eventComponents(): Components {
  const { definitions = {} } = documents.tolerant.bundle
  // The examples are those of the messages.
  return componentsOf(Object.values(definitions).map(({ examples: _, ...schema }) => schema))
}

/**
 * Schemas, and every titled one in them, by their titles.
 *
 * @throws {Error} if a schema has no title or shares it, or refers to one of its own document.
 */
export function componentsOf(schemas: readonly JsonSchema[]): Components {
  const components: Components = {}

  function add(schema: JsonSchema): JsonSchema {
    const { title } = schema
    if (title === undefined || components[title])
      throw new Error(`A component needs a title of its own: ${title}`)
    components[title] = schema
    components[title] = withReferences(schema)
    return { $ref: componentPath(title) }
  }

  function withReferences(schema: JsonSchema): JsonSchema {
    if (schema.$ref !== undefined) throw new Error(`${schema.$ref}: is not in the component`)
    const inner = (each: JsonSchema) => (each.title === undefined ? withReferences(each) : add(each))
    return { ...schema, ...mapSchemas(schema, inner) }
  }

  for (const schema of schemas) add(schema)
  return components
}

/** The reference to a component. */
export function componentPath(title: string): string {
  return `#/components/schemas/${title}`
}
