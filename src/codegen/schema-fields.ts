import type { JsonSchema } from './json-schema.js'

/** A field, as the catalog and the documentation show it. */
export interface DocumentedField {
  /** The keys that lead to the field, such as `details.parts[].note` without the `details`. */
  readonly name: string
  /** The type in words, such as `string or null`. */
  readonly type: string
  /** In words: what the strict contract demands in addition. Empty if nothing. */
  readonly strict: string
  /** Whether every object that can have the field has it. */
  readonly required: boolean
  /** One line: what the field holds. */
  readonly description: string
}

/** Lists the fields of an object schema in their order, each followed by the fields inside it. */
export function fieldsOf(tolerant: JsonSchema, strict: JsonSchema, prefix = ''): DocumentedField[] {
  const { properties = {}, required = [] } = tolerant
  return Object.entries(properties).flatMap(([key, schema]) => {
    const strictly = strict.properties?.[key] ?? {}
    const name = `${prefix}${key}`
    const type = typeInWords(schema)
    const rule = ruleInWords(strictly)
    const field = {
      name,
      type,
      strict: rule === type ? '' : rule,
      required: required.includes(key),
      description: schema.description ?? '',
    }
    return [field, ...fieldsInside(schema, strictly, name)]
  })
}

function fieldsInside(tolerant: JsonSchema, strict: JsonSchema, name: string): DocumentedField[] {
  const [schema, strictly] = [presentSchema(tolerant), presentSchema(strict)]
  return schema.items
    ? fieldsInside(schema.items, strictly.items ?? {}, `${name}[]`)
    : fieldsOf(schema, strictly, `${name}.`)
}

function typeInWords({ type, oneOf, enum: values, items }: JsonSchema): string {
  if (oneOf) return oneOf.map(typeInWords).join(' or ')
  if (values) return inWords(values)
  if (type === 'array' && items) return `array of ${inPlural(items)}`
  return type ?? 'any value'
}

function inPlural({ type, oneOf, items }: JsonSchema): string {
  if (oneOf) return oneOf.map(inPlural).join(' or ')
  if (type === 'array' && items) return `arrays of ${inPlural(items)}`
  return `${type ?? 'value'}s`
}

function ruleInWords(schema: JsonSchema): string {
  const { enum: values, minLength, minimum, maximum = Number.MAX_SAFE_INTEGER, items } = presentSchema(schema)
  const ofItems = items && ruleInWords(items)
  if (ofItems) return `each ${ofItems}`
  if (values) return inWords(values)
  if (minLength) return 'not empty'
  if (minimum === undefined || minimum === Number.MIN_SAFE_INTEGER) return ''
  if (minimum === maximum) return `exactly ${minimum}`
  return maximum === Number.MAX_SAFE_INTEGER ? `at least ${minimum}` : `from ${minimum} to ${maximum}`
}

function presentSchema(schema: JsonSchema): JsonSchema {
  return schema.oneOf?.find(({ type }) => type !== 'null') ?? schema
}

const inWords = (values: readonly string[]) => values.map((value) => JSON.stringify(value)).join(' or ')
