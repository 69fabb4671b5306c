import type { Strength } from '../../../compat/subjects.js'
import { detailsSchemas, type Editable, type EditableFiles, eventSchemas } from '../edit-schemas.js'
import type { Place } from './places.js'

/** Changes every schema of an event type. */
export function everyEvent(
  files: EditableFiles,
  type: string,
  strength: Strength | undefined,
  change: (schema: Editable) => void,
): void {
  eventSchemas(files, type, strength).forEach(change)
}

/** Replaces every schema of a field of details. */
export function edit(
  files: EditableFiles,
  { type, field }: Place,
  strength: Strength | undefined,
  change: (schema: Editable) => Editable,
): void {
  for (const { properties = {} } of detailsSchemas(files, type, strength))
    properties[field] = change(properties[field] as Editable)
}

/** Replaces the known values of a field of details. */
export function editMembers(
  files: EditableFiles,
  place: Place,
  change: (members: string[]) => string[],
): void {
  edit(files, place, 'strict', (schema) => ({ ...schema, enum: change(schema.enum ?? []) }))
}

/** Replaces every schema of a field of the envelope. */
export function editEnvelope(
  files: EditableFiles,
  field: string,
  strength: Strength | undefined,
  change: (schema: Editable) => Editable,
): void {
  for (const { properties = {} } of eventSchemas(files, undefined, strength))
    properties[field] = change(properties[field] as Editable)
}

/** Rewrites the pattern of a schema. */
export function replacePattern(search: RegExp, replacement: string) {
  return (schema: Editable): Editable => ({
    ...schema,
    pattern: schema.pattern?.replace(search, replacement) ?? '',
  })
}

/** Adds a field to schemas. */
export function addField(schemas: readonly Editable[], isRequired: boolean): void {
  for (const schema of schemas) {
    schema.properties = { ...schema.properties, added: { type: 'string' } }
  }
  if (isRequired) makeRequired(schemas, 'added')
}

/** Removes a field from schemas. */
export function removeField(schemas: readonly Editable[], field: string): void {
  for (const schema of schemas) {
    delete schema.properties?.[field]
  }
  makeOptional(schemas, field)
}

/** Renames a field of schemas. */
export function renameField(schemas: readonly Editable[], field: string): void {
  for (const schema of schemas) {
    const { [field]: renamed, ...others } = schema.properties ?? {}
    schema.properties = { ...others, renamed: renamed ?? {} }
    schema.required = schema.required?.map((key) => (key === field ? 'renamed' : key)) ?? []
  }
}

/** Makes a field of schemas optional. */
export function makeOptional(schemas: readonly Editable[], field: string): void {
  for (const schema of schemas) schema.required = schema.required?.filter((key) => key !== field) ?? []
}

/** Makes a field of schemas required. */
export function makeRequired(schemas: readonly Editable[], field: string): void {
  for (const schema of schemas) schema.required = [...(schema.required ?? []), field]
}

/** Accepts null as well. */
export function orNull({ type, ...schema }: Editable): Editable {
  return { anyOf: [{ type, ...schema } as Editable, { type: 'null' }] }
}

/** Reverses the order of keys. */
export function reversed<Value>(record: Record<string, Value>): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).reverse())
}

/** The content of a published file. */
export function fileOf(files: EditableFiles, path: string): Editable {
  const content = files.get(path)
  if (!content) throw new Error(`${path} is not published`)
  return content
}

/** The union of all events, tolerant. */
export function unionOf(files: EditableFiles): Editable {
  return fileOf(files, 'WebhookEvent.json')
}
