import { expect, test, vi } from 'vitest'
import '../../src/testing/vitest.js'
import {
  addWebhookEventMatchers,
  createTestEvent,
  exampleEvents,
  invalidEvents,
  webhookEventMatchers,
} from '../../src/testing/index.js'

const event = exampleEvents.prompt_template_deleted
const messageOf = (run: () => void): string => {
  try {
    run()
  } catch (error) {
    return (error as Error).message
  }
  return 'did not throw'
}

test('toBeWebhookEvent passes for what a receiver accepts', () => {
  expect(event).toBeWebhookEvent()
  expect({ ...event, extra: 1, user_id: 0 }).toBeWebhookEvent('prompt_template_deleted')
  for (const invalid of invalidEvents) expect(invalid.event).not.toBeWebhookEvent()
  expect(event).not.toBeWebhookEvent('prompt_template_created')
  expect({ ...event, event_type: 'added_later' }).not.toBeWebhookEvent()
})

test('toMatchContract passes for what an emitter may send', () => {
  expect(event).toMatchContract()
  expect({ ...event, extra: 1 }).not.toMatchContract()
  expect({ ...event, user_id: 0 }).not.toMatchContract()
  expect({ ...event, event_type: 'added_later' }).not.toMatchContract()
})

test('a message says what was expected and found, without the values', () => {
  const { user_id, ...lacking } = { ...event, timestamp: 'secret-value' }
  expect(
    messageOf(() => expect(lacking).toBeWebhookEvent()),
  ).toBe(`expected a webhook event, got an invalid event:
  user_id: missing, expected a whole number
  timestamp: expected a string like 2023-12-01T22:05:57.924833, got a string of another form`)
  expect(messageOf(() => expect(event).toBeWebhookEvent('prompt_template_created'))).toBe(
    'expected a webhook event of type prompt_template_created, got prompt_template_deleted',
  )
  expect(messageOf(() => expect({ ...event, event_type: 'secret' }).toBeWebhookEvent())).toBe(
    'expected a webhook event, got an event of a type that the contract does not know',
  )
  expect(messageOf(() => expect({ ...event, extra: 1 }).toMatchContract())).toBe(
    `expected an event that matches the strict contract, got an invalid event:
  extra: not a field of this event, remove it`,
  )
  expect(messageOf(() => expect(event).not.toBeWebhookEvent())).toBe(
    'expected anything but a webhook event, got prompt_template_deleted',
  )
  expect(messageOf(() => expect(event).not.toMatchContract())).toBe(
    'expected anything but an event that matches the strict contract, got prompt_template_deleted',
  )
})

test('a type that the contract does not define throws, with .not too', () => {
  for (const run of [
    () => expect(event).toBeWebhookEvent('prompt_template_added_later' as never),
    () => expect(event).not.toBeWebhookEvent('prompt_template_added_later' as never),
  ]) {
    expect(messageOf(run)).toMatch(/^type: expected .*, got "prompt_template_added_later"$/)
  }
})

test('the matchers work inside other matchers', () => {
  const calls = [{ event: createTestEvent('prompt_template_deleted'), attempt: 1 }]
  expect(calls).toEqual([{ event: expect.toBeWebhookEvent('prompt_template_deleted'), attempt: 1 }])
  expect(calls).toEqual([expect.objectContaining({ event: expect.toMatchContract() })])
  expect(calls).not.toEqual([{ event: expect.toBeWebhookEvent('prompt_template_created'), attempt: 1 }])
})

/** What a diff shows in place of a matcher that was compared with a value. */
function shownAfter(matcher: unknown, value: unknown): string {
  const shown = matcher as { toAsymmetricMatcher(): string }
  expect([value]).not.toEqual([matcher])
  return shown.toAsymmetricMatcher().replaceAll('"', '')
}

test('inside other matchers, the diff says what is wrong, without the values', () => {
  const wrong = { ...event, user_id: 'secret-value' }
  expect(shownAfter(expect.toBeWebhookEvent(), wrong)).toBe(
    `toBeWebhookEvent<> (expected a webhook event, got an invalid event:
  user_id: expected a whole number, got a string)`,
  )
  expect(shownAfter(expect.toBeWebhookEvent('prompt_template_created'), event)).toBe(
    'toBeWebhookEvent<prompt_template_created> (expected a webhook event of type prompt_template_created, got prompt_template_deleted)',
  )
  expect(shownAfter(expect.toMatchContract(), { ...event, extra: 1 })).toBe(
    `toMatchContract<> (expected an event that matches the strict contract, got an invalid event:
  extra: not a field of this event, remove it)`,
  )
  const { not } = expect as unknown as { not: typeof expect }
  expect(shownAfter(not.toMatchContract(), event)).toBe(
    'not.toMatchContract<> (expected anything but an event that matches the strict contract, got prompt_template_deleted)',
  )
})

test('what passes is not explained, also after something was refused', () => {
  const matcher = expect.toBeWebhookEvent()
  shownAfter(matcher, 1)
  expect([event]).toEqual([matcher])
  expect((matcher as unknown as { toAsymmetricMatcher(): string }).toAsymmetricMatcher()).toBe(
    'toBeWebhookEvent<>',
  )
})

test('a runner whose asymmetric matchers look otherwise gets the matchers alone', () => {
  const extend = vi.fn()
  addWebhookEventMatchers({ extend })
  const native = { extend, toBeWebhookEvent: () => ({}), toMatchContract: () => ({}) }
  addWebhookEventMatchers(native)
  expect(extend.mock.calls).toEqual([[webhookEventMatchers], [webhookEventMatchers]])
})

test('webhookEventMatchers has both matchers, for any expect', () => {
  expect(Object.keys(webhookEventMatchers)).toEqual(['toBeWebhookEvent', 'toMatchContract'])
})
