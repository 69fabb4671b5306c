import { expect, expectTypeOf, test } from 'vitest'
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
  expect(Object.keys(exported)).toHaveLength(2 * Object.keys(catalog).length + 4)
})

test('the README example: a union with an event of your own', () => {
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
