import { typeName } from '../../src/codegen/event-names.js'
import { events } from '../../src/contract/catalog.js'
import type { Schema } from './openapi-document.js'
import { table } from './table.js'

const eventNames = new Map(events.map(({ type }) => [typeName(type), type]))

/** Whether a schema is that of an event, which has its own page. */
export const isEvent = (name: string) => eventNames.has(name) || name === 'WebhookEvent'

/** A table of the properties of an object, and of those inside them. */
export function propertiesTable(schema: Schema): string {
  return table(['field', 'type', 'description'], propertyRows(schema, ''))
}

function propertyRows({ properties = {}, required = [] }: Schema, prefix: string): string[][] {
  return Object.entries(properties).flatMap(([key, property]) => {
    const name = `${prefix}${key}`
    const inner = property.items?.properties ? property.items : property
    return [
      [
        `\`${name}\`${required.includes(key) ? '' : '?'}`,
        // The rows that follow say what is inside.
        typeText(inner.properties ? withoutProperties(property) : property),
        sentences(describe(property), limitsText(property)),
      ],
      ...propertyRows(inner, inner === property ? `${name}.` : `${name}[].`),
    ]
  })
}

function withoutProperties({ properties: _, items, ...rest }: Schema): Schema {
  return { ...rest, ...(items && { items: withoutProperties(items) }) }
}

/** The description of a schema, or of a part of it. */
function describe({ description, allOf = [] }: Schema): string | undefined {
  return description ?? allOf.map(describe).find((text) => text !== undefined)
}

/** The type of a value in words, with links. */
export function typeText(schema: Schema = {}): string {
  const {
    $ref,
    type,
    items,
    enum: values,
    format,
    properties,
    additionalProperties,
    oneOf,
    anyOf,
    allOf,
  } = schema
  if ($ref !== undefined) return link($ref.split('/').at(-1) ?? '')
  if (allOf)
    return allOf
      .map(typeText)
      .filter((text) => text !== anyValue)
      .join(' and ')
  const variants = oneOf ?? anyOf
  if (variants) return [...new Set(variants.map(typeText))].join(' or ')
  if (values)
    return values.map((value) => (value === null ? 'null' : `\`${JSON.stringify(value)}\``)).join(' or ')
  const types = [type ?? []].flat().map((each) => {
    if (each === 'array') return `list of ${typeText(items)}`
    if (each !== 'object') return format && each !== 'null' ? `${each} (${format})` : each
    if (properties) return objectText(properties)
    return typeof additionalProperties === 'object' ? `object of ${typeText(additionalProperties)}` : each
  })
  return types.join(' or ') || anyValue
}

function objectText(properties: Readonly<Record<string, Schema>>): string {
  const fields = Object.entries(properties).map(([name, schema]) => `\`${name}\` (${typeText(schema)})`)
  return `object with ${fields.join(', ')}`
}

const anyValue = 'any value'

function link(name: string): string {
  const event = eventNames.get(name)
  if (event) return `[\`${name}\`](../docs/events.md#${event})`
  return name === 'WebhookEvent'
    ? '[`WebhookEvent`](../docs/events.md)'
    : `[\`${name}\`](objects.md#${name.toLowerCase()})`
}

/** The bounds and the default of a value. */
export function limitsText(schema: Schema): string {
  const { minimum, maximum, minLength, maxLength, minItems, maxItems, default: fallback } = schema
  return [
    range(minimum, maximum, ''),
    range(minLength, maxLength, ' characters'),
    range(minItems, maxItems, ' items'),
    fallback === undefined ? '' : `Default: \`${JSON.stringify(fallback)}\`.`,
  ]
    .filter(Boolean)
    .join(' ')
}

function range(min: number | undefined, max: number | undefined, unit: string): string {
  const from = min === undefined || min === Number.MIN_SAFE_INTEGER ? undefined : min
  const to = max === undefined || max === Number.MAX_SAFE_INTEGER ? undefined : max
  if (from !== undefined && to !== undefined) return `${from} to ${to}${unit}.`
  if (from !== undefined) return `At least ${from}${unit}.`
  return to === undefined ? '' : `At most ${to}${unit}.`
}

/** Joins texts to sentences on one line. */
export function sentences(...texts: readonly (string | undefined)[]): string {
  return texts
    .filter(Boolean)
    .join(' ')
    .replaceAll(/\s*\n\s*/g, ' ')
}
