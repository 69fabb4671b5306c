import { detailsSchemas, envelopeSchemas, type FieldSchema } from '../../generated/schemas.js'
import type { WebhookEvent, WebhookEventType } from '../../index.js'
import { quoted } from '../../issue/quoted.js'
import { closestMatch } from '../terminal/closest-match.js'

/**
 * Sets fields of an event, each given as `path=value`. The value is text if the contract has a string
 * there, and JSON otherwise. It is not validated.
 *
 * @throws {RangeError} for the first assignment that does not name a field of the event.
 */
export function assignFields(event: WebhookEvent, assignments: readonly string[]): void {
  const fields = fieldsOf(event.event_type)
  for (const assignment of assignments) {
    const [, path = '', value = ''] = /^([^=]*)=(.*)$/s.exec(assignment) ?? []
    if (path === '') throw new RangeError(`--set: expected field=value, got ${quoted(assignment)}`)
    const schema = fields.get(path)
    if (!schema) {
      const names = [...fields.keys()]
      throw new RangeError(`--set: the event has no field ${quoted(path)}\n(${hint(path, names)})`)
    }
    assign(event, path.split('.'), valueFrom(value, schema))
  }
}

/** The fields of the envelope and of `details`, by path. The event type itself cannot be set. */
function fieldsOf(type: WebhookEventType): Map<string, FieldSchema> {
  const { event_type: _, details: __, ...envelope } = envelopeSchemas.strict.properties ?? {}
  const details = Object.entries(detailsSchemas[type].strict.properties ?? {}).map(
    ([name, schema]) => [`details.${name}`, schema] as const,
  )
  return new Map([...details, ...Object.entries(envelope)])
}

function hint(path: string, fields: readonly string[]): string {
  const found = closestMatch(path, fields, 4) ?? closestMatch(`details.${path}`, fields, 4)
  return found ? `Did you mean ${found}?` : `Fields: ${fields.join(', ')}`
}

function valueFrom(text: string, { type, oneOf }: FieldSchema): unknown {
  const types = (oneOf ?? [{ type }]).map((each) => each.type)
  if (types.includes('string') && !(text === 'null' && types.includes('null'))) return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function assign(event: object, path: readonly string[], value: unknown): void {
  const [key = '', ...rest] = path
  const parent = event as Record<string, unknown>
  if (rest.length === 0) parent[key] = value
  else assign(parent[key] as object, rest, value)
}
