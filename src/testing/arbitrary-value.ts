import { type FieldSchema, spellings } from '../generated/schemas.js'
import { jsonValue, text, unknownKey } from './arbitrary-json.js'
import { lastItem, type Path } from './defects.js'
import { presentSchema } from './event-schema.js'
import { type Arbitrary, type FastCheck, madeOnce } from './fast-check.js'

/** Values that are valid by a schema. */
export function arbitraryValue(fc: FastCheck, schema: FieldSchema): Arbitrary<unknown> {
  return madeOnce(fc, schema, () =>
    schema.oneOf
      ? fc.oneof(...schema.oneOf.map((each) => arbitraryValue(fc, each)))
      : arbitraryWith(fc, schema, []),
  )
}

/** Valid values in which the field at `path` is present, even if it is optional, and not null. */
export function arbitraryWith(fc: FastCheck, schema: FieldSchema, path: Path): Arbitrary<unknown> {
  const present = presentSchema(schema)
  switch (present.type) {
    case 'object':
      return arbitraryObject(fc, present, path)
    case 'array':
      return arbitraryArray(fc, present, path)
    case 'string':
      return arbitraryString(fc, present)
    case 'integer': {
      const { minimum = Number.MIN_SAFE_INTEGER, maximum = Number.MAX_SAFE_INTEGER } = present
      return fc.oneof(
        { withCrossShrink: true },
        { weight: 9, arbitrary: fc.integer({ min: minimum, max: maximum }) },
        { weight: 1, arbitrary: fc.constantFrom(minimum, maximum) },
      )
    }
    case 'number': {
      const { minimum = -Number.MAX_VALUE, maximum = Number.MAX_VALUE } = present
      // JSON turns −0 into 0.
      return fc.double({ min: minimum, max: maximum, noNaN: true }).map((value) => value + 0)
    }
    case 'boolean':
      return fc.boolean()
    default:
      return fc.constant(null)
  }
}

function arbitraryObject(fc: FastCheck, schema: FieldSchema, [key, ...rest]: Path): Arbitrary<object> {
  const { properties = {}, required = [], additionalProperties } = schema
  const fields = Object.entries(properties).map(([name, child]) => [
    name,
    name === key ? arbitraryWith(fc, child, rest) : arbitraryValue(fc, child),
  ])
  const requiredKeys = Object.keys(properties).filter((name) => required.includes(name) || name === key)
  const known = fc.record<Record<string, unknown>>(Object.fromEntries(fields), { requiredKeys })
  const unknown =
    additionalProperties === false
      ? fc.constant({})
      : fc.oneof(fc.constant({}), fc.dictionary(unknownKey(fc, properties), jsonValue(fc), { maxKeys: 2 }))
  return fc.tuple(known, unknown).map((parts) => ({ ...parts[0], ...parts[1] }))
}

function arbitraryArray(fc: FastCheck, { items }: FieldSchema, [key, ...rest]: Path): Arbitrary<unknown[]> {
  if (!items) return fc.array(jsonValue(fc))
  const others = fc.array(arbitraryValue(fc, items))
  if (key !== lastItem) return others
  return fc.tuple(others, arbitraryWith(fc, items, rest)).map(([others, last]) => [...others, last])
}

function arbitraryString(
  fc: FastCheck,
  { enum: members, pattern, minLength }: FieldSchema,
): Arbitrary<string> {
  if (members) return fc.constantFrom(...members)
  if (pattern === undefined) return text(fc, minLength)
  const known = fc.constantFrom(...(spellings[pattern]?.taken ?? []))
  return fc.oneof(known, fc.stringMatching(new RegExp(pattern, 'u')))
}
