import { count } from '../terminal/count.js'
import { printable } from '../terminal/printable.js'
import type { Style } from '../terminal/style.js'
import { jsonText } from './json-text.js'

// Anyone can send a request of 1 MiB, with one long text or many fields.
const maxChars = 500
const maxFields = 100

/**
 * Describes an event, valid or not: one line for each field of `details`, and one for the other fields. Shows
 * at most 100 of each.
 */
export function eventLines(event: unknown, style: Style): string[] {
  if (!isObject(event)) return []
  const { event_type: _, details, ...envelope } = event
  const fields = fieldsOf(isObject(details) ? details : {})
  const width = fields.shown.reduce((longest, { name }) => Math.max(longest, name.length), 0)
  const others = fieldsOf(envelope)
  const rest = [...others.shown.map(({ name, value }) => `${name} ${value}`), ...others.more]
  return [
    ...fields.shown.map(({ name, value }) => `${style('dim', name.padEnd(width))}  ${value}`),
    ...fields.more.map((text) => style('dim', text)),
    ...(rest.length ? [style('dim', rest.join(', '))] : []),
  ]
}

/** The first fields of an object as text, and how many more there are, if any. */
function fieldsOf(object: object) {
  const fields = Object.entries(object)
  const shown = fields
    .slice(0, maxFields)
    .map(([name, value]) => ({ name: cut(printable(name)), value: cut(printable(valueText(value))) }))
  const more = fields.length - shown.length
  return { shown, more: more ? [`… and ${count(more, 'more field')}`] : [] }
}

const valueText = (value: unknown) =>
  typeof value === 'string' ? value : (jsonText(value) ?? '(nested too deep to show)')

const cut = (text: string) => (text.length > maxChars ? `${text.slice(0, maxChars)}…` : text)

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
