import type { JsonSchema } from './json-schema.js'

/** The fields of an object schema, in their order, as people and programs are told of them. */
export function fieldsOf({ properties = {}, required = [] }: JsonSchema) {
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    type: (schema.oneOf ?? [schema]).map(({ type }) => type).join(' or '),
    required: required.includes(name),
    description: schema.description ?? '',
  }))
}
