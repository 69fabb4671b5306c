import type { JsonSchema } from './json-schema.js'

/** Lists the fields of an object schema in their order, for the catalog and the documentation. */
export function fieldsOf({ properties = {}, required = [] }: JsonSchema) {
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    type: (schema.oneOf ?? [schema]).map(({ type }) => type).join(' or '),
    required: required.includes(name),
    description: schema.description ?? '',
  }))
}
