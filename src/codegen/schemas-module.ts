import { events } from '../contract/catalog.js'
import { timestampPattern } from '../contract/timestamp.js'
import { unknownKeys, unusualTexts } from './corpus-candidates.js'
import { refusedTimestamps, takenTimestamps } from './corpus-timestamps.js'
import { documents } from './documents.js'
import { typeName } from './event-names.js'
import { annotations, type JsonSchema, mapSchemas } from './json-schema.js'

/**
 * The source of the schemas as plain data, and of sample values for them. `prompt-webhooks/testing` makes
 * test data from it.
 */
export function schemasModule(): string {
  const { tolerant, strict } = documents
  const details = ({ events }: typeof tolerant, type: string) =>
    bare(events[typeName(type)]?.properties?.details ?? {})
  const detailsSchemas = events.map(({ type }) => [
    type,
    { tolerant: details(tolerant, type), strict: details(strict, type) },
  ])
  const spellings = { [timestampPattern.source]: { taken: takenTimestamps, refused: refusedTimestamps } }
  return `import type { WebhookEventType } from './types.js'

/** A JSON Schema of the contract, without annotations. */
export interface FieldSchema {
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean' | 'null'
  readonly enum?: readonly string[]
  readonly pattern?: string
  readonly minLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly items?: FieldSchema
  readonly properties?: Readonly<Record<string, FieldSchema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: false
  readonly oneOf?: readonly FieldSchema[]
}

interface InBothStrengths {
  readonly tolerant: FieldSchema
  readonly strict: FieldSchema
}

/** The schema of an event of any type. */
export const envelopeSchemas: InBothStrengths = ${source({ tolerant: bare(tolerant.envelope), strict: bare(strict.envelope) })}

/** The schema of the details of each event type. */
export const detailsSchemas: { readonly [Type in WebhookEventType]: InBothStrengths } = ${source(Object.fromEntries(detailsSchemas))}

/** For each pattern, strings on both sides of each of its limits. */
export const spellings: Readonly<Record<string, { readonly taken: readonly string[]; readonly refused: readonly string[] }>> = ${source(spellings)}

/** Strings that every string field accepts. */
export const unusualTexts: readonly string[] = ${source(unusualTexts)}

/** Keys that no object of the contract has. */
export const unknownKeys: readonly string[] = ${source(unknownKeys)}
`
}

/** Removes the keywords that do not judge: titles, descriptions and examples. */
function bare(schema: JsonSchema): JsonSchema {
  const { $schema, $id, ...rest } = schema
  const annotation = new Set<string>(annotations)
  return {
    ...Object.fromEntries(Object.entries(rest).filter(([keyword]) => !annotation.has(keyword))),
    ...mapSchemas(rest, bare),
  }
}

const source = (value: unknown) => JSON.stringify(value, null, 2)
