import { describe, expect, test } from 'vitest'
import { catalog } from '../../src/generated/catalog.js'
import { detailsSchemas, type FieldSchema, spellings } from '../../src/generated/schemas.js'
import { isStrictWebhookEvent, isWebhookEvent, webhookEventTypes } from '../../src/index.js'

type Change = Record<string, unknown>

function verdicts(type: keyof typeof catalog, envelope: Change, details: Change = {}) {
  const { example } = catalog[type]
  const event = { ...example, ...envelope, details: { ...example.details, ...details } }
  return [isWebhookEvent(event), isStrictWebhookEvent(event)].map((verdict) =>
    verdict ? 'accepts' : 'refuses',
  )
}

const both = ['accepts', 'accepts']
const tolerantOnly = ['accepts', 'refuses']
const neither = ['refuses', 'refuses']
const largest = Number.MAX_SAFE_INTEGER

describe.each(webhookEventTypes)('%s: tolerant, strict', (type) => {
  test.each([
    ['nothing changed', {}, both],
    ['user_id 1', { user_id: 1 }, both],
    ['the largest user_id', { user_id: largest }, both],
    ['user_id 0', { user_id: 0 }, tolerantOnly],
    ['the smallest user_id', { user_id: -largest }, tolerantOnly],
    ['a user_id too large', { user_id: largest + 1 }, neither],
    ['a user_id too small', { user_id: -largest - 1 }, neither],
    ['a user_id with a fraction', { user_id: 1.5 }, neither],
    ['workspace_id 0', { workspace_id: 0 }, tolerantOnly],
    ['a user name', { user_name: 'José' }, both],
    ['null as the user name', { user_name: null, user_email: null }, both],
    ['an empty user name', { user_name: '' }, tolerantOnly],
    ['an email address', { user_email: 'a@b.example' }, both],
    ['a user name of another type', { user_name: 1 }, neither],
    ['an email address of another type', { user_email: false }, neither],
    ['an undefined user name', { user_name: undefined }, neither],
    ['an unknown key', { extra: 1 }, tolerantOnly],
  ])('%s', (_, change, expected) => {
    expect(verdicts(type, change)).toEqual(expected)
  })

  test('an unknown key of details', () => {
    expect(verdicts(type, {}, { extra: 1 })).toEqual(tolerantOnly)
  })

  test.each([[[]], [null], ['{}'], [undefined]])('details %j', (details) => {
    const event = { ...catalog[type].example, details }
    expect([isWebhookEvent(event), isStrictWebhookEvent(event)]).toEqual([false, false])
  })

  test.each(fieldsOf(type))(
    'details: $field is present, of its type, within its strict bounds',
    (fieldOf) => {
      const { field, required, tolerant, strict } = fieldOf
      const { [field]: _, ...rest } = catalog[type].example.details as unknown as Change
      const lacking = { ...catalog[type].example, details: rest }
      const expected = required ? neither : both
      expect(
        [isWebhookEvent, isStrictWebhookEvent].map((is) => (is(lacking) ? 'accepts' : 'refuses')),
      ).toEqual(expected)
      for (const [value, verdict] of valuesOf(tolerant, strict)) {
        expect(verdicts(type, {}, { [field]: value }), `${field} ${JSON.stringify(value)}`).toEqual(verdict)
      }
    },
  )
})

function fieldsOf(type: keyof typeof catalog) {
  const { tolerant, strict } = detailsSchemas[type]
  return Object.entries(tolerant.properties ?? {}).map(([field, schema]) => ({
    field,
    required: tolerant.required?.includes(field),
    tolerant: schema,
    strict: strict.properties?.[field] ?? {},
  }))
}

/** Values of a field, and the verdicts of both strengths: what each kind of field promises. */
function valuesOf(tolerant: FieldSchema, strict: FieldSchema): [unknown, string[]][] {
  const [present, nothing] = tolerant.oneOf ?? []
  if (present && nothing) {
    const values = valuesOf(present, strict.oneOf?.[0] ?? {})
    return [...values.filter(([value]) => value !== null), [null, both]]
  }
  const own = tolerant.type === 'integer' ? 'number' : tolerant.type
  const others = Object.entries({ null: null, boolean: true, string: 'a', number: 1, array: [], object: {} })
  const wrong = others.filter(([type]) => type !== own)
  return [...wrong.map(([, value]): [unknown, string[]] => [value, neither]), ...rightTypes(tolerant, strict)]
}

function rightTypes(tolerant: FieldSchema, strict: FieldSchema): [unknown, string[]][] {
  const { type, pattern, enum: closed, items } = tolerant
  const { minimum = -largest, maximum = largest } = strict
  const all = (values: readonly unknown[] = [], verdict: string[]) =>
    values.map((value): [unknown, string[]] => [value, verdict])
  if (type === 'array' && items) {
    return [
      [[], both],
      ...valuesOf(items, strict.items ?? {}).map(([item, verdict]): [unknown, string[]] => [[item], verdict]),
    ]
  }
  if (type === 'integer') {
    return [
      ...all([1.5, largest + 1], neither),
      ...all([-largest, minimum - 1], tolerantOnly),
      ...all([minimum, maximum], both),
    ]
  }
  if (type === 'number')
    return [...all([minimum - 1, maximum + 1], tolerantOnly), ...all([minimum, maximum], both)]
  if (type === 'boolean') return all([true, false], both)
  if (closed) return [...all(['', 'added_later'], neither), ...all(closed, both)]
  if (strict.enum) return [...all(['', 'added_later'], tolerantOnly), ...all(strict.enum, both)]
  if (pattern !== undefined) {
    const { taken, refused } = spellings[pattern] ?? {}
    return [...all(taken, both), ...all(refused, neither)]
  }
  if (type === 'string')
    return [
      ['', strict.minLength ? tolerantOnly : both],
      ['José', both],
    ]
  // What is inside an object is judged by the corpus.
  return []
}

test.each([
  ['prompt_template_created', 1, both],
  ['prompt_template_created', 2, tolerantOnly],
  ['prompt_template_version_created', 1, tolerantOnly],
  ['prompt_template_version_created', 2, both],
  ['prompt_template_label_created', 1, both],
  ['prompt_template_label_moved', 1, both],
] as const)('the one-event rule: %s of version %i', (type, version, expected) => {
  expect(verdicts(type, {}, { prompt_template_version_number: version })).toEqual(expected)
})

test.each(['event_type', 'details', 'user_id', 'workspace_id', 'timestamp'])('%s is required', (field) => {
  const { [field]: _, ...event } = catalog.prompt_template_deleted.example as unknown as Change
  expect([isWebhookEvent(event), isStrictWebhookEvent(event)]).toEqual([false, false])
})
