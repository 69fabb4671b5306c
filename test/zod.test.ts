import { readFileSync } from 'node:fs'
import { Ajv, type ValidateFunction } from 'ajv'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { z } from 'zod'
import { catalog } from '../src/generated/catalog.js'
import * as schemas from '../src/zod.js'

const { example } = catalog.prompt_template_deleted

test('a tolerant parse returns a copy without unknown keys, a strict parse refuses them', () => {
  const event = { ...example, extra: 1, details: { ...example.details, extra: 1 } }
  expect(schemas.promptTemplateDeletedSchema.parse(event)).toEqual(example)
  expect(schemas.webhookEventSchema.parse(event)).toEqual(example)
  expect(schemas.strictPromptTemplateDeletedSchema.safeParse(event).success).toBe(false)
  expect(schemas.strictPromptTemplateDeletedSchema.parse(example)).toEqual(example)
})

test('every event has its own schema in both strengths, with its description', () => {
  const exported: Record<string, z.ZodType> = schemas
  for (const { typeName, description } of Object.values(catalog)) {
    const name = `${typeName.charAt(0).toLowerCase()}${typeName.slice(1)}Schema`
    for (const each of [name, `strict${typeName}Schema`]) {
      expect(exported[each]?.description, each).toBe(description)
    }
  }
  expect(Object.keys(exported)).toHaveLength(4 * Object.keys(catalog).length + 4)
})

describe.each(Object.values(catalog))('the details of $type', ({ type, typeName }) => {
  const exported: Record<string, unknown> = schemas
  const file = (path: string) => JSON.parse(readFileSync(`schemas/v1/${path}`, 'utf8'))

  test.each([
    ['', `${typeName.charAt(0).toLowerCase()}${typeName.slice(1)}`],
    ['strict/', `strict${typeName}`],
  ])(
    'schemas/v1/%s: the zod schema and the JSON Schema are that part of the schema of the event',
    (folder, name) => {
      const event = exported[`${name}Schema`] as z.ZodObject<{ details: z.ZodObject }>
      const details = exported[`${name}DetailsSchema`] as z.ZodObject
      expect(details).toBe(event.shape.details)

      const ajv = new Ajv({ strictTypes: false })
      ajv.addSchema(file(`${folder}${typeName}.json`))
      const uri = `https://unpkg.com/prompt-webhooks/schemas/v1/${folder}${typeName}.json#/properties/details`
      const validate = ajv.getSchema(uri) as ValidateFunction
      const example = catalog[type].example.details
      const values = Object.keys(example).flatMap((field) =>
        [undefined, null, '', 0, 'a', []].map((value) =>
          JSON.parse(JSON.stringify({ ...example, [field]: value })),
        ),
      )
      for (const value of [example, { ...example, extra: 1 }, {}, [], ...values]) {
        expect(details.safeParse(value).success, JSON.stringify(value)).toBe(validate(value))
      }
      expect(validate(example)).toBe(true)
    },
  )
})

test('the example of docs/validate.md: a union with your own event', () => {
  const promptArchivedSchema = schemas.webhookEnvelopeSchema.extend({
    event_type: z.literal('prompt_archived'),
    details: z.object({ reason: z.string() }),
  })
  const mySchema = z.discriminatedUnion('event_type', [
    ...schemas.webhookEventSchema.options,
    promptArchivedSchema,
  ])

  const archived = { ...example, event_type: 'prompt_archived', details: { reason: 'old' } }
  const event = mySchema.parse(archived)
  expect(event).toEqual(archived)
  if (event.event_type === 'prompt_archived') expectTypeOf(event.details.reason).toBeString()
  expect(mySchema.parse(example)).toEqual(example)
  expect(mySchema.safeParse({ ...archived, details: {} }).success).toBe(false)
})
