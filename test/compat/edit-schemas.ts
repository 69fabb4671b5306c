import { isObject } from '../../compat/schema.js'
import { namedSchemas, type SchemaFiles } from '../../compat/schema-files.js'
import { eventTypeOf, type Strength } from '../../compat/subjects.js'

/** A schema, or another document, that a mutation may change. */
export interface Editable {
  [keyword: string]: unknown
  $ref?: string
  title?: string
  type?: string | string[]
  enum?: string[]
  pattern?: string
  minimum?: number
  maximum?: number
  minLength?: number
  properties?: Record<string, Editable>
  required?: string[]
  allOf?: Editable[]
  oneOf?: Editable[]
  items?: Editable
  definitions?: Record<string, Editable>
}

/** Published files that a mutation may change. */
export type EditableFiles = Map<string, Editable>

/** Copies published files, so that a mutation may change them. */
export function editableCopy(files: SchemaFiles): EditableFiles {
  return new Map(structuredClone([...files])) as EditableFiles
}

/** Lists every schema of an event, wherever it is published: of one type or of all, the envelope included. */
export function eventSchemas(files: EditableFiles, type?: string, strength?: Strength): Editable[] {
  return namedIn(files, strength).filter((schema) =>
    type === undefined ? schema.properties?.event_type : eventTypeOf(schema as object) === type,
  )
}

/** Lists every schema of the details of an event type. */
export function detailsSchemas(files: EditableFiles, type: string, strength?: Strength): Editable[] {
  const details = eventSchemas(files, type, strength).flatMap(({ properties }): Editable[] =>
    properties?.details ? [properties.details] : [],
  )
  const names = new Set(details.map(({ title, $ref }) => title ?? $ref?.replace(/^.*[/]/, '')))
  const named = namedIn(files, strength).filter(({ title }) => title !== undefined && names.has(title))
  return [...new Set([...details, ...named])].filter(({ $ref }) => $ref === undefined)
}

/** Removes an event type, its files and every reference to them. */
export function removeEvent(files: EditableFiles, type: string, strength?: Strength): void {
  const { title } = titled(eventSchemas(files, type))
  for (const path of pathsOf(files, strength)) {
    if (baseName(path) === `${title}.json`) files.delete(path)
    else removeKeys(files.get(path), [type, title, `${title}Details`])
  }
}

/** Adds an event type that is like another one to the files of events, and to the files of all events. */
export function copyEvent(
  files: EditableFiles,
  type: string,
  copyType: string,
  strength?: Strength,
): { readonly title: string } {
  const { title } = titled(eventSchemas(files, type))
  const copyTitle = `${title}Copy`
  const copy = (value: Editable): Editable =>
    JSON.parse(JSON.stringify(value).replaceAll(title, copyTitle).replaceAll(`"${type}"`, `"${copyType}"`))
  for (const path of pathsOf(files, strength)) {
    const content = files.get(path) as Editable
    if (baseName(path) === `${title}.json`) files.set(path.replace(title, copyTitle), copy(content))
    const { definitions, oneOf } = content
    if (!definitions?.[title] || !oneOf) continue
    definitions[copyTitle] = copy(definitions[title])
    oneOf.push(copy(oneOf.find(({ $ref }) => $ref?.endsWith(`/${title}`)) as Editable))
  }
  return { title: copyTitle }
}

function pathsOf(files: EditableFiles, strength: Strength | undefined): string[] {
  return [...files.keys()].filter(
    (path) => strength === undefined || path.split('/').includes('strict') === (strength === 'strict'),
  )
}

function namedIn(files: EditableFiles, strength: Strength | undefined): Editable[] {
  return pathsOf(files, strength).flatMap((path) =>
    namedSchemas(path, files.get(path)).map(([, schema]) => schema as Editable),
  )
}

function titled([schema]: readonly Editable[]): { readonly title: string } {
  if (schema?.title === undefined) throw new Error('The event has no schema with a title')
  return { title: schema.title }
}

function baseName(path: string): string {
  return path.replace(/^.*[/]/, '')
}

function removeKeys(value: unknown, keys: readonly string[]): void {
  if (!isObject(value)) return
  const record = value as Record<string, unknown>
  for (const [key, inner] of Object.entries(record)) {
    const refersTo = (each: unknown) =>
      isObject(each) && keys.some((name) => typeof each.$ref === 'string' && each.$ref.endsWith(`/${name}`))
    if (keys.includes(key)) delete record[key]
    else if (Array.isArray(inner)) record[key] = inner.filter((each) => !refersTo(each))
    else removeKeys(inner, keys)
  }
}
