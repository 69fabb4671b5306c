import type { InputIssue } from '../../errors.js'
import { describedBy, Field, Issues } from '../field.js'
import { besideField } from '../issues-by-field.js'
import { Name, Prose } from '../prose.js'
import { emptyMeanings, emptyMeansName, type FormEntries, isFixed } from './form-entries.js'
import { keyOf, type SchemaField } from './schema-field.js'

interface Props<Kind extends SchemaField['kind'] = SchemaField['kind']> {
  readonly field: SchemaField & { readonly kind: Kind }
  readonly entries: FormEntries
  readonly issues: readonly InputIssue[]
}

/** The inputs of one field of an event, with their problems. */
export function FieldInput({ field, entries, issues }: Props) {
  if (field.kind === 'group') return <Group field={field} entries={entries} issues={issues} />
  if (isFixed(field)) {
    return (
      <div class="field">
        <span class="label">
          <Name of={keyOf(field)} />
        </span>
        <span class="mono">{String(field.values[0])}</span>
      </div>
    )
  }
  const described = {
    id: field.name,
    hint: hintOf(field) && <Prose>{hintOf(field)}</Prose>,
    issues: issuesOf(field, issues).map(besideField),
  }
  const attributes = { id: field.name, name: field.name, ...describedBy(described) }
  return (
    <Field {...described} label={<Name of={keyOf(field)} />} optional={field.optional}>
      <Input field={field} attributes={attributes} value={entries[field.name] ?? ''} />
      <EmptyMeans field={field} entries={entries} issues={issues} />
    </Field>
  )
}

/** The issues that belong to a field. */
export function issuesOf(field: SchemaField, issues: readonly InputIssue[]): readonly InputIssue[] {
  return issues.filter(
    ({ path }) =>
      field.path.every((key, index) => path[index] === key) &&
      (field.kind !== 'group' || path.length === field.path.length),
  )
}

function hintOf({ description, kind }: SchemaField): string {
  if (kind === 'lines') return `${description} One per line.`.trim()
  return kind === 'json' ? `${description} As JSON.`.trim() : description
}

function Group({ field, entries, issues }: Props<'group'>) {
  const own = issuesOf(field, issues).map(besideField)
  const described = { id: field.name, hint: field.description, issues: own }
  return (
    <fieldset id={field.name} class={own.length ? 'wrong' : undefined} {...describedBy(described)}>
      <legend>
        <Name of={keyOf(field)} />
        {field.optional && <span class="optional"> optional</span>}
      </legend>
      {field.description && (
        <p class="hint" id={`${field.name}-hint`}>
          <Prose>{field.description}</Prose>
        </p>
      )}
      <div class="fields">
        {field.fields.map((each) => (
          <FieldInput field={each} entries={entries} issues={issues} />
        ))}
      </div>
      <Issues id={field.name} issues={own} />
    </fieldset>
  )
}

function Input(props: { field: SchemaField; attributes: { id: string; name: string }; value: string }) {
  const { field, attributes, value } = props
  if (field.kind === 'choice') {
    return (
      <select {...attributes}>
        {emptyMeanings(field).length > 0 && <option value="" />}
        {field.values.map((each) => (
          <option value={String(each)} selected={String(each) === value}>
            {String(each)}
          </option>
        ))}
      </select>
    )
  }
  if (field.kind === 'json' || field.kind === 'lines' || value.includes('\n')) {
    const rows = Math.min(12, Math.max(3, value.split('\n').length + 1))
    return <TextArea {...attributes} rows={rows} value={value} />
  }
  return (
    <input
      {...attributes}
      type="text"
      class={field.kind === 'number' ? 'short' : undefined}
      inputmode={field.kind === 'number' ? 'numeric' : undefined}
      required={!field.optional}
      autocomplete="off"
      value={value}
    />
  )
}

/**
 * A text area that keeps the text unchanged: browsers drop a line break at the very start, so one is added.
 */
export function TextArea({
  value,
  ...attributes
}: {
  id: string
  name: string
  rows: number
  value: string
}) {
  return (
    <textarea {...attributes} class="mono" spellcheck={false} autocomplete="off">
      {`\n${value}`}
    </textarea>
  )
}

const meaningNames = { absent: 'leave out', null: 'send null', empty: 'send an empty value' } as const

function EmptyMeans({ field, entries }: Props) {
  const meanings = emptyMeanings(field)
  if (meanings.length < 2) return null
  const name = emptyMeansName(field)
  return (
    <p class="empty-means">
      <label for={name}>If empty:</label>{' '}
      <select id={name} name={name} aria-label={`${field.name}, if empty`}>
        {meanings.map((meaning) => (
          <option value={meaning} selected={entries[name] === meaning}>
            {meaningNames[meaning]}
          </option>
        ))}
      </select>
    </p>
  )
}
