import type { JsonSchema } from './json-schema.js'

/**
 * The TypeScript type of a value. It is what the tolerant schema accepts, and lists the values that strict
 * knows.
 */
export function typeOf(schema: JsonSchema, strict: JsonSchema): string {
  const { title, oneOf, type, items } = schema
  if (title !== undefined) return title
  if (oneOf) return oneOf.map((each, index) => typeOf(each, strict.oneOf?.[index] ?? {})).join(' | ')
  if (schema.enum) return schema.enum.map(quote).join(' | ')
  if (type === undefined) throw new Error(`No type for ${JSON.stringify(schema)}`)
  if (type === 'object') return objectType(schema, strict)
  if (type === 'array') return `readonly (${items ? typeOf(items, strict.items ?? {}) : 'unknown'})[]`
  // A plain union with `string` would lose the known values.
  if (strict.enum) return [...strict.enum.map(quote), '(string & {})'].join(' | ')
  return type === 'integer' ? 'number' : type
}

/** The TypeScript type of an object, with a docstring for each member. */
export function objectType({ properties, required = [] }: JsonSchema, strict: JsonSchema): string {
  if (!properties) return '{ readonly [key: string]: unknown }'
  const members = Object.entries(properties).map(([key, schema]) => {
    const optional = required.includes(key) ? '' : '?'
    return `${doc(schema.description)}readonly ${quote(key)}${optional}: ${typeOf(schema, strict.properties?.[key] ?? {})}`
  })
  return `{\n${members.join('\n')}\n}`
}

/** A doc comment, or nothing if there is nothing to say. */
export function doc(...lines: readonly (string | undefined)[]): string {
  const [only, ...more] = lines
  if (more.length) return `/**\n${lines.map((line) => ` * ${line}`.trimEnd()).join('\n')}\n */\n`
  return only === undefined ? '' : `/** ${only} */\n`
}

/** A string literal. */
export const quote = (text: string) => JSON.stringify(text)
