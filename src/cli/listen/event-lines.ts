import { printable } from '../terminal/printable.js'
import type { Style } from '../terminal/style.js'
import { jsonText } from './json-text.js'

const maxValueChars = 500

/** Describes an event, valid or not: one line for each field of `details`, and one for the other fields. */
export function eventLines(event: unknown, style: Style): string[] {
  if (!isObject(event)) return []
  const { event_type: _, details, ...envelope } = event
  const fields = isObject(details) ? Object.entries(details) : []
  const width = Math.max(0, ...fields.map(([name]) => printable(name).length))
  const rest = Object.entries(envelope).map(([name, value]) => `${printable(name)} ${valueText(value)}`)
  return [
    ...fields.map(([name, value]) => `${style('dim', printable(name).padEnd(width))}  ${valueText(value)}`),
    ...(rest.length ? [style('dim', rest.join(', '))] : []),
  ]
}

function valueText(value: unknown): string {
  const text = printable(typeof value === 'string' ? value : (jsonText(value) ?? '(nested too deep to show)'))
  return text.length > maxValueChars ? `${text.slice(0, maxValueChars)}…` : text
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
