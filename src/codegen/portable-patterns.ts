import { type JsonSchema, mapSchemas } from './json-schema.js'

/**
 * The schema with patterns that mean the same in every language. In Python, PHP, Perl and .NET `$` also matches before
 * a last line end, and without look-aheads, which Go and Rust lack, no pattern tells the two places apart. That of
 * «any string» and «a string with a line end» exactly one fits says it in all of them.
 *
 * @throws {Error} if a pattern could mean to take line ends.
 */
export function withPortablePatterns(schema: JsonSchema): JsonSchema {
  const { pattern } = schema
  if (pattern?.includes('[^')) throw new Error(`A pattern that may take line ends: ${pattern}`)
  return {
    ...schema,
    ...(pattern?.endsWith('$') && withoutLineEnd),
    ...mapSchemas(schema, withPortablePatterns),
  }
}

const withoutLineEnd: JsonSchema = {
  $comment: 'The alternatives refuse a last line end, before which `$` matches in some languages.',
  oneOf: [{ type: 'string' }, { type: 'string', pattern: '\n' }],
}
