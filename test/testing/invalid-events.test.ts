import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import type { JsonSchema } from '../../src/codegen/json-schema.js'
import { withNullableTypes } from '../../src/codegen/nullable-types.js'
import { withPortablePatterns } from '../../src/codegen/portable-patterns.js'
import type { FieldSchema } from '../../src/generated/schemas.js'
import { readStrictWebhookEvent, readWebhookEvent, webhookEventTypes } from '../../src/index.js'
import { createReceiver } from '../../src/receiver/index.js'
import { eventSchemas } from '../../src/testing/event-schema.js'
import {
  type InvalidEvent,
  invalidEvents,
  invalidStrictEvents,
  signedDelivery,
} from '../../src/testing/index.js'
import { strictWebhookEventSchema, webhookEventSchema } from '../../src/zod.js'
import { isDeeplyFrozen } from './deeply-frozen.js'

const ajv = new Ajv({ strict: true, strictTypes: 'log', allErrors: true })
const published = (file: string) => JSON.parse(readFileSync(`schemas/v1/${file}`, 'utf8'))

const codeOf = {
  type: 'invalid_type',
  enum: 'invalid_value',
  pattern: 'invalid_format',
  required: 'missing',
  minimum: 'too_small',
  maximum: 'too_big',
  minLength: 'too_short',
  additionalProperties: 'unknown_key',
} as const

/** The code of every keyword that judges, anywhere in a schema. */
function codesOf(schema: FieldSchema): Set<string> {
  const { properties = {}, items, oneOf = [] } = schema
  const own = Object.entries(codeOf).flatMap(([keyword, code]) => (keyword in schema ? [code] : []))
  // An event of another type is unknown, not invalid.
  const { event_type: _, ...fields } = properties
  const inner = [...Object.values(fields), ...(items ? [items] : []), ...oneOf]
  return new Set([...own, ...inner.flatMap((each) => [...codesOf(each)])])
}

describe.each([
  {
    name: 'invalidEvents',
    folder: '',
    events: invalidEvents,
    read: readWebhookEvent,
    zod: webhookEventSchema,
    strength: 'tolerant',
  },
  {
    name: 'invalidStrictEvents',
    folder: 'strict/',
    events: invalidStrictEvents,
    read: readStrictWebhookEvent,
    zod: strictWebhookEventSchema,
    strength: 'strict',
  },
] as const)('$name', ({ folder, events, read, zod, strength }) => {
  const validate = ajv.compile(published(`${folder}WebhookEvent.json`))

  test('every validator refuses each of them, for its one issue', () => {
    for (const { name, event, issue } of events) {
      const reading = read(event)
      expect(reading.kind, name).toBe('invalid')
      if (reading.kind === 'invalid') {
        expect(
          reading.error.issues.map(({ path, code }) => ({ path, code })),
          name,
        ).toEqual([issue])
      }
      expect(validate(event), name).toBe(false)
      expect(zod.safeParse(event).success, name).toBe(false)
    }
  })

  test('there is every type and every code, and the names are unique', () => {
    expect(new Set(events.map(({ type }) => type))).toEqual(new Set(webhookEventTypes))
    for (const type of webhookEventTypes) {
      const codes = events.filter((each) => each.type === type).map(({ issue }) => issue.code)
      expect(new Set(codes), type).toEqual(codesOf(eventSchemas[strength][type]))
    }
    expect(new Set(events.map(({ name }) => name)).size).toBe(events.length)
    for (const { name, type } of events) expect(name).toMatch(new RegExp(`^${type}: [ -~]+$`))
  })

  test('there is one for every constraint of the published schemas', () => {
    for (const [type, file] of Object.entries<string>(published('index.json'))) {
      const { properties, required } = published(`${folder}${file}`)
      const { details, ...envelope } = properties
      const places = [
        ...Object.entries<object>(envelope).map(([key, schema]) => ({ key, path: [key], schema, required })),
        ...Object.entries<object>(details.properties).map(([key, schema]) => ({
          key,
          path: ['details', key],
          schema,
          required: details.required,
        })),
      ]
      for (const place of places) {
        const codesThere = events
          .filter((each) => each.type === type && each.issue.path.join() === place.path.join())
          .map(({ issue }) => issue.code)
        const expected = [
          ['invalid_type', true],
          ['missing', place.required.includes(place.key)],
          ['too_small', 'minimum' in place.schema],
          ['too_big', 'maximum' in place.schema],
          ['invalid_format', 'pattern' in place.schema],
        ].flatMap(([code, there]) => (there ? [code] : []))
        expect(codesThere, `${type} ${place.path}`).toEqual(expect.arrayContaining(expected))
      }
    }
  })

  test('they are deeply frozen', () => {
    expect(isDeeplyFrozen(events)).toBe(true)
  })
})

test('an id is listed with the nearest wrong values, by the tolerant and by the strict contract', () => {
  const valuesOf = (events: readonly InvalidEvent[]) =>
    events
      .filter(({ type, issue }) => type === 'prompt_template_deleted' && issue.path.join() === 'user_id')
      .map(({ name, event }) => [name, (event as { readonly user_id?: unknown }).user_id])
  const listed = (smallest: number) => [
    ['prompt_template_deleted: user_id is missing', undefined],
    ['prompt_template_deleted: user_id is null', null],
    ['prompt_template_deleted: user_id is a string', '1'],
    ['prompt_template_deleted: user_id is a number with a fraction', 1.5],
    ['prompt_template_deleted: user_id is too small', smallest - 1],
    ['prompt_template_deleted: user_id is too big', 2 ** 53],
  ]
  expect(valuesOf(invalidEvents)).toEqual(listed(-(2 ** 53 - 1)))
  expect(valuesOf(invalidStrictEvents)).toEqual(listed(1))
})

test('the names describe each kind of defect', () => {
  const names = invalidStrictEvents.map(({ name }) => name)
  expect(names).toEqual(
    expect.arrayContaining([
      'prompt_template_deleted: the event is null',
      'prompt_template_deleted: the event is an array',
      'prompt_template_deleted: extra is an unknown key',
      'prompt_template_deleted: timestamp has the wrong format',
      'prompt_template_deleted: user_name is too short',
      'prompt_template_deleted: details.prompt_template_name is missing',
    ]),
  )
})

test('a receiver answers 422 with the issue', async () => {
  const receiver = createReceiver({ secret: 'test-secret', on: {} })
  for (const { name, event, issue } of invalidEvents) {
    const result = await receiver.receive(signedDelivery(event, 'test-secret'))
    expect(result, name).toMatchObject({ kind: 'refused', status: 422, problem: { issues: [issue] } })
  }
})

test('the schemas they are made from equal the published schemas', () => {
  const bare = (schema: unknown): unknown => {
    if (Array.isArray(schema)) return schema.map(bare)
    if (typeof schema !== 'object' || schema === null) return schema
    const { $schema, $id, $comment, title, description, examples, ...rest } = schema as Record<
      string,
      unknown
    >
    return Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, bare(value)]))
  }
  for (const [type, file] of Object.entries<string>(published('index.json'))) {
    const schemas = { tolerant: published(file), strict: published(`strict/${file}`) }
    for (const [strength, schema] of Object.entries(schemas)) {
      const madeOf = eventSchemas[strength as 'strict'][type as 'prompt_template_deleted'] as JsonSchema
      expect(bare(withPortablePatterns(withNullableTypes(madeOf)))).toEqual(bare(schema))
    }
  }
})
