import { describe, expectTypeOf, test } from 'vitest'
import type { z } from 'zod'
import type { catalog } from '../src/contract/catalog.js'
import {
  InvalidEventError,
  isWebhookEvent,
  isWebhookEventType,
  type PromptTemplateCreated,
  type PromptTemplateLabelMoved,
  type PromptTemplateLabelMovedDetails,
  parseWebhookEvent,
  readWebhookEvent,
  type UnknownWebhookEvent,
  type WebhookEvent,
  type WebhookEventDetails,
  type WebhookEventMap,
  type WebhookEventOf,
  type WebhookEventType,
} from '../src/index.js'
import type {
  strictWebhookEnvelopeSchema,
  strictWebhookEventSchema,
  webhookEnvelopeSchema,
  webhookEventSchema,
} from '../src/zod.js'

describe('the generated types equal what zod infers, both ways', () => {
  type Inferred<Strength extends 'tolerant' | 'strict'> = {
    -readonly [Type in keyof typeof catalog]: z.infer<(typeof catalog)[Type][Strength]>
  }
  type Plain = { [Type in keyof WebhookEventMap]: WebhookEventMap[Type] }

  test('for every event', () => {
    expectTypeOf<Plain>().toEqualTypeOf<Inferred<'tolerant'>>()
    expectTypeOf<Plain>().toEqualTypeOf<Inferred<'strict'>>()
  })

  test('for the union and the envelope', () => {
    expectTypeOf<WebhookEvent>().toEqualTypeOf<z.infer<typeof webhookEventSchema>>()
    expectTypeOf<WebhookEvent>().toEqualTypeOf<z.infer<typeof strictWebhookEventSchema>>()
    expectTypeOf<UnknownWebhookEvent>().toEqualTypeOf<z.infer<typeof webhookEnvelopeSchema>>()
    expectTypeOf<UnknownWebhookEvent>().toEqualTypeOf<z.infer<typeof strictWebhookEnvelopeSchema>>()
  })
})

test('the union, its types and its map are one', () => {
  expectTypeOf<WebhookEventType>().toEqualTypeOf<WebhookEvent['event_type']>()
  expectTypeOf<WebhookEventType>().toEqualTypeOf<keyof WebhookEventMap>()
  expectTypeOf<WebhookEventMap[WebhookEventType]>().toEqualTypeOf<WebhookEvent>()
  expectTypeOf<WebhookEventOf<WebhookEventType>>().toEqualTypeOf<WebhookEvent>()
})

test('an event and its details by type', () => {
  expectTypeOf<WebhookEventOf<'prompt_template_created'>>().toEqualTypeOf<PromptTemplateCreated>()
  expectTypeOf<
    WebhookEventDetails<'prompt_template_label_moved'>
  >().toEqualTypeOf<PromptTemplateLabelMovedDetails>()
})

test('event_type narrows', () => {
  const event = parseWebhookEvent({})
  if (event.event_type === 'prompt_template_label_moved') {
    expectTypeOf(event).toEqualTypeOf<PromptTemplateLabelMoved>()
    expectTypeOf(event.details.old_prompt_template_version_number).toBeNumber()
  }
})

test('a switch over the types is exhaustive', () => {
  const subject = (event: WebhookEvent): string => {
    switch (event.event_type) {
      case 'prompt_template_created':
      case 'prompt_template_version_created':
      case 'prompt_template_deleted':
        return event.details.prompt_template_name
      case 'prompt_template_name_changed':
        return event.details.old_prompt_template_name
      case 'prompt_template_label_created':
      case 'prompt_template_label_deleted':
      case 'prompt_template_label_moved':
        return event.details.prompt_template_label
      default:
        return event satisfies never
    }
  }
  expectTypeOf(subject).returns.toBeString()
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
