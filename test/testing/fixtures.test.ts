import { expect, test } from 'vitest'
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

test('there is a frozen example of each type, as really sent', () => {
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

test('an event for a test is the example, a new one each time', () => {
  for (const type of webhookEventTypes) {
    expect(createTestEvent(type)).toEqual(exampleEvents[type])
    const event = createTestEvent(type)
    Object.assign(event, { user_id: 7 })
    Object.assign(event.details, { changed: 7 })
    expect(createTestEvent(type)).toEqual(exampleEvents[type])
  }
})

test('overrides are merged into it, to the bottom', () => {
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

test('overrides are taken as they are, and not kept', () => {
  const overrides = { details: { prompt_template_name: 'Hello' } }
  const event = createTestEvent('prompt_template_deleted', overrides)
  Object.assign(event.details, { prompt_template_name: 'changed' })
  expect(overrides).toEqual({ details: { prompt_template_name: 'Hello' } })
})

test('undefined leaves an optional field away, and is refused for any other', () => {
  expect(createTestEvent('prompt_template_deleted', { user_name: undefined })).not.toHaveProperty('user_name')
  const lacking = attempt(() => createTestEvent('prompt_template_deleted', { user_id: undefined as never }))
  expect(lacking).toBeInstanceOf(InvalidEventError)
  expect(lacking).toMatchObject({ issues: [{ path: ['user_id'], code: 'missing' }] })
})

test('a fixture cannot be wrong', () => {
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

test('ids are unique on request, and the rest stays as it is', () => {
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

test('nor are they those of another process', async () => {
  const firstId = async () => {
    const kit = await loadIn('with node:crypto', () => import('../../src/testing/index.js'))
    return kit.createTestEvent('prompt_template_deleted', {}, { uniqueIds: true }).details.prompt_template_id
  }
  expect(await firstId()).not.toBe(await firstId())
})

test('an id that is overridden stays so', () => {
  const overrides = { details: { prompt_template_id: 3 } }
  expect(
    createTestEvent('prompt_template_deleted', overrides, { uniqueIds: true }).details.prompt_template_id,
  ).toBe(3)
})

test('a type that is none, or a second one, is a mistake of the program', () => {
  expect(() => createTestEvent('prompt_template_archived' as never)).toThrow(
    /^type: expected prompt_template_created, .*, got "prompt_template_archived"$/,
  )
  expect(() => createTestEvent(undefined as never)).toThrow(/^type: .*, got undefined$/)
  // The two events have the same fields.
  const overrides = { event_type: 'prompt_template_label_deleted' } as object
  expect(() => createTestEvent('prompt_template_label_created', overrides)).toThrow(
    new TypeError('overrides: the type is the first argument'),
  )
})
