import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createEvent, type EventOrigin } from '../../src/emitter/index.js'
import { unchangedFields } from '../../src/emitter/unchanged.js'
import { catalog } from '../../src/generated/catalog.js'
import { InvalidEventError, isStrictWebhookEvent, type WebhookEventType } from '../../src/index.js'
import { examples } from './examples.js'

const origin: EventOrigin = { userId: 1, workspaceId: 1 }
const entries = Object.values(catalog)

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

/** The issues of the InvalidEventError that `run` throws. */
function issuesOf(run: () => unknown) {
  try {
    run()
  } catch (error) {
    if (error instanceof InvalidEventError) return error.issues
    throw error
  }
  return expect.fail('nothing was thrown')
}

test.each(examples)('$event_type: createEvent can make the real payload', (event) => {
  const { event_type, details, timestamp } = event
  expect(createEvent(event_type, details, { ...origin, timestamp })).toEqual(event)
})

test.each(examples)('$event_type: the fields come in the order of the contract', (event) => {
  const made = createEvent(event.event_type, event.details, { ...origin, timestamp: event.timestamp })
  expect(JSON.stringify(made)).toBe(JSON.stringify(event))
})

const deleted = { prompt_template_id: 8, prompt_template_name: '2' }

test('the user’s name and email are in the event if they are given', () => {
  const make = (more: Partial<EventOrigin>) =>
    createEvent('prompt_template_deleted', deleted, { ...origin, ...more })
  expect(make({})).not.toHaveProperty('user_name')
  expect(make({ userName: undefined, userEmail: undefined })).not.toHaveProperty('user_email')
  expect(make({ userName: 'José', userEmail: null })).toMatchObject({ user_name: 'José', user_email: null })
})

test('the default timestamp is now, in the sender’s format', () => {
  vi.setSystemTime('2023-12-01T22:05:57.924Z')
  expect(createEvent('prompt_template_deleted', deleted, origin).timestamp).toBe('2023-12-01T22:05:57.924000')
})

test('events keep their order when the clock steps back, and follow it if it was wrong', () => {
  const timestampAt = (now: string) => {
    vi.setSystemTime(now)
    return createEvent('prompt_template_deleted', deleted, origin).timestamp
  }
  expect([
    timestampAt('2024-02-01T00:01:00.001Z'),
    timestampAt('2024-02-01T00:01:00.000Z'),
    timestampAt('2024-02-01T00:00:01.000Z'),
    timestampAt('2024-02-01T00:00:00.001Z'),
    timestampAt('2024-02-01T00:01:00.001Z'),
  ]).toEqual([
    '2024-02-01T00:01:00.001000',
    '2024-02-01T00:01:00.001001',
    '2024-02-01T00:01:00.001002',
    // More than a minute back.
    '2024-02-01T00:00:00.001000',
    '2024-02-01T00:01:00.001000',
  ])
})

test('events of the same millisecond keep their order', () => {
  vi.setSystemTime('2024-01-01T00:00:00.007Z')
  const timestamps = Array.from(
    { length: 1500 },
    () => createEvent('prompt_template_deleted', deleted, origin).timestamp,
  )
  expect(timestamps.slice(0, 2)).toEqual(['2024-01-01T00:00:00.007000', '2024-01-01T00:00:00.007001'])
  expect(timestamps.at(-1)).toBe('2024-01-01T00:00:00.008499')
  expect(new Set(timestamps).size).toBe(1500)
  expect([...timestamps].sort()).toEqual(timestamps)
})

test('a timestamp is a Date, or a string that is sent unchanged', () => {
  const make = (timestamp: Date | string) =>
    createEvent('prompt_template_deleted', deleted, { ...origin, timestamp }).timestamp
  expect(make(new Date('2023-12-01T23:05:57.9+01:00'))).toBe('2023-12-01T22:05:57.900000')
  const otherRealm = runInNewContext("new Date('2023-12-01T22:05:57Z')")
  expect(make(otherRealm)).toBe('2023-12-01T22:05:57.000000')
  expect(make('2023-12-01T22:05:57Z')).toBe('2023-12-01T22:05:57Z')
  const dates = fc.date({
    min: new Date('0000-01-01'),
    max: new Date('9999-12-31T23:59:59.999Z'),
    noInvalidDate: true,
  })
  fc.assert(fc.property(dates, (date) => make(date) === date.toISOString().replace('Z', '000')))
})

test('issues name each wrong field', () => {
  const issues = issuesOf(() =>
    createEvent(
      'prompt_template_deleted',
      // @ts-expect-error a name is not a number, and this event has no label
      { prompt_template_id: 0, prompt_template_name: 1, prompt_template_label: 'prod' },
      { userId: 0, workspaceId: 1.5, timestamp: 'secret-value' },
    ),
  )
  expect(issues.map(({ path, code }) => `${path.join('.')} ${code}`).sort()).toEqual([
    'details.prompt_template_id too_small',
    'details.prompt_template_label unknown_key',
    'details.prompt_template_name invalid_type',
    'timestamp invalid_format',
    'user_id too_small',
    'workspace_id invalid_type',
  ])
  expect(JSON.stringify(issues)).not.toContain('secret-value')
})

test('the one-event rule: prompt_template_created is version 1, prompt_template_version_created starts at 2', () => {
  const version = (number: number) => ({ ...deleted, prompt_template_version_number: number })
  for (const [type, number] of [
    ['prompt_template_created', 2],
    ['prompt_template_version_created', 1],
  ] as const) {
    const issues = issuesOf(() => createEvent(type, version(number), origin))
    expect(issues.map(({ path }) => path)).toEqual([['details', 'prompt_template_version_number']])
  }
})

test('an unknown event type is an issue of event_type', () => {
  // @ts-expect-error no event has this type
  const issues = issuesOf(() => createEvent('prompt_template_added_later', deleted, origin))
  expect(issues.map(({ path, code }) => [path, code])).toEqual([[['event_type'], 'invalid_value']])
})

const changes = entries.flatMap(({ type, example, details }) =>
  details
    .filter(({ name }) => name.startsWith('old_') && details.some((field) => `old_${field.name}` === name))
    .map(({ name }) => [type, name.slice('old_'.length), example.details] as const),
)

test('two events have an old value and a new one', () => {
  expect(changes.map(([type]) => type)).toEqual([
    'prompt_template_name_changed',
    'prompt_template_label_moved',
  ])
})

test.each(changes)('%s: %s must differ from its old value', (type, field, details) => {
  const values = details as unknown as Record<string, string | number>
  const same = { ...values, [field]: values[`old_${field}`] }
  const issues = issuesOf(() => createEvent(type as WebhookEventType, same as never, origin))
  expect(issues.map(({ path, code }) => [path, code])).toEqual([[['details', field], 'invalid_value']])
  expect(issues[0]?.message).toContain(`details.${field}: `)
  expect(JSON.stringify(issues)).not.toContain(JSON.stringify(values[`old_${field}`]))
})

test('old and new values of any type are compared, and a field without a counterpart is ignored', () => {
  expect(unchangedFields({ a: ['x', 1], old_a: ['x', 1], b: true, old_b: true })).toHaveLength(2)
  expect(unchangedFields({ a: ['x', 1], old_a: ['x', 2], b: '1', old_b: 1, old_c: 1, old_: 1 })).toEqual([])
})

test('for any input, createEvent makes a strict event or throws an InvalidEventError with issues', () => {
  const scalar = fc.oneof(fc.integer({ min: -2, max: 20 }), fc.string(), fc.constant(null), fc.double())
  const property = fc.property(
    fc.constantFrom(...entries),
    fc.dictionary(fc.string(), scalar),
    scalar,
    scalar,
    (entry, more, id, user) => {
      const fields = entry.details.map(({ name }) => name)
      const details = { ...entry.example.details, ...more, [fields[0] ?? '']: id }
      try {
        const event = createEvent(entry.type, details as never, { userId: user as number, workspaceId: 1 })
        return isStrictWebhookEvent(event)
      } catch (error) {
        return error instanceof InvalidEventError && error.issues.length > 0
      }
    },
  )
  fc.assert(property, { numRuns: 500 })
})

test('a wrong origin or an invalid date is a TypeError', () => {
  // @ts-expect-error no origin
  expect(() => createEvent('prompt_template_deleted', deleted)).toThrow(TypeError)
  const timestamp = new Date(Number.NaN)
  expect(() => createEvent('prompt_template_deleted', deleted, { ...origin, timestamp })).toThrow(TypeError)
  expect(() =>
    createEvent('prompt_template_deleted', deleted, { ...origin, timestamp: new Date(8.64e15) }),
  ).toThrow('timestamp')
})
