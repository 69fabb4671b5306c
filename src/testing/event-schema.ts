import { detailsSchemas, envelopeSchemas, type FieldSchema } from '../generated/schemas.js'
import { type WebhookEventType, webhookEventTypes } from '../index.js'

/** The two contracts: `tolerant` for receivers, `strict` for emitters. */
export type Strength = 'tolerant' | 'strict'

type EventSchemas = Readonly<Record<WebhookEventType, FieldSchema>>

/** The schemas of all events, with the same meaning as the published ones, but without annotations. */
export const eventSchemas: Readonly<Record<Strength, EventSchemas>> = {
  tolerant: /* @__PURE__ */ schemasOf('tolerant'),
  strict: /* @__PURE__ */ schemasOf('strict'),
}

function schemasOf(strength: Strength): EventSchemas {
  const envelope = envelopeSchemas[strength]
  const schemas = webhookEventTypes.map((type): [WebhookEventType, FieldSchema] => {
    const event_type = { type: 'string', enum: [type] } as const
    const properties = { ...envelope.properties, event_type, details: detailsSchemas[type][strength] }
    return [type, { ...envelope, properties }]
  })
  return Object.fromEntries(schemas) as EventSchemas
}

/** The alternatives of a schema. A field that may be null has two. */
export function alternativesOf(schema: FieldSchema): readonly FieldSchema[] {
  return schema.oneOf ?? [schema]
}

/** The schema of a value that is not null. */
export function presentSchema(schema: FieldSchema): FieldSchema {
  return alternativesOf(schema).find(({ type }) => type !== 'null') ?? schema
}

/** Tells whether a JSON value has a type of the schema. Other keywords may still refuse the value. */
export function isOfType(value: unknown, schema: FieldSchema): boolean {
  return alternativesOf(schema).some(({ type }) => {
    if (type === 'integer') return Number.isInteger(value)
    if (type === 'array' || Array.isArray(value)) return type === 'array' && Array.isArray(value)
    return value === null ? type === 'null' : typeof value === type
  })
}
