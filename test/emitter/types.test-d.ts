import { expectTypeOf, test } from 'vitest'
import {
  createEmitter,
  createEvent,
  type DeliveryReport,
  type DeliveryResult,
  deliver,
  retryDelay,
} from '../../src/emitter/index.js'
import type { PromptTemplateDeleted, PromptTemplateLabelMoved, WebhookEvent } from '../../src/index.js'

const origin = { userId: 1, workspaceId: 1 }
const deleted = { prompt_template_id: 1, prompt_template_name: 'a' }

test('createEvent returns the type that belongs to event_type', () => {
  expectTypeOf(createEvent('prompt_template_deleted', deleted, origin)).toEqualTypeOf<PromptTemplateDeleted>()
  const type = 'prompt_template_label_moved' as 'prompt_template_label_moved' | 'prompt_template_deleted'
  expectTypeOf<ReturnType<typeof createEvent<typeof type>>>().toEqualTypeOf<
    PromptTemplateLabelMoved | PromptTemplateDeleted
  >()
})

test('wrong details do not compile', () => {
  // @ts-expect-error no event has this type
  createEvent('prompt_template_added_later', deleted, origin)
  // @ts-expect-error the name is missing
  createEvent('prompt_template_deleted', { prompt_template_id: 1 }, origin)
  // @ts-expect-error an id is not a string
  createEvent('prompt_template_deleted', { ...deleted, prompt_template_id: '1' }, origin)
  // @ts-expect-error this event has no label
  createEvent('prompt_template_deleted', { ...deleted, prompt_template_label: 'prod' }, origin)
  // @ts-expect-error these details belong to another event
  createEvent('prompt_template_label_moved', deleted, origin)
  // @ts-expect-error the workspace is missing
  createEvent('prompt_template_deleted', deleted, { userId: 1 })
  // @ts-expect-error an origin is required
  createEvent('prompt_template_deleted', deleted)
  // @ts-expect-error a timestamp is a Date or a string
  createEvent('prompt_template_deleted', deleted, { ...origin, timestamp: 1 })
})

test('outcome narrows the result', () => {
  const result = {} as DeliveryResult
  expectTypeOf(result.outcome).toEqualTypeOf<'delivered' | 'retry' | 'gone' | 'refused'>()
  expectTypeOf(result.latencyMs).toBeNumber()
  if (result.outcome === 'delivered') expectTypeOf(result.response.status).toBeNumber()
  if (result.outcome === 'gone') expectTypeOf(result.status).toEqualTypeOf<410>()
  if (result.outcome === 'retry') {
    expectTypeOf(result.retryAfterMs).toEqualTypeOf<number | undefined>()
    expectTypeOf(result.status).toEqualTypeOf<number | undefined>()
  }
  // @ts-expect-error a refused delivery has no answer
  if (result.outcome === 'refused') result.response
  // @ts-expect-error only a retry has retryAfterMs
  if (result.outcome === 'delivered') result.retryAfterMs
})

test('deliver takes an endpoint and options', () => {
  const event = {} as WebhookEvent
  const endpoint = { url: 'https://example.com', secret: ['a', 'b'] as const }
  expectTypeOf(deliver(event, endpoint)).toEqualTypeOf<Promise<DeliveryResult>>()
  deliver(event, endpoint, { signal: AbortSignal.timeout(1), lookup: async () => ['192.0.2.1'] })
  // @ts-expect-error a secret is required
  deliver(event, { url: 'https://example.com' })
  // @ts-expect-error an environment variable may be undefined
  deliver(event, { url: 'https://example.com', secret: process.env.WEBHOOK_SECRET })
  // @ts-expect-error this is not a whole event
  deliver({ event_type: 'prompt_template_deleted' }, endpoint)
  // @ts-expect-error a host name or an address, not a pattern
  deliver(event, endpoint, { allow: [/localhost/] })
})

test('an emitter takes endpoints with filters, and reports', () => {
  const endpoint = { url: 'https://example.com', secret: 'a' }
  const emitter = createEmitter({
    endpoints: [{ ...endpoint, events: ['prompt_template_deleted'] }],
    retryDelay,
    onDelivery: (report) => expectTypeOf(report).toEqualTypeOf<DeliveryReport>(),
  })
  expectTypeOf(emitter.close({ signal: AbortSignal.timeout(1) })).toEqualTypeOf<Promise<void>>()
  // @ts-expect-error no event has this type
  createEmitter({ endpoints: [{ ...endpoint, events: ['prompt_template_added_later'] }] })
  // @ts-expect-error the emitter makes the ids of deliveries
  createEmitter({ endpoints: [], id: 'msg_1' })
})
