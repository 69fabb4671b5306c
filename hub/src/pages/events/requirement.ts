import type { JsonSchema } from '../../catalog.js'

/** Describes in words what a schema requires of a value. */
export function requirementOf(schema: JsonSchema, root: JsonSchema): string {
  const { $ref, oneOf, enum: values, type, items, minimum, maximum, minLength, pattern } = schema
  const name = $ref?.replace('#/definitions/', '')
  const referred = name === undefined ? undefined : root.definitions?.[name]
  if (referred) return requirementOf(referred, root)
  // `oneOf` next to a type only handles line ends in patterns, for validators in other languages.
  if (oneOf && !type) return oneOf.map((each) => requirementOf(each, root)).join(' or ')
  if (values) return values.map((value) => JSON.stringify(value)).join(' or ')
  if (type === 'array') return items ? `array, each ${requirementOf(items, root)}` : 'array'
  const bounds = [
    minimum !== undefined && minimum === maximum ? `exactly ${minimum}` : atLeast(minimum),
    minLength ? 'not empty' : undefined,
    pattern ? 'in a fixed format' : undefined,
  ]
  return [type ?? 'any value', ...bounds.filter((bound) => bound !== undefined)].join(', ')
}

function atLeast(minimum: number | undefined): string | undefined {
  return minimum === undefined || minimum === Number.MIN_SAFE_INTEGER ? undefined : `at least ${minimum}`
}
