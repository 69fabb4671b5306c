import { expectTypeOf, test } from 'vitest'
import {
  createEmitter,
  createEvent,
  type DeliveryReport,
  type DeliveryResult,
  deliver,
  retryDelays,
} from '../../src/emitter/index.js'
import type { PromptTemplateDeleted, PromptTemplateLabelMoved, WebhookEvent } from '../../src/index.js'

const origin = { userId: 1, workspaceId: 1 }
const deleted = { prompt_template_id: 1, prompt_template_name: 'a' }

test('an event has the type that its name says', () => {
  expectTypeOf(createEvent('prompt_template_deleted', deleted, origin)).toEqualTypeOf<PromptTemplateDeleted>()
  const type = 'prompt_template_label_moved' as 'prompt_template_label_moved' | 'prompt_template_deleted'
  expectTypeOf<ReturnType<typeof createEvent<typeof type>>>().toEqualTypeOf<
    PromptTemplateLabelMoved | PromptTemplateDeleted
  >()
})

test('wrong details do not compile', () => {
  // @ts-expect-error no event has this type
  createEvent('prompt_template_archived', deleted, origin)
  // @ts-expect-error the name is missing
  createEvent('prompt_template_deleted', { prompt_template_id: 1 }, origin)
  // @ts-expect-error an id is no string
  createEvent('prompt_template_deleted', { ...deleted, prompt_template_id: '1' }, origin)
  // @ts-expect-error this event has no label
  createEvent('prompt_template_deleted', { ...deleted, prompt_template_label: 'prod' }, origin)
  // @ts-expect-error these details are those of another event
  createEvent('prompt_template_label_moved', deleted, origin)
  // @ts-expect-error an event happens in a workspace
  createEvent('prompt_template_deleted', deleted, { userId: 1 })
  // @ts-expect-error an origin is required
  createEvent('prompt_template_deleted', deleted)
  // @ts-expect-error a time is a date or text
  createEvent('prompt_template_deleted', deleted, { ...origin, timestamp: 1 })
})

test('the outcome of a delivery tells what it holds', () => {
  const result = {} as DeliveryResult
  expectTypeOf(result.outcome).toEqualTypeOf<'delivered' | 'retry' | 'gone' | 'refused'>()
  expectTypeOf(result.latency).toBeNumber()
  if (result.outcome === 'delivered') expectTypeOf(result.response.status).toBeNumber()
  if (result.outcome === 'gone') expectTypeOf(result.status).toEqualTypeOf<410>()
  if (result.outcome === 'retry') {
    expectTypeOf(result.retryAfter).toEqualTypeOf<number | undefined>()
    expectTypeOf(result.status).toEqualTypeOf<number | undefined>()
  }
  // @ts-expect-error what is refused was not answered
  if (result.outcome === 'refused') result.response
  // @ts-expect-error only what is to be tried again says when
  if (result.outcome === 'delivered') result.retryAfter
})

test('deliver takes what is used with it', () => {
  const event = {} as WebhookEvent
  const endpoint = { url: 'https://example.com', secret: ['a', 'b'] as const }
  expectTypeOf(deliver(event, endpoint)).toEqualTypeOf<Promise<DeliveryResult>>()
  deliver(event, endpoint, { signal: AbortSignal.timeout(1), lookup: async () => ['192.0.2.1'] })
  // @ts-expect-error a secret is required
  deliver(event, { url: 'https://example.com' })
  // @ts-expect-error a variable that may not be set is no secret
  deliver(event, { url: 'https://example.com', secret: process.env.WEBHOOK_SECRET })
  // @ts-expect-error an envelope without its event is not sent
  deliver({ event_type: 'prompt_template_deleted' }, endpoint)
  // @ts-expect-error a host name or an address, not a pattern
  deliver(event, endpoint, { allow: [/localhost/] })
})

test('an emitter takes endpoints with filters, and reports', () => {
  const endpoint = { url: 'https://example.com', secret: 'a' }
  const emitter = createEmitter({
    endpoints: [{ ...endpoint, events: ['prompt_template_deleted'] }],
    retryDelays,
    onDelivery: (report) => expectTypeOf(report).toEqualTypeOf<DeliveryReport>(),
  })
  expectTypeOf(emitter.close({ signal: AbortSignal.timeout(1) })).toEqualTypeOf<Promise<void>>()
  // @ts-expect-error no event has this type
  createEmitter({ endpoints: [{ ...endpoint, events: ['prompt_template_archived'] }] })
  // @ts-expect-error the id of a delivery is the emitter's to make
  createEmitter({ endpoints: [], id: 'msg_1' })
})
