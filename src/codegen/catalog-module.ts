import { events, families } from '../contract/catalog.js'
import { documents } from './documents.js'
import { typeName } from './event-names.js'
import { fieldsOf } from './schema-fields.js'

/** The source of the catalog: what the package knows about each event at run time, without zod. */
export function catalogModule(): string {
  return `import type { WebhookEventFamily, WebhookEventFamilyMap, WebhookEventMap, WebhookEventType } from './types.js'

/**
 * Every event type of the contract.
 *
 * @example
 * \`\`\`ts
 * for (const type of webhookEventTypes) console.log(type)
 * \`\`\`
 */
export const webhookEventTypes: readonly WebhookEventType[] = ${source(events.map(({ type }) => type))}

/** The event types of each family. */
export const familyTypes: {
  readonly [Family in WebhookEventFamily]: readonly WebhookEventFamilyMap[Family]['event_type'][]
} = ${source(typesOfFamilies())}

/**
 * Which cached reads of a prompt template an event makes stale: \`every\` read, the read of its \`version\`
 * and of the latest version, the read of its \`label\`, or \`none\`.
 */
export type StaleReads = 'every' | 'version' | 'label' | 'none'

/** The cached reads that each event type makes stale. */
export const staleReads: { readonly [Type in WebhookEventType]: StaleReads } = ${source(Object.fromEntries(events.map(({ type, stale }) => [type, stale])))}

/** The \`$id\` of the schema of each event type. */
export const schemaIds: { readonly [Type in WebhookEventType]: string } = ${source(schemaIds())}

/** The \`$id\` of the schema for an event of any other type. */
export const envelopeSchemaId = ${source(documents.tolerant.envelope.$id)}

/** A field of \`details\`. */
export interface CatalogField {
  /** The key of the field. */
  readonly name: string
  /** The JSON Schema type. */
  readonly type: string
  /** Whether every event of the type has the field. */
  readonly required: boolean
  /** One line: what the field holds. */
  readonly description: string
}

/** The facts about an event type. */
export interface CatalogEntry<Type extends WebhookEventType = WebhookEventType> {
  /** The value of \`event_type\`. */
  readonly type: Type
  /** The name of the event's TypeScript type and of its schema file. */
  readonly typeName: string
  /** One line: when the event is sent. */
  readonly description: string
  /** An example payload, in the sender's form. */
  readonly example: WebhookEventMap[Type]
  /** The fields of \`details\`. */
  readonly details: readonly CatalogField[]
}

/** The facts about each event type. */
export const catalog: { readonly [Type in WebhookEventType]: CatalogEntry<Type> } = ${source(entries())}
`
}

function entries() {
  return Object.fromEntries(
    events.map(({ type, description, example }) => {
      const name = typeName(type)
      const { details } = documents.tolerant.events[name]?.properties ?? {}
      return [type, { type, typeName: name, description, example, details: fieldsOf(details ?? {}) }]
    }),
  )
}

function typesOfFamilies() {
  return Object.fromEntries(
    Object.entries(families).map(([family, members]) => [family, members.map(({ type }) => type)]),
  )
}

function schemaIds() {
  return Object.fromEntries(events.map(({ type }) => [type, documents.tolerant.events[typeName(type)]?.$id]))
}

const source = (value: unknown) => JSON.stringify(value, null, 2)
