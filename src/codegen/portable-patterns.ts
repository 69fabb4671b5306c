import { type JsonSchema, mapSchemas } from './json-schema.js'

/**
 * Makes the patterns of a schema mean the same in every language. In Python, PHP, Perl and .NET, `$` also
 * matches before a line end at the end of the text. A pattern could rule that out only with a look-ahead,
 * which Go and Rust lack. Instead, exactly one of two alternatives must match: "any string" and "a string
 * with a line end".
 *
 * @throws {Error} if a pattern may accept line ends.
 */
export function withPortablePatterns(schema: JsonSchema): JsonSchema {
  const { pattern } = schema
  if (pattern?.includes('[^')) throw new Error(`A pattern that may accept line ends: ${pattern}`)
  return {
    ...schema,
    ...(pattern?.endsWith('$') && withoutLineEnd),
    ...mapSchemas(schema, withPortablePatterns),
  }
}

const withoutLineEnd: JsonSchema = {
  $comment: 'The alternatives refuse a line end at the end: in some languages `$` matches before it.',
  oneOf: [{ type: 'string' }, { type: 'string', pattern: '\n' }],
}
