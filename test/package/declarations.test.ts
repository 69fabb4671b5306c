import { Ajv, type SchemaObject } from 'ajv'
import fc from 'fast-check'
import TypescriptJsonSchema from 'typescript-json-schema'
import { expect, test } from 'vitest'
import { catalog } from '../../src/generated/catalog.js'
import { detailsSchemas } from '../../src/generated/schemas.js'
import { isWebhookEvent, webhookEventTypes } from '../../src/index.js'
import { webhookEventSchema } from '../../src/zod.js'
import { eventCases } from '../support/corpus.js'
import { mutatedPayload } from '../support/payload-mutations.js'

// A second derivation of a JSON Schema, by others, from what the package declares. It knows no whole numbers,
// bounds or patterns.
const program = TypescriptJsonSchema.getProgramFromFiles(['dist/index.d.ts'], {
  strict: true,
  target: 'es2022',
  module: 'nodenext',
  types: [],
})
const schema = TypescriptJsonSchema.generateSchema(program, 'WebhookEvent', { required: true })
// `'a' | (string & {})`, the type of an enumerated field, becomes a schema that no value satisfies.
const enumerated = webhookEventTypes.flatMap((type) => {
  const { tolerant, strict } = detailsSchemas[type]
  const isEnumerated = (field: string) =>
    strict.properties?.[field]?.enum && !tolerant.properties?.[field]?.enum
  const fields = Object.keys(strict.properties ?? {}).filter(isEnumerated)
  return fields.map((field) => ({ definition: `.${catalog[type].typeName}Details`, field }))
})
for (const { definition, field } of enumerated) {
  const [, details] =
    Object.entries(schema?.definitions ?? {}).find(([name]) => name.endsWith(definition)) ?? []
  const { properties } = details as { properties: Record<string, SchemaObject> }
  properties[field] = { type: 'string' }
}
const isDeclared = new Ajv({ strict: true }).compile(schema as SchemaObject)

test('what zod accepts has the declared type', () => {
  const accepted = eventCases.filter(({ data }) => webhookEventSchema.safeParse(data).success)
  expect(accepted.length).toBeGreaterThan(100)
  expect(accepted.filter(({ data }) => !isDeclared(data))).toEqual([])

  const property = fc.property(
    mutatedPayload,
    (payload) => !webhookEventSchema.safeParse(payload).success || isDeclared(payload),
  )
  fc.assert(property, { numRuns: 20_000 })
})

// Of each kind of JSON value one that satisfies every bound and pattern of the contract.
const kinds = [undefined, null, true, 7, '2023-12-01T22:06:35', [], {}]

type Json = Record<string, unknown>
type Change = (event: Json) => Json

const set =
  (key: string, value: unknown): Change =>
  ({ [key]: _, ...event }) =>
    value === undefined ? event : { ...event, [key]: value }

const setDetail =
  (key: string, value: unknown): Change =>
  (event) => ({ ...event, details: set(key, value)({ ...(event.details as Json) }) })

test('the declared types and the contract agree on every structure', () => {
  const verdicts = { declared: 0, undeclared: 0 }
  for (const { example } of Object.values(catalog)) {
    const event = { ...example, user_name: null, user_email: 'a' }
    const changes = [
      ...[...Object.keys(event), 'extra'].flatMap((key) => kinds.map((kind) => set(key, kind))),
      ...[...Object.keys(event.details), 'extra'].flatMap((key) => kinds.map((kind) => setDetail(key, kind))),
      ...webhookEventTypes.map((type) => set('event_type', type)),
    ]
    for (const first of changes) {
      for (const second of changes) {
        const changed = second(first(event))
        const verdict = isDeclared(changed) ? 'declared' : 'undeclared'
        const contractVerdict = isWebhookEvent(changed) ? 'declared' : 'undeclared'
        if (verdict !== contractVerdict) expect(changed, verdict).toBe('agreed on')
        verdicts[verdict]++
      }
    }
  }
  expect(Math.min(verdicts.declared, verdicts.undeclared)).toBeGreaterThan(1_000)
})
