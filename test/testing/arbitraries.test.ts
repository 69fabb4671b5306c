import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { Ajv } from 'ajv'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type EventIssue,
  eventDate,
  readStrictWebhookEvent,
  readWebhookEvent,
  type WebhookEvent,
  webhookEventTypes,
} from '../../src/index.js'
import {
  arbitraryEvent,
  arbitraryInvalidEvent,
  arbitraryInvalidStrictEvent,
  arbitraryStrictEvent,
} from '../../src/testing/index.js'
import { strictWebhookEventSchema, webhookEventSchema } from '../../src/zod.js'

const ajv = new Ajv({ strict: true, strictTypes: 'log', allErrors: true })
const published = (file: string) => ajv.compile(JSON.parse(readFileSync(`schemas/v1/${file}`, 'utf8')))

const strengths = [
  {
    strength: 'tolerant',
    ajv: published('WebhookEvent.json'),
    zod: webhookEventSchema,
    read: readWebhookEvent,
    valid: arbitraryEvent,
    invalid: arbitraryInvalidEvent,
  },
  {
    strength: 'strict',
    ajv: published('strict/WebhookEvent.json'),
    zod: strictWebhookEventSchema,
    read: readStrictWebhookEvent,
    valid: arbitraryStrictEvent,
    invalid: arbitraryInvalidStrictEvent,
  },
] as const

const numRuns = 1000

describe.each(strengths)('$strength', ({ ajv, zod, read, valid, invalid }) => {
  test('ajv, zod and the validators accept every valid event, and JSON keeps it', () => {
    const property = fc.property(valid(fc), (event) => {
      expect(ajv(event), ajv.errors?.[0]?.message).toBe(true)
      expect(zod.safeParse(event).success).toBe(true)
      expect(read(event)).toEqual({ kind: 'event', event })
      expect(isDeepStrictEqual(JSON.parse(JSON.stringify(event)), event)).toBe(true)
    })
    fc.assert(property, { numRuns })
  })

  test('all of them refuse every invalid event, for its one issue', () => {
    const property = fc.property(invalid(fc), ({ name, event, issue }) => {
      expect(ajv(event), name).toBe(false)
      expect(zod.safeParse(event).success, name).toBe(false)
      const reading = read(event)
      expect(
        reading.kind === 'invalid' && reading.error.issues.map(({ path, code }) => ({ path, code })),
      ).toEqual([issue])
      expect(isDeepStrictEqual(JSON.parse(JSON.stringify(event)), event)).toBe(true)
    })
    fc.assert(property, { numRuns })
  })

  test.each(webhookEventTypes)('%s: generates this type only', (type) => {
    fc.assert(fc.property(valid(fc, type), ({ event_type }) => event_type === type))
    fc.assert(
      fc.property(invalid(fc, type), (each) => each.type === type && each.name.startsWith(`${type}: `)),
    )
  })

  test('generates every type, and every issue of every field', () => {
    const types = new Set(fc.sample(valid(fc), { numRuns: 500, seed: 1 }).map(({ event_type }) => event_type))
    expect(types).toEqual(new Set(webhookEventTypes))
    const placeOf = ({ path, code }: Pick<EventIssue, 'path' | 'code'>) =>
      code === 'unknown_key' ? `${path.slice(0, -1).join('.')} ${code}` : `${path.join('.')} ${code}`
    const found = new Set(
      fc
        .sample(invalid(fc, 'prompt_template_label_moved'), { numRuns: 3000, seed: 1 })
        .map(({ issue }) => placeOf(issue)),
    )
    const fields = [
      'user_id',
      'workspace_id',
      ...['id', 'version_number'].map((each) => `details.prompt_template_${each}`),
    ]
    for (const field of fields) {
      for (const code of ['missing', 'invalid_type', 'too_small', 'too_big'])
        expect(found).toContain(`${field} ${code}`)
    }
    for (const code of ['missing', 'invalid_type', 'invalid_format'])
      expect(found).toContain(`timestamp ${code}`)
    for (const field of ['details', 'event_type', 'details.prompt_template_label']) {
      for (const code of ['missing', 'invalid_type']) expect(found).toContain(`${field} ${code}`)
    }
    for (const field of ['', 'user_name', 'user_email']) expect(found).toContain(`${field} invalid_type`)
  })
})

test('every strict event is a tolerant event', () => {
  fc.assert(fc.property(arbitraryStrictEvent(fc), (event) => readWebhookEvent(event).kind === 'event'))
})

/** The share of the events for which `is` returns true, from 0 to 1. */
function share(events: readonly WebhookEvent[], is: (event: WebhookEvent) => boolean): number {
  return events.filter(is).length / events.length
}

describe('the generated events include', () => {
  const tolerant = fc.sample(arbitraryEvent(fc), { numRuns: 4000, seed: 1 })
  const strict = fc.sample(arbitraryStrictEvent(fc), { numRuns: 4000, seed: 1 })
  const largest = Number.MAX_SAFE_INTEGER
  const detail = (event: WebhookEvent, is: (value: unknown, key: string) => boolean) =>
    Object.entries(event.details).some(([key, value]) => is(value, key))

  const inText = (event: WebhookEvent, pattern: RegExp) =>
    detail(event, (value) => typeof value === 'string' && pattern.test(value))

  test.each<[string, (event: WebhookEvent) => boolean]>([
    ['a missing name', (event) => !('user_name' in event)],
    ['a name of null', ({ user_name }) => user_name === null],
    ['a name', ({ user_name }) => typeof user_name === 'string'],
    ['a timestamp without a zone', ({ timestamp }) => /:[0-9]{2}(?:[.][0-9]+)?$/.test(timestamp.slice(14))],
    ['a timestamp in UTC', ({ timestamp }) => timestamp.endsWith('Z')],
    ['a timestamp with an offset', ({ timestamp }) => /[+-][0-9:]{5}$/.test(timestamp.slice(11))],
    ['a timestamp without a fraction', ({ timestamp }) => !timestamp.includes('.')],
    ['a timestamp with one fraction digit', ({ timestamp }) => /[.][0-9](?![0-9])/.test(timestamp)],
    ['a timestamp with more than nine fraction digits', ({ timestamp }) => /[.][0-9]{10}/.test(timestamp)],
    ['a leap day', ({ timestamp }) => timestamp.includes('-02-29')],
    ['another day', ({ timestamp }) => !timestamp.includes('-02-29')],
    ['the largest id', ({ user_id }) => user_id === largest],
    ['a small id', ({ user_id }) => user_id > 0 && user_id < 100],
    ['text outside ASCII', (event) => inText(event, /[^ -~]/)],
    ['text outside the Basic Multilingual Plane', (event) => inText(event, /[\u{10000}-\u{10ffff}]/u)],
    ['a control character', (event) => inText(event, /\p{Control}/u)],
    ['the name __proto__', (event) => detail(event, (value) => value === '__proto__')],
    ['a timestamp that eventDate can read', (event) => !Number.isNaN(eventDate(event).getTime())],
  ])('%s, by both contracts', (_, is) => {
    expect(share(tolerant, is)).toBeGreaterThan(0.002)
    expect(share(strict, is)).toBeGreaterThan(0.002)
  })

  const known = new Set([
    'event_type',
    'details',
    'user_id',
    'workspace_id',
    'timestamp',
    'user_name',
    'user_email',
  ])
  test.each<[string, (event: WebhookEvent) => boolean]>([
    ['unknown keys', (event) => Object.keys(event).some((key) => !known.has(key))],
    ['unknown keys in details', (event) => detail(event, (_, key) => !/_/.test(key))],
    ['the unknown key __proto__', (event) => Object.hasOwn(event, '__proto__')],
    ['no unknown key', (event) => Object.keys(event).every((key) => known.has(key))],
    ['an id below 1', ({ user_id }) => user_id < 1],
    ['the smallest id', ({ user_id }) => user_id === -largest],
    ['an empty name', (event) => detail(event, (value) => value === '')],
  ])('%s, by the tolerant contract', (_, is) => {
    expect(share(tolerant, is)).toBeGreaterThan(0.002)
  })

  test('plain objects only, as JSON.parse returns', () => {
    for (const event of [...tolerant, ...strict]) {
      expect(Object.getPrototypeOf(event)).toBe(Object.prototype)
      expect(Object.getPrototypeOf(event.details)).toBe(Object.prototype)
    }
  })
})

describe('a counterexample shrinks to a short event', () => {
  const shrunk = <Value>(arbitrary: fc.Arbitrary<Value>, fails: (value: Value) => boolean, seed: number) =>
    fc.check(
      fc.property(arbitrary, (value) => !fails(value)),
      { seed, numRuns: 1000 },
    ).counterexample?.[0]

  test.each([1, 2, 3, 4, 5])('a valid one, seed %i', (seed) => {
    const event = shrunk(arbitraryEvent(fc, 'prompt_template_deleted'), () => true, seed)
    expect(event).toMatchObject({
      event_type: 'prompt_template_deleted',
      details: { prompt_template_id: 0 },
      user_id: 0,
      workspace_id: 0,
    })
    expect(JSON.stringify(event).length).toBeLessThan(260)
    const large = shrunk(
      arbitraryStrictEvent(fc, 'prompt_template_deleted'),
      ({ user_id }) => user_id > 1000,
      seed,
    )
    expect(large).toMatchObject({ details: { prompt_template_id: 1 }, user_id: 1001, workspace_id: 1 })
  })

  test.each([1, 2, 3, 4, 5])('an invalid one, seed %i', (seed) => {
    const invalid = shrunk(
      arbitraryInvalidEvent(fc, 'prompt_template_deleted'),
      ({ issue }) => issue.path[0] === 'workspace_id' && issue.code === 'too_big',
      seed,
    )
    expect(invalid).toMatchObject({
      name: 'prompt_template_deleted: workspace_id is too big',
      event: { user_id: 0, workspace_id: 2 ** 53 },
    })
  })
})

test('a type that the contract does not define is a TypeError', () => {
  for (const make of strengths.flatMap(({ valid, invalid }) => [valid, invalid])) {
    expect(() => make(fc, 'prompt_template_added_later' as never)).toThrow(
      /^type: expected prompt_template_created, .*, got "prompt_template_added_later"$/,
    )
  }
})
