import { compile } from 'json-schema-to-typescript'
import { documents } from './documents.js'
import { detailsTypeName, typeName } from './event-names.js'
import type { JsonSchema } from './json-schema.js'

/** The source of the TypeScript types: one interface per event and per details, and what indexes them. */
export async function typesModule(eventTypes: readonly string[]): Promise<string> {
  const { bundle, envelope } = documents.tolerant
  const unknown = { ...envelope, title: 'UnknownWebhookEvent' }
  return [await interfaces(bundle), await interfaces(withOpenDetails(unknown)), ...lookups(eventTypes)].join(
    '\n',
  )
}

async function interfaces(schema: JsonSchema): Promise<string> {
  // The compiler's own types ask for a mutable, wider schema; bounds would end up in the doc comments.
  const source = await compile(structuredClone(schema) as object, schema.title ?? '', {
    additionalProperties: false,
    bannerComment: '',
    format: false,
  })
  return source.replace(/\/\*\*\n\s*\* (.*)\n\s*\*\//g, '/** $1 */')
}

/** `details` of a type that the contract does not know can hold anything. */
function withOpenDetails(envelope: JsonSchema): JsonSchema {
  const open = { ...envelope.properties?.details, additionalProperties: true }
  return { ...envelope, properties: { ...envelope.properties, details: open as JsonSchema } }
}

function lookups(eventTypes: readonly string[]): string[] {
  return [
    '/** The event of each event type. */',
    'export interface WebhookEventMap {',
    ...eventTypes.map((type) => `${type}: ${typeName(type)}`),
    '}',
    '/** The details of each event type. */',
    'export interface WebhookEventDetailsMap {',
    ...eventTypes.map((type) => `${type}: ${detailsTypeName(typeName(type))}`),
    '}',
    '/** A value of `event_type` that the contract knows. */',
    `export type WebhookEventType = ${eventTypes.map((type) => `'${type}'`).join(' | ')}`,
    '/** The event of an event type. */',
    'export type WebhookEventOf<Type extends WebhookEventType> = WebhookEventMap[Type]',
    '/** The details of an event type. */',
    'export type WebhookEventDetails<Type extends WebhookEventType> = WebhookEventDetailsMap[Type]',
  ]
}
