import { createRequire } from 'node:module'
import { type WebhookEvent, type WebhookEventType, webhookEventTypes } from 'prompt-webhooks'

/** An event type as the contract describes it. */
export interface CatalogEntry {
  readonly type: WebhookEventType
  /** When it is sent. */
  readonly description: string
  /** The strict JSON Schema (draft-07), self-contained. */
  readonly schema: JsonSchema
  readonly example: WebhookEvent
}

/** What the pages read of a schema. */
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

// Node 20 imports JSON with a warning only.
const require = createRequire(import.meta.url)
const read = (file: string) => require(`prompt-webhooks/schemas/v1/${file}`)
const files: Readonly<Record<WebhookEventType, string>> = read('index.json')

/** Every event type of the contract, in its order. */
export const catalog: readonly CatalogEntry[] = webhookEventTypes.map((type) => {
  const schema = read(`strict/${files[type]}`)
  return { type, description: schema.description, schema, example: schema.examples[0] }
})

/** The contract's example of a type; of the first one unless told. */
export function exampleOf(type: WebhookEventType | undefined): WebhookEvent {
  const entry = catalog.find((each) => type === undefined || each.type === type)
  if (!entry) throw new TypeError('type: not a type of the contract')
  return entry.example
}
