/**
 * The events of the contract with their fields, schemas and examples, for documentation and forms.
 *
 * @packageDocumentation
 */

import { createRequire } from 'node:module'
import { type WebhookEvent, type WebhookEventType, webhookEventTypes } from 'prompt-webhooks'

/** An event type of the contract, with everything needed to document it or to build a form for it. */
export interface CatalogEntry {
  /** The value of `event_type`. */
  readonly type: WebhookEventType
  /** When the event is sent. */
  readonly description: string
  /** Which fields of `details` say what an event is about. */
  readonly subject: SubjectFields
  /** The fields of `details`, in the contract's order. */
  readonly details: readonly CatalogField[]
  /** The strict JSON Schema (draft-07), self-contained. */
  readonly schema: JsonSchema
  /** A valid event of this type. */
  readonly example: WebhookEvent
}

/** The names of the fields of `details` that say what an event is about, such as a prompt template. */
export interface SubjectFields {
  /** The id of the thing. */
  readonly id: string
  /** The name of the thing. */
  readonly name?: string
  /** The name of the thing before the event. */
  readonly previousName?: string
  /** The release label. */
  readonly label?: string
  /** The version of the thing. */
  readonly version?: string
  /** The id of the run or import. */
  readonly run?: string
}

/** A field, in words. */
export interface CatalogField {
  /** The key of the field. Inside another field: the keys that lead to it. */
  readonly name: string
  /** The type, such as `string or null`. */
  readonly type: string
  /** What an event must satisfy in addition, such as `not empty`. Empty if nothing. */
  readonly strict: string
  /** Whether every event of the type has the field. */
  readonly required: boolean
  /** What the field holds. */
  readonly description: string
}

/** The JSON Schema keywords (draft-07) that the contract's schemas use. */
export interface JsonSchema {
  /** A type, or a type and `null`. */
  readonly type?: string | readonly [string, 'null']
  readonly description?: string
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly items?: JsonSchema
  readonly enum?: readonly unknown[]
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly pattern?: string
  readonly definitions?: Readonly<Record<string, JsonSchema>>
  readonly $ref?: string
}

// `import … with { type: 'json' }` prints a warning on Node 20.
const require = createRequire(import.meta.url)
const read = (file: string) => require(`prompt-webhooks/schemas/v1/${file}`)
const document: {
  readonly envelope: readonly CatalogField[]
  readonly events: Readonly<Record<WebhookEventType, Facts>>
} = read('catalog.json')

interface Facts {
  readonly name: string
  readonly description: string
  readonly subject: SubjectFields
  readonly details: readonly CatalogField[]
}

/** The fields of every event. */
export const envelopeFields: readonly CatalogField[] = document.envelope

/**
 * Every event type of the contract, in the contract's order.
 *
 * @example
 * ```ts
 * for (const { type, description } of catalog) console.log(`${type}: ${description}`)
 * ```
 */
export const catalog: readonly CatalogEntry[] = webhookEventTypes.map((type) => {
  const { name, description, subject, details } = document.events[type]
  const schema = read(`strict/${name}.json`)
  return { type, description, subject, details, schema, example: schema.examples[0] }
})

/**
 * Returns the contract's example of an event type. Without a type, returns the example of the first one.
 *
 * @throws {TypeError} if the contract has no such type.
 */
export function exampleOf(type: WebhookEventType | undefined): WebhookEvent {
  const entry = catalog.find((each) => type === undefined || each.type === type)
  if (!entry) throw new TypeError('type: expected an event type of the contract')
  return entry.example
}
