import { readFileSync } from 'node:fs'
import { asSchema } from '@ai-sdk/provider-utils'
import type { StandardJSONSchemaV1, StandardSchemaV1 } from '@standard-schema/spec'
import { Ajv } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { toJsonSchema } from 'xsschema'
import { toDraft202012 } from '../../src/event/draft-2020-12.js'
import { catalog } from '../../src/generated/catalog.js'
import { isWebhookEvent, type WebhookEvent, webhookEventStandardSchema } from '../../src/index.js'
import { eventCases } from '../support/corpus.js'

const { jsonSchema } = webhookEventStandardSchema['~standard']
const published = JSON.parse(readFileSync('schemas/v1/WebhookEvent.json', 'utf8'))
const examples = Object.values(catalog).map(({ example }) => example)

/** Each object in a value. */
function objectsIn(value: unknown): object[] {
  if (typeof value !== 'object' || value === null) return []
  return [value, ...Object.values(value).flatMap(objectsIn)]
}

describe.each(['input', 'output'] as const)('%s', (side) => {
  test('for draft-07 is the published schema', () => {
    expect(jsonSchema[side]({ target: 'draft-07' })).toEqual(published)
  })

  test('for draft-2020-12 differs from it in nothing but the draft', () => {
    const schema = jsonSchema[side]({ target: 'draft-2020-12' })
    expect(schema).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: published.$id.replace('/v1/', '/v1/2020-12/'),
    })
    const back = JSON.stringify({ ...schema, $schema: published.$schema, $id: published.$id })
      .replaceAll('"#/$defs/', '"#/definitions/')
      .replace('"$defs":', '"definitions":')
    expect(JSON.parse(back)).toEqual(published)
  })

  test.each(['draft-07', 'draft-2020-12'])('for %s is a new object each time', (target) => {
    const before = jsonSchema[side]({ target })
    const copy = structuredClone(before)
    for (const each of objectsIn(before)) Object.assign(each, { changed: true })
    expect(before).not.toEqual(copy)
    expect(jsonSchema[side]({ target })).toEqual(copy)
  })

  test('ignores the options of other libraries', () => {
    const libraryOptions = { target: 'openapi-3.0' }
    expect(jsonSchema[side]({ target: 'draft-07', libraryOptions })).toEqual(published)
  })

  test.each<[unknown, string]>([
    [{ target: 'openapi-3.0' }, 'got "openapi-3.0"'],
    [{ target: 'draft-04' }, 'got "draft-04"'],
    [{ target: 'constructor' }, 'got "constructor"'],
    [{ target: '\x1b[2J' }, 'got "\\u001b[2J"'],
    [{ target: 7 }, 'got a number'],
    [{}, 'got undefined'],
    [undefined, 'got undefined'],
    [null, 'got undefined'],
    ['draft-07', 'got undefined'],
  ])('refuses %j', (options, got) => {
    const attempt = () => jsonSchema[side](options as never)
    expect(attempt).toThrow(TypeError)
    expect(attempt).toThrow(`target: expected "draft-2020-12" or "draft-07", ${got}.`)
  })

  test('works apart from its object', () => {
    const { [side]: convert } = jsonSchema
    expect(convert({ target: 'draft-07' })).toEqual(published)
  })
})

test('both drafts give the verdict of the guard on the whole corpus', () => {
  const options = { strict: true, strictRequired: false, validateFormats: false }
  const draft07 = new Ajv(options).compile(jsonSchema.input({ target: 'draft-07' }))
  const draft202012 = new Ajv2020(options).compile(jsonSchema.input({ target: 'draft-2020-12' }))
  expect(eventCases.length).toBeGreaterThan(500)
  for (const { description, data } of eventCases) {
    const expected = isWebhookEvent(data)
    expect([description, draft07(data), draft202012(data)]).toEqual([description, expected, expected])
  }
})

describe('the translation', () => {
  test('goes through every keyword that holds schemas, and leaves names and values alone', () => {
    const reference = { $ref: '#/definitions/A' }
    const values = {
      examples: [{ definitions: reference, ...reference }],
      enum: ['definitions', '#/definitions/A'],
    }
    const schema = {
      $schema: 'http://json-schema.org/draft-07/schema#',
      $id: 'https://unpkg.com/prompt-webhooks/schemas/v1/strict/A.json',
      properties: { definitions: reference, $ref: reference, items: { items: reference }, ...{ $id: {} } },
      oneOf: [{ allOf: [reference] }],
      definitions: { A: values, oneOf: reference },
    }
    const original = structuredClone(schema)
    const translated = { $ref: '#/$defs/A' }
    expect(toDraft202012(schema)).toEqual({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: 'https://unpkg.com/prompt-webhooks/schemas/v1/2020-12/strict/A.json',
      properties: { definitions: translated, $ref: translated, items: { items: translated }, ...{ $id: {} } },
      oneOf: [{ allOf: [translated] }],
      $defs: { A: values, oneOf: translated },
    })
    expect(schema).toEqual(original)
  })
})

test('matches the types of the specification', () => {
  const schema: StandardSchemaV1<WebhookEvent> & StandardJSONSchemaV1<WebhookEvent> =
    webhookEventStandardSchema
  expect(schema['~standard'].version).toBe(1)
  type Schema = typeof webhookEventStandardSchema
  expectTypeOf<StandardJSONSchemaV1.InferInput<Schema>>().toEqualTypeOf<WebhookEvent>()
  expectTypeOf<StandardJSONSchemaV1.InferOutput<Schema>>().toEqualTypeOf<WebhookEvent>()
  // @ts-expect-error the target is missing
  expect(() => jsonSchema.input({})).toThrow(TypeError)
})

describe('other libraries take it:', () => {
  test('the AI SDK, which changes the schema', async () => {
    const schema = asSchema(webhookEventStandardSchema)
    expect(await schema.jsonSchema).toMatchObject({ $id: published.$id })
    expect(jsonSchema.input({ target: 'draft-07' })).toEqual(published)
    const [example] = examples
    expect(await schema.validate?.(example)).toEqual({ success: true, value: example })
    expect(await schema.validate?.({ ...example, user_id: '1' })).toMatchObject({ success: false })
  })

  test('xsschema', async () => {
    expect(await toJsonSchema(webhookEventStandardSchema)).toEqual(published)
  })
})
