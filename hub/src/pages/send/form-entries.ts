import type { InputIssue } from '../../errors.js'
import { jsonError } from '../../json-error.js'
import { keyOf, type SchemaField } from './schema-field.js'

/** The values of a form's inputs, by name. */
export type FormEntries = Readonly<Record<string, string>>

type Value = { readonly [key: string]: unknown }

/** The name of the input that states what an empty text means. */
export const emptyMeansName = (field: SchemaField) => `${field.name}:empty`

/** What an empty text of a field may mean. The first is the default. */
export function emptyMeanings(field: SchemaField): ('absent' | 'null' | 'empty')[] {
  return [
    ...(field.optional ? (['absent'] as const) : []),
    ...(field.nullable ? (['null'] as const) : []),
    ...(field.kind === 'text' || field.kind === 'lines' ? (['empty'] as const) : []),
  ]
}

/** Whether the field has only one possible value. */
export function isFixed(field: SchemaField): field is SchemaField & { kind: 'choice' } {
  return field.kind === 'choice' && field.values.length === 1 && !field.optional && !field.nullable
}

/** The values of the form's inputs for an event. */
export function entriesOf(fields: readonly SchemaField[], event: unknown): FormEntries {
  return Object.assign({}, ...fields.map((field) => entriesOfField(field, (event as Value)[keyOf(field)])))
}

function entriesOfField(field: SchemaField, value: unknown): FormEntries {
  const { name, kind } = field
  if (kind === 'group') return value === undefined ? {} : entriesOf(field.fields, value)
  if (value === undefined) return { [name]: '', [emptyMeansName(field)]: 'absent' }
  if (kind === 'json') return { [name]: JSON.stringify(value, null, 2) }
  if (value === null) return { [name]: '', [emptyMeansName(field)]: 'null' }
  const text = kind === 'lines' ? (value as string[]).join('\n') : String(value)
  return { [name]: text, ...(text === '' && { [emptyMeansName(field)]: 'empty' }) }
}

/**
 * Reads an event from a form. The event may be invalid; `issues` lists only values that could not be read at
 * all.
 */
export function readEntries(
  fields: readonly SchemaField[],
  entries: FormEntries,
): { event: Value; issues: readonly InputIssue[] } {
  const issues: InputIssue[] = []
  return { event: readGroup(fields, entries, issues), issues }
}

function readGroup(fields: readonly SchemaField[], entries: FormEntries, issues: InputIssue[]): Value {
  const read = fields.map((field) => [keyOf(field), readField(field, entries, issues)])
  return Object.fromEntries(read.filter(([, value]) => value !== undefined))
}

/**
 * Returns undefined if the field is left out. Keeps malformed values as text: the contract's validator
 * reports them.
 */
function readField(field: SchemaField, entries: FormEntries, issues: InputIssue[]): unknown {
  if (field.kind === 'group') {
    const isBlank = field.optional && field.fields.every(({ name }) => !entries[name]?.trim())
    return isBlank ? undefined : readGroup(field.fields, entries, issues)
  }
  if (isFixed(field)) return field.values[0]
  const text = entries[field.name]?.replaceAll('\r\n', '\n') ?? ''
  if (text === '') return readEmpty(field, entries)
  switch (field.kind) {
    case 'number':
      return /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text.trim()) ? Number(text) : text
    case 'choice':
      return field.values.find((value) => String(value) === text) ?? text
    case 'lines':
      return text.replace(/\n$/, '').split('\n')
    case 'json':
      return readJson(field, text, issues)
    default:
      return text
  }
}

function readEmpty(field: SchemaField, entries: FormEntries): unknown {
  const meanings = emptyMeanings(field)
  const meaning = meanings.find((each) => each === entries[emptyMeansName(field)]) ?? meanings[0]
  if (meaning === 'null') return null
  if (meaning === 'empty') return field.kind === 'lines' ? [] : ''
  return undefined
}

function readJson({ path }: SchemaField, text: string, issues: InputIssue[]): unknown {
  try {
    return JSON.parse(text)
  } catch {
    const message = `${path.join('.')}: this is not valid JSON: ${jsonError(text)}`
    issues.push({ path, message, code: 'invalid_json' })
    return undefined
  }
}
