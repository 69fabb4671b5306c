import { z } from '@hono/zod-openapi'
import { deliveryStateSchema, eventTypeSchema, id, time } from './scalars.js'

export const resendSchema = z.strictObject({
  ids: z.array(z.string()).openapi({ description: '1 to 1,000 ids of deliveries.' }),
})
const part = z.union([z.string(), z.number()]).nullable()
export const subjectSchema = z
  .object({ id: part, name: part, previousName: part, label: part, version: part, run: part })
  .openapi('Subject', {
    description: 'What an event is about, such as a prompt template. `null` for what the event does not say.',
  })
export const deliverySchema = z
  .object({
    id,
    state: deliveryStateSchema,
    webhookId: id,
    url: z.string(),
    eventId: id,
    eventType: eventTypeSchema,
    subject: subjectSchema,
    attempts: z.int(),
    lastStatus: z.int().nullable(),
    reason: z.string().nullable(),
    nextAttemptAt: time.nullable(),
    createdAt: time,
    updatedAt: time,
  })
  .openapi('Delivery')
const headers = z.record(z.string(), z.string())
const attemptSchema = z
  .object({
    number: z.int(),
    outcome: z.enum(['delivered', 'retry', 'gone', 'refused']),
    startedAt: time,
    latencyMs: z.number(),
    reason: z.string(),
    request: z.object({ url: z.string(), headers }),
    response: z.object({ status: z.int(), headers, body: z.string() }).nullable(),
  })
  .openapi('Attempt')
// `openapi.ts` puts the contract's schema in its place.
export const eventSchema = z.unknown().openapi('WebhookEvent')
// An unknown value would be optional.
export const storedEventSchema = z.looseObject({}).openapi('WebhookEvent') as z.ZodType
export const deliveryDetailsSchema = z
  .object({
    ...deliverySchema.shape,
    event: storedEventSchema,
    body: z.string(),
    log: z.array(attemptSchema),
    schedule: z.array(z.object({ at: time })).openapi({
      description:
        'The attempts that are left if all of them fail, at most 20. All but the first are estimates.',
    }),
  })
  .openapi('DeliveryDetails')
