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

test('examples by type', () => {
  expectTypeOf(exampleEvents.prompt_template_label_moved).toEqualTypeOf<PromptTemplateLabelMoved>()
  expectTypeOf(exampleEvents[{} as WebhookEventType]).toEqualTypeOf<WebhookEvent>()
  // @ts-expect-error no event has this type
  exampleEvents.prompt_template_archived
})

test('an event is typed by its type, and so is each part that is overridden', () => {
  const event = createTestEvent('prompt_template_label_moved', { details: { prompt_template_label: 'prod' } })
  expectTypeOf(event).toEqualTypeOf<PromptTemplateLabelMoved>()
  createTestEvent('prompt_template_deleted', { user_name: undefined, user_email: null }, { uniqueIds: true })
  for (const type of webhookEventTypes) expectTypeOf(createTestEvent(type)).toEqualTypeOf<WebhookEvent>()
  // @ts-expect-error no event has this type
  createTestEvent('prompt_template_archived')
  // @ts-expect-error this event has no label
  createTestEvent('prompt_template_deleted', { details: { prompt_template_label: 'prod' } })
  // @ts-expect-error an id is no string
  createTestEvent('prompt_template_deleted', { details: { prompt_template_id: '1' } })
  // @ts-expect-error this field has to be there
  createTestEvent('prompt_template_deleted', { user_id: undefined })
  // @ts-expect-error the type is said already
  createTestEvent('prompt_template_deleted', { event_type: 'prompt_template_deleted' })
})

test('arbitraries are those of fast-check', () => {
  expectTypeOf(arbitraryEvent(fc)).toEqualTypeOf<fc.Arbitrary<WebhookEvent>>()
  expectTypeOf(arbitraryEvent(everything)).toEqualTypeOf<fc.Arbitrary<WebhookEvent>>()
  expectTypeOf(arbitraryStrictEvent(fc, 'prompt_template_label_moved')).toEqualTypeOf<
    fc.Arbitrary<PromptTemplateLabelMoved>
  >()
  expectTypeOf(arbitraryInvalidEvent(fc)).toEqualTypeOf<fc.Arbitrary<InvalidEvent>>()
  // @ts-expect-error fast-check is handed in
  arbitraryEvent('prompt_template_label_moved')
  // @ts-expect-error no event has this type
  arbitraryEvent(fc, 'prompt_template_archived')
})

test('what is signed fits where requests go', () => {
  const { fetch, receive } = createReceiver({ secret: null, on: {} })
  expectTypeOf(signedRequest({}, 'a')).toEqualTypeOf<Request>()
  fetch(signedRequest(exampleEvents.prompt_template_deleted, ['a', 'b'], { url: 'http://localhost' }))
  receive(signedDelivery(invalidEvents[0]?.event, 'a', { messageId: 'msg_1', timestamp: 0 }))
  expectTypeOf(globalThis.fetch).toBeCallableWith('http://localhost', signedDelivery({}, 'a'))
  // @ts-expect-error a variable that may not be set is no secret
  signedDelivery({}, process.env.WEBHOOK_SECRET)
  // @ts-expect-error the value has no address
  signedDelivery({}, 'a', { url: 'http://localhost' })
})

test('recorded payloads are events, known or not', () => {
  expectTypeOf(checkPayloads('folder')[0]?.event).toEqualTypeOf<
    WebhookEvent | UnknownWebhookEvent | undefined
  >()
})

test('expect knows the matchers', () => {
  expectTypeOf(expect(1).toBeWebhookEvent).parameter(0).toEqualTypeOf<WebhookEventType | undefined>()
  expect(1).not.toMatchContract()
  expect(Promise.resolve(1)).resolves.toBeWebhookEvent('prompt_template_deleted')
  expect({}).toEqual({ event: expect.toBeWebhookEvent(), other: expect.toMatchContract() })
  // @ts-expect-error no event has this type
  expect(1).toBeWebhookEvent('prompt_template_archived')
  // @ts-expect-error all of the contract
  expect(1).toMatchContract('prompt_template_deleted')
})
