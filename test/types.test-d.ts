import { describe, expectTypeOf, test } from 'vitest'
import type { z } from 'zod'
import { cacheTags } from '../src/cache/index.js'
import { type CloudEventOptions, fromCloudEvent, toCloudEvent } from '../src/cloudevents/index.js'
import type { catalog } from '../src/contract/catalog.js'
import type {
  CheckEndpointUrlOptions,
  DeliveryOptions,
  EmitterEndpoint,
  EmitterOptions,
  EventOrigin,
} from '../src/emitter/index.js'
import {
  InvalidEventError,
  isWebhookEvent,
  isWebhookEventType,
  type PromptTemplateCreated,
  type PromptTemplateDeleted,
  type PromptTemplateLabelMoved,
  type PromptTemplateLabelMovedDetails,
  type PromptTemplateVersionCreated,
  parseWebhookEvent,
  readWebhookEvent,
  type UnknownEventType,
  type UnknownWebhookEvent,
  type WebhookEnvelope,
  type WebhookEvent,
  type WebhookEventDetails,
  type WebhookEventMap,
  type WebhookEventOf,
  type WebhookEventType,
} from '../src/index.js'
import { createPromptCache, type PromptCacheOptions } from '../src/prompt-cache/index.js'
import {
  createReceiver,
  type Delivery,
  type ReceiverOptions,
  type ReplayMemoryOptions,
} from '../src/receiver/index.js'
import { applyEvent } from '../src/registry/index.js'
import { verifyWebhookEvent } from '../src/signature/index.js'
import type { SignedMessage } from '../src/standard-webhooks/index.js'
import {
  type CheckReceiverOptions,
  checkPayloads,
  type NextDeliveryOptions,
  type SignedRequestOptions,
  type TestAnswerOptions,
  type TestEndpointOptions,
  type TestEventOptions,
} from '../src/testing/index.js'
import type {
  strictWebhookEnvelopeSchema,
  strictWebhookEventSchema,
  webhookEnvelopeSchema,
  webhookEventSchema,
} from '../src/zod.js'

// `string & {}`, the type of an open enumeration, is an object type too.
type DeepReadonly<T> = T extends string
  ? T
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T

describe('the generated types equal what tolerant zod schemas infer, but read-only; strict ones infer no more', () => {
  type Inferred<Strength extends 'tolerant' | 'strict'> = {
    readonly [Type in keyof typeof catalog]: DeepReadonly<z.infer<(typeof catalog)[Type][Strength]>>
  }
  type Plain = { [Type in keyof WebhookEventMap]: WebhookEventMap[Type] }

  test('for every event', () => {
    expectTypeOf<Plain>().toEqualTypeOf<Inferred<'tolerant'>>()
    expectTypeOf<Inferred<'strict'>>().toExtend<Plain>()
  })

  test('for the union and the envelope', () => {
    expectTypeOf<WebhookEvent>().toEqualTypeOf<DeepReadonly<z.infer<typeof webhookEventSchema>>>()
    expectTypeOf<DeepReadonly<z.infer<typeof strictWebhookEventSchema>>>().toExtend<WebhookEvent>()
    expectTypeOf<WebhookEnvelope>().toEqualTypeOf<DeepReadonly<z.infer<typeof webhookEnvelopeSchema>>>()
    expectTypeOf<DeepReadonly<z.infer<typeof strictWebhookEnvelopeSchema>>>().toExtend<WebhookEnvelope>()
  })
})

test('the union, the event types and the map list the same events', () => {
  expectTypeOf<WebhookEventType>().toEqualTypeOf<WebhookEvent['event_type']>()
  expectTypeOf<WebhookEventType>().toEqualTypeOf<keyof WebhookEventMap>()
  expectTypeOf<WebhookEventMap[WebhookEventType]>().toEqualTypeOf<WebhookEvent>()
  expectTypeOf<WebhookEventOf<WebhookEventType>>().toEqualTypeOf<WebhookEvent>()
})

test('an event type leads to its event and its details', () => {
  expectTypeOf<WebhookEventOf<'prompt_template_created'>>().toEqualTypeOf<PromptTemplateCreated>()
  expectTypeOf<
    WebhookEventDetails<'prompt_template_label_moved'>
  >().toEqualTypeOf<PromptTemplateLabelMovedDetails>()
})

test('event_type narrows an event', () => {
  const event = parseWebhookEvent({})
  if (event.event_type === 'prompt_template_label_moved') {
    expectTypeOf(event).toEqualTypeOf<PromptTemplateLabelMoved>()
    expectTypeOf(event.details.old_prompt_template_version_number).toBeNumber()
  }
})

function describeEvent(event: WebhookEvent | UnknownWebhookEvent): string {
  switch (event.event_type) {
    case 'prompt_template_created':
    case 'prompt_template_version_created':
      expectTypeOf(event).toEqualTypeOf<PromptTemplateCreated | PromptTemplateVersionCreated>()
      return `version ${event.details.prompt_template_version_number}`
    case 'prompt_template_deleted':
      expectTypeOf(event).toEqualTypeOf<PromptTemplateDeleted>()
      expectTypeOf(event.details.prompt_template_id).toBeNumber()
      return event.details.prompt_template_name
    default:
      expectTypeOf(event).toEqualTypeOf<
        | Exclude<WebhookEvent, PromptTemplateCreated | PromptTemplateVersionCreated | PromptTemplateDeleted>
        | UnknownWebhookEvent
      >()
      return event.event_type
  }
}

describe('a switch on event_type', () => {
  test('narrows an event, whether its type may be unknown or not', () => {
    expectTypeOf(describeEvent).toBeCallableWith(parseWebhookEvent({}))
  })

  test('narrows everything that the package hands out', () => {
    const reading = readWebhookEvent({})
    if (reading.kind !== 'invalid') describeEvent(reading.event)
    describeEvent(verifyWebhookEvent({ body: '', signature: '', secret: 'a' }))
    describeEvent(fromCloudEvent({}))
    const { receive } = createReceiver({ secret: null, on: {}, onUnknown: (event) => describeEvent(event) })
    void receive({ body: '', headers: {} }).then((result) => 'event' in result && describeEvent(result.event))
    for (const { event } of checkPayloads('folder')) describeEvent(event)
  })

  test('if works as well', () => {
    const event = fromCloudEvent({})
    if (event.event_type === 'prompt_template_label_moved') {
      expectTypeOf(event).toEqualTypeOf<PromptTemplateLabelMoved>()
    } else if (isWebhookEvent(event)) {
      expectTypeOf(event).toEqualTypeOf<Exclude<WebhookEvent, PromptTemplateLabelMoved>>()
    }
  })
})

describe('an unknown event type', () => {
  test('is a string that no known event type can be', () => {
    expectTypeOf<UnknownEventType>().toExtend<string>()
    expectTypeOf<WebhookEventType>().not.toExtend<UnknownEventType>()
    // @ts-expect-error TS2322: a string may be a known type
    const type: UnknownEventType = 'added_later'
    return type
  })

  test('is compared as a string', () => {
    const event = {} as UnknownWebhookEvent
    const type: string = event.event_type
    if (type === 'added_later') expectTypeOf(event.details.anything).toBeUnknown()
    // @ts-expect-error TS2367: the opaque type equals no literal
    if (event.event_type === 'added_later') return
  })
})

describe('what takes an event', () => {
  test('takes what the package hands out', () => {
    const event = fromCloudEvent({})
    cacheTags(event)
    toCloudEvent(event)
    applyEvent(null, event)
    createPromptCache({ load: async () => null }).apply(event)
    expectTypeOf<UnknownWebhookEvent>().toExtend<WebhookEnvelope>()
  })

  test('takes an event of any type that you write or import as JSON', () => {
    const event = { event_type: 'added_later', details: { a: 1 }, user_id: 1, workspace_id: 1, timestamp: '' }
    const imported = {} as typeof import('../examples/payloads/prompt_template_deleted.json')
    for (const each of [event, imported]) {
      cacheTags(each)
      toCloudEvent(each)
      applyEvent(null, each)
      createPromptCache({ load: async () => null }).apply(each)
    }
    expectTypeOf(toCloudEvent(event).type).toEqualTypeOf<`com.promptlayer.${string}`>()
  })
})

test('guards, readings and errors narrow', () => {
  const value = {} as unknown
  if (isWebhookEvent(value)) expectTypeOf(value).toEqualTypeOf<WebhookEvent>()
  if (isWebhookEventType(value)) expectTypeOf(value).toEqualTypeOf<WebhookEventType>()
  if (value instanceof InvalidEventError) expectTypeOf(value).toEqualTypeOf<InvalidEventError>()
  const reading = readWebhookEvent(value)
  if (reading.kind === 'unknown') expectTypeOf(reading.event).toEqualTypeOf<UnknownWebhookEvent>()
  if (reading.kind === 'invalid') expectTypeOf(reading.error).toEqualTypeOf<InvalidEventError>()
})

test('each option that may be absent may be undefined', () => {
  type WithUndefined<Options> = {
    [Name in keyof Options]: object extends Pick<Options, Name> ? Options[Name] | undefined : Options[Name]
  }
  type EachWithUndefined<List> = { [Index in keyof List]: WithUndefined<List[Index]> }
  type All = [
    ReceiverOptions,
    ReplayMemoryOptions,
    Delivery,
    SignedMessage,
    CloudEventOptions,
    PromptCacheOptions<unknown>,
    EventOrigin,
    CheckEndpointUrlOptions,
    DeliveryOptions,
    EmitterOptions,
    EmitterEndpoint,
    CheckReceiverOptions,
    SignedRequestOptions,
    TestEndpointOptions,
    TestAnswerOptions,
    NextDeliveryOptions,
    TestEventOptions,
  ]
  expectTypeOf<All>().toEqualTypeOf<EachWithUndefined<All>>()
})
