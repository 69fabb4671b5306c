import fc, * as everything from 'fast-check'
import { expect, expectTypeOf, test } from 'vitest'
import type { PromptTemplateLabelMoved, UnknownWebhookEvent, WebhookEvent } from '../../src/index.js'
import { type WebhookEventType, webhookEventTypes } from '../../src/index.js'
import { createReceiver } from '../../src/receiver/index.js'
import '../../src/testing/vitest.js'
import {
  arbitraryEvent,
  arbitraryInvalidEvent,
  arbitraryStrictEvent,
  checkPayloads,
  createTestEvent,
  exampleEvents,
  type InvalidEvent,
  invalidEvents,
  signedDelivery,
  signedRequest,
} from '../../src/testing/index.js'

test('an example has the type of its event', () => {
  expectTypeOf(exampleEvents.prompt_template_label_moved).toEqualTypeOf<PromptTemplateLabelMoved>()
  expectTypeOf(exampleEvents[{} as WebhookEventType]).toEqualTypeOf<WebhookEvent>()
  // @ts-expect-error no event has this type
  exampleEvents.prompt_template_added_later
})

test('createTestEvent types the event and the overrides', () => {
  const event = createTestEvent('prompt_template_label_moved', { details: { prompt_template_label: 'prod' } })
  expectTypeOf(event).toEqualTypeOf<PromptTemplateLabelMoved>()
  createTestEvent('prompt_template_deleted', { user_name: undefined, user_email: null }, { uniqueIds: true })
  for (const type of webhookEventTypes) expectTypeOf(createTestEvent(type)).toEqualTypeOf<WebhookEvent>()
  // @ts-expect-error no event has this type
  createTestEvent('prompt_template_added_later')
  // @ts-expect-error this event has no label
  createTestEvent('prompt_template_deleted', { details: { prompt_template_label: 'prod' } })
  // @ts-expect-error an id is a number
  createTestEvent('prompt_template_deleted', { details: { prompt_template_id: '1' } })
  // @ts-expect-error this field is required
  createTestEvent('prompt_template_deleted', { user_id: undefined })
  // @ts-expect-error the type is the first argument
  createTestEvent('prompt_template_deleted', { event_type: 'prompt_template_deleted' })
})

test('the arbitraries have the types of fast-check', () => {
  expectTypeOf(arbitraryEvent(fc)).toEqualTypeOf<fc.Arbitrary<WebhookEvent>>()
  expectTypeOf(arbitraryEvent(everything)).toEqualTypeOf<fc.Arbitrary<WebhookEvent>>()
  expectTypeOf(arbitraryStrictEvent(fc, 'prompt_template_label_moved')).toEqualTypeOf<
    fc.Arbitrary<PromptTemplateLabelMoved>
  >()
  expectTypeOf(arbitraryInvalidEvent(fc)).toEqualTypeOf<fc.Arbitrary<InvalidEvent>>()
  // @ts-expect-error fast-check is the first argument
  arbitraryEvent('prompt_template_label_moved')
  // @ts-expect-error no event has this type
  arbitraryEvent(fc, 'prompt_template_added_later')
})

test('signed requests and deliveries fit receivers and fetch', () => {
  const { fetch, receive } = createReceiver({ secret: null, on: {} })
  expectTypeOf(signedRequest({}, 'a')).toEqualTypeOf<Request>()
  fetch(signedRequest(exampleEvents.prompt_template_deleted, ['a', 'b'], { url: 'http://localhost' }))
  receive(signedDelivery(invalidEvents[0]?.event, 'a', { messageId: 'msg_1', timestamp: 0 }))
  expectTypeOf(globalThis.fetch).toBeCallableWith('http://localhost', signedDelivery({}, 'a'))
  // @ts-expect-error an environment variable may be undefined
  signedDelivery({}, process.env.WEBHOOK_SECRET)
  // @ts-expect-error a delivery has no URL
  signedDelivery({}, 'a', { url: 'http://localhost' })
})

test('a recorded payload is a known or an unknown event', () => {
  expectTypeOf(checkPayloads('folder')[0]?.event).toEqualTypeOf<
    WebhookEvent | UnknownWebhookEvent | undefined
  >()
})

test('expect has the matchers', () => {
  expectTypeOf(expect(1).toBeWebhookEvent).parameter(0).toEqualTypeOf<WebhookEventType | undefined>()
  expect(1).not.toMatchContract()
  expect(Promise.resolve(1)).resolves.toBeWebhookEvent('prompt_template_deleted')
  expect({}).toEqual({ event: expect.toBeWebhookEvent(), other: expect.toMatchContract() })
  // @ts-expect-error no event has this type
  expect(1).toBeWebhookEvent('prompt_template_added_later')
  // @ts-expect-error toMatchContract has no argument
  expect(1).toMatchContract('prompt_template_deleted')
})
