import { events, families } from '../contract/catalog.js'
import { detailsFields } from './catalog-document.js'
import { documents } from './documents.js'
import { typeName } from './event-names.js'

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
  /** The key of the field. Inside another field: the keys that lead to it. */
  readonly name: string
  /** The type in words. */
  readonly type: string
  /** In words: what the strict contract demands in addition. Empty if nothing. */
  readonly strict: string
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

/** An example payload of each event type, in the sender's form. */
export const examples: WebhookEventMap = ${source(Object.fromEntries(events.map(({ type, example }) => [type, example])))}

// A pure call, so that a bundler can leave it out: reading a member of \`examples\` might have an effect.
/** The facts about each event type. */
export const catalog: { readonly [Type in WebhookEventType]: CatalogEntry<Type> } = /* @__PURE__ */ (() => ({${events.map(entry).join(',')}}))()
`
}

// The examples stand apart, for modules that need nothing else.
function entry({ type, description }: (typeof events)[number]): string {
  const name = typeName(type)
  return `${type}: {
  type: ${source(type)},
  typeName: ${source(name)},
  description: ${source(description)},
  example: examples.${type},
  details: ${source(detailsFields(type))},
}`
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
