import { documents } from '../src/codegen/documents.js'
import { typeName } from '../src/codegen/event-names.js'
import type { JsonSchema } from '../src/codegen/json-schema.js'
import { events } from '../src/contract/catalog.js'
import type { Documentation, Fields, Statement, ValueType } from './statement.js'

/** What the contract documents. Each field has one statement. */
export const contract: Documentation & {
  /** Why the sender's page does not have an event, by the type of the event. */
  readonly undocumented: ReadonlyMap<string, string>
} = {
  events: new Map(
    events.map(({ type }) => [type, fieldsOf(schemaOf(type).properties?.details ?? {}) ?? new Map()]),
  ),
  envelope: fieldsOf(documents.strict.envelope) ?? new Map(),
  undocumented: new Map(
    events.flatMap(({ type, undocumented }) => (undocumented === undefined ? [] : [[type, undocumented]])),
  ),
}

// The strict contract, because it knows the values of enumerated fields.
function schemaOf(type: string): JsonSchema {
  const schema = documents.strict.events[typeName(type)]
  if (!schema) throw new Error(`${type} has no schema`)
  return schema
}

function fieldsOf({ properties, required = [] }: JsonSchema): Fields | undefined {
  if (!properties) return undefined
  return new Map(
    Object.entries(properties).map(([name, schema]) => [
      name,
      [{ ...statementOf(schema), optional: !required.includes(name) }],
    ]),
  )
}

function statementOf(schema: JsonSchema): Statement {
  // Of a field that may be null, the other alternative has the rest.
  const present = schema.oneOf?.find(({ type }) => type !== 'null') ?? schema
  const fields = fieldsOf(present)
  return {
    types: typesOf(schema),
    by: 'declared',
    ...(present.enum && { values: present.enum }),
    ...(present.items && { items: [statementOf(present.items)] }),
    ...(fields && { fields }),
  }
}

function typesOf({ type, oneOf = [] }: JsonSchema): ValueType[] {
  const types = type ? [type].flat() : oneOf.flatMap(typesOf)
  return [...new Set(types.map((each) => (each === 'integer' ? 'number' : each)))]
}
