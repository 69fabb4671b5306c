import { expect, test, vi } from 'vitest'
import { catalog } from '../../src/generated/catalog.js'
import {
  InvalidEventError,
  isStrictWebhookEvent,
  parseStrictWebhookEvent,
  webhookEventTypes,
} from '../../src/index.js'
import { createTestEvent, exampleEvents } from '../../src/testing/index.js'
import { loadIn } from '../support/runtimes.js'
import { isDeeplyFrozen } from './deeply-frozen.js'

const attempt = (run: () => unknown): unknown => {
  try {
    return run()
  } catch (error) {
    return error
  }
}

test('there is a frozen example of each type, a payload that was really sent', () => {
  expect(Object.keys(exampleEvents)).toEqual(webhookEventTypes)
  for (const type of webhookEventTypes) {
    expect(exampleEvents[type]).toEqual(catalog[type].example)
    expect(parseStrictWebhookEvent(exampleEvents[type]).event_type).toBe(type)
  }
  expect(isDeeplyFrozen(exampleEvents)).toBe(true)
  expect(() => {
    Object.assign(exampleEvents.prompt_template_deleted.details, { prompt_template_id: 1 })
  }).toThrow(TypeError)
})

test('createTestEvent returns the example, a new object each time', () => {
  for (const type of webhookEventTypes) {
    expect(createTestEvent(type)).toEqual(exampleEvents[type])
    const event = createTestEvent(type)
    Object.assign(event, { user_id: 7 })
    Object.assign(event.details, { changed: 7 })
    expect(createTestEvent(type)).toEqual(exampleEvents[type])
  }
})

test('overrides are merged deeply', () => {
  const event = createTestEvent('prompt_template_label_moved', {
    details: { prompt_template_label: 'staging' },
    user_name: 'José',
  })
  const { details, ...envelope } = exampleEvents.prompt_template_label_moved
  expect(event).toEqual({
    ...envelope,
    user_name: 'José',
    details: { ...details, prompt_template_label: 'staging' },
  })
})

test('the overrides are copied: a change of the event leaves them alone', () => {
  const overrides = { details: { prompt_template_name: 'Hello' } }
  const event = createTestEvent('prompt_template_deleted', overrides)
  Object.assign(event.details, { prompt_template_name: 'changed' })
  expect(overrides).toEqual({ details: { prompt_template_name: 'Hello' } })
})

test('undefined removes an optional field, and is refused for a required one', () => {
  expect(createTestEvent('prompt_template_deleted', { user_name: undefined })).not.toHaveProperty('user_name')
  const lacking = attempt(() => createTestEvent('prompt_template_deleted', { user_id: undefined as never }))
  expect(lacking).toBeInstanceOf(InvalidEventError)
  expect(lacking).toMatchObject({ issues: [{ path: ['user_id'], code: 'missing' }] })
})

test('a fixture cannot be invalid', () => {
  const issuesOf = (overrides: object) => {
    const error = attempt(() => createTestEvent('prompt_template_version_created', overrides))
    return error instanceof InvalidEventError
      ? error.issues.map(({ path, code }) => `${path.join('.')} ${code}`)
      : error
  }
  expect(issuesOf({ details: { prompt_template_version_number: 1 } })).toEqual([
    'details.prompt_template_version_number too_small',
  ])
  expect(issuesOf({ details: { prompt_template_id: '15', colour: 1 }, user_name: '' })).toEqual([
    'details.prompt_template_id invalid_type',
    'details.colour unknown_key',
    'user_name too_short',
  ])
  expect(issuesOf({ details: null })).toEqual(['details invalid_type'])
  expect(issuesOf({ timestamp: new Date() })).toEqual(['timestamp invalid_type'])
  expect(issuesOf(JSON.parse('{"__proto__":{"user_id":2}}'))).toEqual(['__proto__ unknown_key'])
  expect(issuesOf([])).toEqual([' invalid_type'])
})

test('uniqueIds changes the ids only', () => {
  const events = webhookEventTypes.flatMap((type) =>
    Array.from({ length: 100 }, () => createTestEvent(type, {}, { uniqueIds: true })),
  )
  const ids = events.map(({ details }) =>
    Object.fromEntries(Object.entries(details).filter(([key]) => key.endsWith('_id'))),
  )
  expect(new Set(ids.map((each) => `${Object.values(each)[0]}`)).size).toBe(events.length)
  for (const [index, event] of events.entries()) {
    expect(isStrictWebhookEvent(event)).toBe(true)
    const { details, ...envelope } = exampleEvents[event.event_type]
    expect(event).toEqual({ ...envelope, details: { ...details, ...ids[index] } })
  }
})

test('a wrong or unknown option is a TypeError that names it', () => {
  const create = (options: unknown) => () => createTestEvent('prompt_template_deleted', {}, options as never)
  expect(create({ uniqeIds: true })).toThrow(
    new TypeError('uniqeIds: unknown option; expected only uniqueIds'),
  )
  expect(create({ uniqueIds: 'yes' })).toThrow(new TypeError('uniqueIds: expected a boolean, got a string'))
  expect(create(true)).toThrow(new TypeError('options: expected an object with uniqueIds, got a boolean'))
  expect(create({ uniqueIds: undefined })()).toEqual(exampleEvents.prompt_template_deleted)
})

test.each([
  ['0', 0, 1],
  ['a half', 0.5, 2 ** 51 + 1],
  ['almost 1', 1 - 2 ** -53, 2 ** 52],
])('uniqueIds: a process counts from a random number, here from %s', async (_, random, expected) => {
  const spy = vi.spyOn(Math, 'random').mockReturnValue(random)
  try {
    const kit = await loadIn('with node:crypto', () => import('../../src/testing/index.js'))
    const create = () => kit.createTestEvent('prompt_template_deleted', {}, { uniqueIds: true }).details
    expect([create().prompt_template_id, create().prompt_template_id]).toEqual([expected, expected + 1])
  } finally {
    spy.mockRestore()
  }
})

test('uniqueIds keeps an id that is overridden', () => {
  const overrides = { details: { prompt_template_id: 3 } }
  expect(
    createTestEvent('prompt_template_deleted', overrides, { uniqueIds: true }).details.prompt_template_id,
  ).toBe(3)
})

test('an unknown type, or a second type, is a TypeError', () => {
  expect(() => createTestEvent('prompt_template_added_later' as never)).toThrow(
    /^type: expected prompt_template_created, .*, got "prompt_template_added_later"$/,
  )
  expect(() => createTestEvent(undefined as never)).toThrow(/^type: .*, got undefined$/)
  // Events of the two types have the same fields.
  const overrides = { event_type: 'prompt_template_label_deleted' } as object
  expect(() => createTestEvent('prompt_template_label_created', overrides)).toThrow(
    new TypeError(
      'overrides.event_type: expected no other type than the first argument, prompt_template_label_created',
    ),
  )
})
