import type { z } from '@hono/zod-openapi'
import { expectTypeOf, test } from 'vitest'
import type { Json } from '../src/api/index.js'
import type { deliveryDetailsSchema, deliverySchema, resentSchema } from '../src/api/schemas/delivery.js'
import type { deliveryQuerySchema, givenUpFilterSchema } from '../src/api/schemas/list.js'
import type { activitySchema, overviewQuerySchema } from '../src/api/schemas/overview.js'
import type {
  listenerSchema,
  publicationSchema,
  publishedEventSchema,
} from '../src/api/schemas/published-event.js'
import type { replaySchema } from '../src/api/schemas/replay.js'
import type {
  disabledWebhookSchema,
  newWebhookSchema,
  rotationSchema,
  testSchema,
  webhookChangeSchema,
  webhookSchema,
  webhookSummarySchema,
  webhookWithSecretSchema,
} from '../src/api/schemas/webhook.js'
import type {
  Activity,
  Deliveries,
  Delivery,
  DeliveryDetails,
  DeliveryFilter,
  DeliveryState,
  DisabledWebhook,
  Listener,
  NewWebhook,
  PageRequest,
  Publication,
  PublishedEvent,
  Replay,
  Resent,
  Webhook,
  WebhookChange,
  WebhookSummary,
  Webhooks,
  WebhookWithSecret,
} from '../src/index.js'

// The types are written for people, with a docstring for each field, and the schemas for programs. A field
// that one of them lacks, or that has another type, does not compile here.

/** Events are described by the contract, so the schemas of the API leave them open. */
type WithoutEvent<Value> = Omit<Value, 'event'>
/** The hub checks event types itself, and names each wrong one, so the schemas take any text. */
type AnyTypes<Value> = {
  [Key in keyof Value]: Key extends 'eventTypes' ? string[] | null | undefined : Value[Key]
}

/** The API takes ids as text, and reads the times itself. A state may be given several times. */
type Query<Value> = {
  -readonly [Key in keyof Value]: Key extends 'subjectId'
    ? string | undefined
    : Key extends 'state'
      ? DeliveryState[] | undefined
      : Value[Key]
}

test('the API returns exactly what the hub returns', () => {
  expectTypeOf<z.output<typeof webhookSchema>>().toEqualTypeOf<Json<Webhook>>()
  expectTypeOf<z.output<typeof webhookSummarySchema>>().toEqualTypeOf<Json<WebhookSummary>>()
  expectTypeOf<z.output<typeof webhookWithSecretSchema>>().toEqualTypeOf<Json<WebhookWithSecret>>()
  expectTypeOf<z.output<typeof disabledWebhookSchema>>().toEqualTypeOf<Json<DisabledWebhook>>()
  expectTypeOf<z.output<typeof deliverySchema>>().toEqualTypeOf<Json<Delivery>>()
  expectTypeOf<WithoutEvent<z.output<typeof deliveryDetailsSchema>>>().toEqualTypeOf<
    WithoutEvent<Json<DeliveryDetails>>
  >()
  expectTypeOf<WithoutEvent<z.output<typeof publishedEventSchema>>>().toEqualTypeOf<
    WithoutEvent<Json<PublishedEvent>>
  >()
  expectTypeOf<z.output<typeof publicationSchema>>().toEqualTypeOf<Json<Publication>>()
  expectTypeOf<z.output<typeof activitySchema>>().toEqualTypeOf<Json<Activity>>()
  expectTypeOf<z.output<typeof replaySchema>>().toEqualTypeOf<Json<Replay>>()
  expectTypeOf<z.output<typeof resentSchema>>().toEqualTypeOf<Json<Resent>>()
  expectTypeOf<z.output<typeof listenerSchema>>().toEqualTypeOf<Json<Listener>>()
})

test('the API takes exactly what the hub takes', () => {
  expectTypeOf<z.output<typeof newWebhookSchema>>().toEqualTypeOf<AnyTypes<Json<NewWebhook>>>()
  expectTypeOf<z.output<typeof webhookChangeSchema>>().toEqualTypeOf<AnyTypes<Json<WebhookChange>>>()
  type Rotation = NonNullable<Parameters<Webhooks['rotateSecret']>[1]>
  expectTypeOf<z.output<typeof rotationSchema>>().toEqualTypeOf<Json<Rotation>>()
  expectTypeOf<z.output<typeof testSchema>>().toEqualTypeOf<
    Json<NonNullable<Parameters<Webhooks['test']>[1]>>
  >()
  expectTypeOf<z.output<typeof deliveryQuerySchema>>().toEqualTypeOf<Query<DeliveryFilter & PageRequest>>()
  expectTypeOf<z.output<typeof givenUpFilterSchema>>().toEqualTypeOf<
    Query<NonNullable<Parameters<Deliveries['resendGivenUp']>[0]>>
  >()
  expectTypeOf<z.output<typeof overviewQuerySchema>>().toEqualTypeOf<
    Json<NonNullable<Parameters<Deliveries['activity']>[0]>>
  >()
})
