import { closest, distance } from 'fastest-levenshtein'
import { quoted } from '../quoted.js'
import { readSchemaFile } from './schema-file.js'

/** What is read of a JSON Schema. */
interface Schema {
  readonly type?: string
  readonly oneOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
}

/**
 * Sets fields of an event, each given as `path=value`. A value is text where the contract has a string, and else JSON;
 * whether it is a right one is for others to judge.
 *
 * @param typeName Of the event: the title of its schema.
 * @throws {RangeError} about the first that is no assignment to a field of the event.
 */
export function assignFields(event: object, typeName: string, assignments: readonly string[]): void {
  const fields = fieldsOf(JSON.parse(readSchemaFile(typeName, { strict: true })))
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

/** By their paths, those of `details` too. What the event is, is not to be set. */
function fieldsOf({ properties = {} }: Schema): Map<string, Schema> {
  const { event_type: _, details, ...envelope } = properties
  const fields = Object.entries(details?.properties ?? {}).map(
    ([name, schema]) => [`details.${name}`, schema] as const,
  )
  return new Map([...fields, ...Object.entries(envelope)])
}

function hint(path: string, fields: readonly string[]): string {
  const nearest = [path, `details.${path}`].map((each) => ({ each, field: closest(each, [...fields]) }))
  const found = nearest.find(({ each, field }) => each.length < 100 && distance(each, field) <= 4)
  return found ? `Did you mean ${found.field}?` : `There are: ${fields.join(', ')}`
}

function valueFrom(text: string, { type, oneOf }: Schema): unknown {
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
