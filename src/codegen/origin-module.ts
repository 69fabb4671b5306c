import { documents } from './documents.js'
import type { JsonSchema } from './json-schema.js'
import { doc, typeOf } from './type-source.js'

/**
 * The source of the origin of an event: the envelope without its type and its details, by the names of
 * options.
 */
export function originModule(): string {
  const { properties = {}, required = [] } = documents.tolerant.envelope
  const { event_type: _, details: __, ...envelope } = properties
  const fields = Object.entries(envelope).map(([field, schema]) => ({
    field,
    name: optionName(field),
    declaration: declarationOf(field, schema, required.includes(field)),
  }))
  return `/** Who caused an event, where and when. */
export interface EventOrigin {
${fields.map(({ declaration }) => declaration).join('\n')}
}

/** The envelope field of each field of an origin, in the order of the envelope. */
export const originFields: { readonly [Field in keyof EventOrigin]-?: string } = ${JSON.stringify(
    Object.fromEntries(fields.map(({ name, field }) => [name, field])),
  )}
`
}

/** `user_id` → `userId`. */
function optionName(field: string): string {
  return field.replace(/_([a-z0-9])/g, (_, initial: string) => initial.toUpperCase())
}

function declarationOf(field: string, { description, ...schema }: JsonSchema, required: boolean): string {
  const name = optionName(field)
  // Only the time has a default value: now.
  if (field === 'timestamp') {
    return `${doc(`${description} A date, or the timestamp to send. Default: now.`)}readonly ${name}?: Date | string | undefined`
  }
  const type = typeOf(schema, documents.strict.envelope.properties?.[field] ?? {})
  if (required) return `${doc(description)}readonly ${name}: ${type}`
  return `${doc(`${description} Default: the event has no \`${field}\`.`)}readonly ${name}?: ${type} | undefined`
}
