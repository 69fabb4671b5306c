import { isObject } from '../../compat/schema.js'
import { isApiDocument, isSchemaDocument, namedSchemas, type SchemaFiles } from '../../compat/schema-files.js'
import { eventTypeOf, type Strength } from '../../compat/subjects.js'

/** A schema that a mutation may change. */
export interface Editable {
  [keyword: string]: unknown
  title?: string
  description?: string
  type?: string | string[]
  enum?: string[]
  pattern?: string
  minimum?: number
  maximum?: number
  minLength?: number
  properties?: Record<string, Editable>
  required?: string[]
  oneOf?: Editable[]
  items?: Editable
}

/** Files that a mutation may change. */
export type EditableFiles = Map<string, Editable>

/** A copy of the files that a mutation may change. */
export function editableCopy(files: SchemaFiles): EditableFiles {
  return new Map(structuredClone([...files])) as EditableFiles
}

/** The schemas of each strength, or of one. */
export function schemasIn(files: EditableFiles, strength?: Strength): Editable[] {
  return [...files]
    .filter(([path]) => strength === undefined || path.includes('strict/') === (strength === 'strict'))
    .flatMap(([path, content]) => namedSchemas(path, content).map(([, schema]) => schema as Editable))
}

/** Every schema of an event type: its own files, and its definitions and components in others. */
export function eventSchemas(files: EditableFiles, type: string, strength?: Strength): Editable[] {
  return schemasIn(files, strength).filter((schema) => eventTypeOf(schema as never) === type)
}

/** Every schema of an event, of a known type or not. */
export function envelopeSchemas(files: EditableFiles, strength?: Strength): Editable[] {
  return schemasIn(files, strength).filter(({ properties }) => properties?.event_type)
}

/** Every schema of the details of an event type. */
export function detailsSchemas(files: EditableFiles, type: string, strength?: Strength): Editable[] {
  const inside = eventSchemas(files, type, strength).flatMap(({ properties }) => properties?.details ?? [])
  const titles = new Set(inside.map(({ title }) => title))
  const named = schemasIn(files, strength).filter(({ title }) => title !== undefined && titles.has(title))
  return [...new Set([...inside, ...named])].filter(({ properties }) => properties)
}

/** Gives one event type another value, or removes what describes it if there is no other value. */
export function withoutEvent(files: EditableFiles, type: string, strength?: Strength): void {
  const title = eventSchemas(files, type)[0]?.title ?? ''
  for (const [path, content] of files) {
    if (strength !== undefined && path.includes('strict/') !== (strength === 'strict')) continue
    if (path.endsWith(`/${title}.json`) || path === `${title}.json`) files.delete(path)
    else removeNamed(content, [type, title, `${title}Details`])
  }
}

function removeNamed(value: unknown, names: readonly string[]): void {
  if (!isObject(value)) return
  const record = value as Record<string, unknown>
  for (const [key, inner] of Object.entries(record)) {
    if (names.includes(key)) delete record[key]
    else if (Array.isArray(inner))
      record[key] = inner.filter(
        (each) => !isObject(each) || !names.some((name) => String(each.$ref).endsWith(`/${name}`)),
      )
    else removeNamed(inner, names)
  }
}

/** Adds an event type that is like another one, in the files of the event and in the unions. */
export function withCopyOfEvent(
  files: EditableFiles,
  type: string,
  { title, newType }: { readonly title: string; readonly newType: string },
): void {
  const oldTitle = eventSchemas(files, type)[0]?.title ?? ''
  const copy = (value: Editable): Editable =>
    JSON.parse(JSON.stringify(value).replaceAll(oldTitle, title).replaceAll(type, newType))
  for (const [path, content] of [...files]) {
    if (path.endsWith(`${oldTitle}.json`) && path.replace(/^.*[/]/, '') === `${oldTitle}.json`)
      files.set(path.replace(oldTitle, title), copy(content))
    else if (isSchemaDocument(content) && Array.isArray(content.oneOf)) {
      const definitions = (content.definitions ?? content.$defs) as Record<string, Editable>
      const [reference] = content.oneOf as Editable[]
      if (definitions[oldTitle]) definitions[title] = copy(definitions[oldTitle])
      content.oneOf.push({ $ref: String(reference?.$ref).replace(/[^/]*$/, title) })
    } else if (path === 'index.json') content[newType] = `${title}.json`
    else if (isApiDocument(content)) addToComponents(content as never, oldTitle, title, copy)
  }
}

function addToComponents(
  { components }: { components: { schemas: Record<string, Editable> } },
  oldTitle: string,
  title: string,
  copy: (value: Editable) => Editable,
): void {
  for (const suffix of ['', 'Details']) {
    const old = components.schemas[`${oldTitle}${suffix}`]
    if (old) components.schemas[`${title}${suffix}`] = copy(old)
  }
}
