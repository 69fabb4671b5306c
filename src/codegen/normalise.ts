import { annotations, type JsonSchema } from './json-schema.js'

/**
 * Translates what zod writes into the published subset of draft-07 (`JsonSchema`), with the keywords in a
 * fixed order.
 *
 * @throws {Error} on every keyword, or use of a keyword, that has no translation. Nothing is dropped
 * silently.
 */
export function normalise(schema: object, path = '#'): JsonSchema {
  const unknown = (what: string) => new Error(`${path}: no translation for ${what}`)
  const source = { ...(schema as Record<string, unknown>) }
  const take = (keyword: string) => {
    const value = source[keyword]
    delete source[keyword]
    return value
  }
  delete source.$schema
  const result: JsonSchema = {}
  const copy = (keyword: keyof JsonSchema) => {
    const value = take(keyword)
    if (value !== undefined) Object.assign(result, { [keyword]: value })
  }

  for (const keyword of annotations) if (keyword !== 'examples') copy(keyword)

  const type = take('type')
  const alternatives = take('anyOf') ?? take('oneOf')
  if (Array.isArray(type)) {
    const [only, nothing, ...more] = type
    if (nothing !== 'null' || more.length) throw unknown(`type ${JSON.stringify(type)}`)
    result.oneOf = [{ type: only }, { type: 'null' }]
  } else if (Array.isArray(alternatives)) {
    // The field has the description already.
    result.oneOf = alternatives.map(({ description: _, ...each }, index) =>
      normalise(each, `${path}/oneOf/${index}`),
    )
    const types = result.oneOf.map(({ type }) => (type === 'integer' ? 'number' : type))
    // `anyOf` equals `oneOf` only if no value matches two alternatives.
    if (types.includes(undefined) || new Set(types).size < types.length) {
      throw unknown('alternatives of the same type')
    }
  } else if (typeof type === 'string') {
    Object.assign(result, { type })
  }

  const constant = take('const')
  if (constant !== undefined) source.enum = [constant]
  copy('enum')
  if (result.enum?.some((value) => typeof value !== 'string')) throw unknown('an enum of non-strings')
  copy('pattern')
  if (/\\|\(\?[^:]/.test(result.pattern ?? '')) {
    throw unknown(`a pattern with an escape, a look-around or a named group: ${result.pattern}`)
  }
  for (const keyword of ['minLength', 'minimum', 'maximum'] as const) copy(keyword)

  const items = take('items')
  if (items) result.items = normalise(items, `${path}/items`)
  const properties = Object.entries(take('properties') ?? {})
  if (properties.length) {
    result.properties = Object.fromEntries(
      properties.map(([key, value]) => [key, normalise(value, `${path}/properties/${key}`)]),
    )
  }
  copy('required')
  const additional = take('additionalProperties')
  if (additional === false) result.additionalProperties = false
  else if (additional !== undefined && JSON.stringify(additional) !== '{}') {
    throw unknown(`additionalProperties ${JSON.stringify(additional)}`)
  }
  copy('examples')

  const [leftover] = Object.keys(source)
  if (leftover !== undefined) throw unknown(`the keyword ${leftover}`)
  return result
}
