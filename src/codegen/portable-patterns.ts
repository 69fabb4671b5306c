import { mapSchemas, type PublishedSchema } from './json-schema.js'

/**
 * Makes the patterns of a schema mean the same in every language. In Python, PHP, Perl and .NET, `$` also
 * matches before a line end at the end of the text. A pattern could rule that out only with a look-ahead,
 * which Go and Rust lack. Instead, exactly one of two alternatives must match: "any value of the type", and
 * "a string that matches, with a line end".
 *
 * @throws {Error} if a pattern may accept line ends.
 */
export function withPortablePatterns(schema: PublishedSchema): PublishedSchema {
  const { pattern } = schema
  if (pattern?.includes('[^')) throw new Error(`A pattern that may accept line ends: ${pattern}`)
  return {
    ...schema,
    ...(pattern?.endsWith('$') && withoutLineEnd(schema, pattern)),
    ...mapSchemas(schema, withPortablePatterns),
  }
}

// Each part of this form has a reader. Next to `oneOf`, but not next to `allOf`, code generators forget the
// type. The second alternative repeats the pattern, because a maker of test data may start from either.
function withoutLineEnd({ type }: PublishedSchema, pattern: string): PublishedSchema {
  if (type === undefined) throw new Error(`A pattern without a type: ${pattern}`)
  const matching: PublishedSchema = { type: 'string', pattern }
  return {
    $comment: 'The alternatives refuse a line end at the end: in some languages `$` matches before it.',
    allOf: [{ oneOf: [{ type }, { type: 'string', pattern: '\n', allOf: [matching] }] }],
  }
}
