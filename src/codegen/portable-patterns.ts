import type { JsonSchema } from './json-schema.js'

/**
 * The schema with patterns that mean the same in every language. In Python, PHP, Perl and .NET `$` also matches before
 * a last line end, and without look-aheads, which Go and Rust lack, no pattern tells the two places apart. That of
 * «any string» and «a string with a line end» exactly one fits says it in all of them.
 *
 * @throws {Error} if a pattern could mean to take line ends.
 */
export function withPortablePatterns(schema: JsonSchema): JsonSchema {
  const { pattern, properties, definitions, items, oneOf } = schema
  if (pattern?.includes('[^')) throw new Error(`A pattern that may take line ends: ${pattern}`)
  return {
    ...schema,
    ...(pattern?.endsWith('$') && withoutLineEnd),
    ...(items && { items: withPortablePatterns(items) }),
    ...(properties && { properties: each(properties) }),
    ...(oneOf && { oneOf: oneOf.map(withPortablePatterns) }),
    ...(definitions && { definitions: each(definitions) }),
  }
}

const withoutLineEnd: JsonSchema = {
  $comment: 'The alternatives refuse a last line end, before which `$` matches in some languages.',
  oneOf: [{ type: 'string' }, { type: 'string', pattern: '\n' }],
}

function each(schemas: Record<string, JsonSchema>): Record<string, JsonSchema> {
  return Object.fromEntries(
    Object.entries(schemas).map(([key, schema]) => [key, withPortablePatterns(schema)]),
  )
}
