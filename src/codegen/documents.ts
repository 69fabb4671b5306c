import { z } from 'zod'
import { events, strictWebhookEventSchema, webhookEventSchema } from '../contract/catalog.js'
import { strictWebhookEnvelopeSchema, webhookEnvelopeSchema } from '../contract/envelope.js'
import { toDraft202012 } from '../event/draft-2020-12.js'
import { detailsTypeName, typeName } from './event-names.js'
import type { JsonSchema } from './json-schema.js'
import { normalise } from './normalise.js'
import { withNullableTypes } from './nullable-types.js'
import { withPortablePatterns } from './portable-patterns.js'

/**
 * The version of the contract. It changes when receivers must understand something new, not with each
 * release.
 */
export const contractVersion = 'v1'

/** The folder of the published schemas. Its name holds the version of the contract. */
export const schemasFolder = `schemas/${contractVersion}`

/** The path of the published schema of all events. */
export const bundleFile = `${schemasFolder}/WebhookEvent.json`

const base = `https://unpkg.com/prompt-webhooks/${schemasFolder}/`
const fileName = (title: string) => `${title}.json`

/** The two strengths of the contract. */
export type Strength = 'tolerant' | 'strict'

/** The JSON Schema documents of one strength. */
export interface Documents {
  /** One document for each event, by the name of its type. */
  readonly events: Readonly<Record<string, JsonSchema>>
  /** One document for all events: a union of definitions. */
  readonly bundle: JsonSchema
  /** The document for an event of any type. */
  readonly envelope: JsonSchema
}

/** The documents of each strength. */
export const documents: Readonly<Record<Strength, Documents>> = {
  tolerant: createDocuments('tolerant', webhookEventSchema, webhookEnvelopeSchema),
  strict: createDocuments('strict', strictWebhookEventSchema, strictWebhookEnvelopeSchema),
}

/** Returns the content of each published schema file by its path. */
export function schemaFiles(): Record<string, object> {
  const all = Object.values(documents).flatMap(({ events, bundle, envelope }) => [
    ...Object.values(events),
    bundle,
    envelope,
  ])
  const published = all.map((each) => withPortablePatterns(withNullableTypes(each)))
  const index = events.map(({ type }) => [type, fileName(typeName(type))])
  return {
    ...Object.fromEntries(
      [...published, ...published.map(toDraft202012)].map((each) => [pathOf(each), each]),
    ),
    [`${schemasFolder}/index.json`]: Object.fromEntries(index),
  }
}

/** The path of the file that a published schema is in. */
function pathOf({ $id }: { readonly $id?: unknown }): string {
  return `${schemasFolder}/${String($id).slice(base.length)}`
}

function createDocuments(strength: Strength, union: z.ZodType, envelope: z.ZodType): Documents {
  const document = (title: string, { title: _, ...schema }: JsonSchema): JsonSchema => ({
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: `${base}${strength === 'strict' ? 'strict/' : ''}${fileName(title)}`,
    title,
    ...schema,
  })
  const definitions = Object.fromEntries(
    events.map((event) => [
      typeName(event.type),
      eventSchema(typeName(event.type), event[strength], event.example),
    ]),
  )
  return {
    events: Object.fromEntries(
      Object.entries(definitions).map(([title, schema]) => [title, document(title, schema)]),
    ),
    bundle: document('WebhookEvent', {
      description: descriptionOf(union),
      oneOf: Object.keys(definitions).map((title) => ({ $ref: `#/definitions/${title}` })),
      definitions,
    }),
    envelope: document('WebhookEnvelope', toJsonSchema(envelope)),
  }
}

function eventSchema(title: string, schema: z.ZodType, example: unknown): JsonSchema {
  const json = toJsonSchema(schema)
  const { event_type, details, ...envelope } = json.properties ?? {}
  if (!event_type || !details) throw new Error(`${title}: an event has event_type and details`)
  return {
    title,
    ...json,
    properties: { event_type, details: { title: detailsTypeName(title), ...details }, ...envelope },
    examples: [example],
  }
}

function toJsonSchema(schema: z.ZodType): JsonSchema {
  return normalise(z.toJSONSchema(schema, { target: 'draft-7', io: 'input' }))
}

function descriptionOf(schema: z.ZodType): string {
  if (!schema.description) throw new Error('Every published schema has a description')
  return schema.description
}
