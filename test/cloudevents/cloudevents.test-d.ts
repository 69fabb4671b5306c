import { CloudEvent, type CloudEventV1 } from 'cloudevents'
import { expectTypeOf, test } from 'vitest'
import { fromCloudEvent, toCloudEvent, type WebhookCloudEvent } from '../../src/cloudevents/index.js'
import type { PromptTemplateCreated, UnknownWebhookEvent, WebhookEvent } from '../../src/index.js'

declare const created: PromptTemplateCreated
declare const unknown: UnknownWebhookEvent
declare const event: WebhookEvent

test('the type of a CloudEvent follows from its event', () => {
  const cloudEvent = toCloudEvent(created)
  expectTypeOf(cloudEvent).toEqualTypeOf<WebhookCloudEvent<PromptTemplateCreated>>()
  expectTypeOf(cloudEvent.type).toEqualTypeOf<'com.promptlayer.prompt_template_created'>()
  expectTypeOf(cloudEvent.data).toEqualTypeOf<PromptTemplateCreated>()
  expectTypeOf(toCloudEvent(unknown).type).toEqualTypeOf<`com.promptlayer.${string}`>()
  // @ts-expect-error a body is not an event
  toCloudEvent('{}')
  // @ts-expect-error unknown option
  toCloudEvent(event, { subject: 'a' })
})

test('it fits the types of the SDK', () => {
  expectTypeOf(toCloudEvent(event)).toExtend<CloudEventV1<WebhookEvent>>()
  expectTypeOf(new CloudEvent(toCloudEvent(event))).toEqualTypeOf<CloudEvent<WebhookEvent>>()
})

test('fromCloudEvent returns known and unknown events', () => {
  expectTypeOf(fromCloudEvent({})).toEqualTypeOf<WebhookEvent | UnknownWebhookEvent>()
})
