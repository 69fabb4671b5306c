import { CloudEvent, type CloudEventV1 } from 'cloudevents'
import { expectTypeOf, test } from 'vitest'
import { fromCloudEvent, toCloudEvent, type WebhookCloudEvent } from '../../src/cloudevents/index.js'
import type { PromptTemplateCreated, UnknownWebhookEvent, WebhookEvent } from '../../src/index.js'

declare const created: PromptTemplateCreated
declare const unknown: UnknownWebhookEvent
declare const event: WebhookEvent

test('a CloudEvent is typed by its event', () => {
  const cloudEvent = toCloudEvent(created)
  expectTypeOf(cloudEvent).toEqualTypeOf<WebhookCloudEvent<PromptTemplateCreated>>()
  expectTypeOf(cloudEvent.type).toEqualTypeOf<'com.promptlayer.prompt_template_created'>()
  expectTypeOf(cloudEvent.data).toEqualTypeOf<PromptTemplateCreated>()
  expectTypeOf(toCloudEvent(unknown).type).toEqualTypeOf<`com.promptlayer.${string}`>()
  // @ts-expect-error a body is no event
  toCloudEvent('{}')
  // @ts-expect-error there is no such option
  toCloudEvent(event, { subject: 'a' })
})

test('it is one of the SDK', () => {
  expectTypeOf(toCloudEvent(event)).toExtend<CloudEventV1<WebhookEvent>>()
  expectTypeOf(new CloudEvent(toCloudEvent(event))).toEqualTypeOf<CloudEvent<WebhookEvent>>()
})

test('the event comes back, known or not', () => {
  expectTypeOf(fromCloudEvent({})).toEqualTypeOf<WebhookEvent | UnknownWebhookEvent>()
})
