import { createRequire } from 'node:module'
import { type WebhookEvent, type WebhookEventType, webhookEventTypes } from 'prompt-webhooks'

/** An event type of the contract, with everything needed to document it or to build a form for it. */
export interface CatalogEntry {
  /** The value of `event_type`. */
  readonly type: WebhookEventType
  /** When the event is sent. */
  readonly description: string
  /** The strict JSON Schema (draft-07), self-contained. */
  readonly schema: JsonSchema
  /** A valid event of this type. */
  readonly example: WebhookEvent
}

/** The JSON Schema keywords (draft-07) that the contract's schemas use. */
export interface JsonSchema {
  readonly type?: string
  readonly description?: string
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly items?: JsonSchema
  readonly enum?: readonly unknown[]
  readonly oneOf?: readonly JsonSchema[]
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
const files: Readonly<Record<WebhookEventType, string>> = read('index.json')

/**
 * Every event type of the contract, in the contract's order.
 *
 * @example
 * ```ts
 * for (const { type, description } of catalog) console.log(`${type}: ${description}`)
 * ```
 */
export const catalog: readonly CatalogEntry[] = webhookEventTypes.map((type) => {
  const schema = read(`strict/${files[type]}`)
  return { type, description: schema.description, schema, example: schema.examples[0] }
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
