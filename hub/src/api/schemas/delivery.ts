import { z } from '@hono/zod-openapi'
import { deliveryStateSchema, eventTypeSchema, id, time } from './scalars.js'

export const resendSchema = z.strictObject({
  ids: z.array(z.string()).openapi({ description: '1 to 1,000 ids of deliveries.' }),
})
export const resentSchema = z.object({
  count: z.int().openapi({ description: 'How many deliveries are sent again.' }),
  remaining: z.int().openapi({ description: 'How many are left, because one call sends at most 10,000.' }),
})
const part = z.union([z.string(), z.number()]).nullable()
export const subjectSchema = z
  .object({
    id: part.openapi({ description: 'The id of the thing, such as a prompt template.' }),
    name: part.openapi({ description: 'Its name.' }),
    previousName: part.openapi({ description: 'Its name before the event.' }),
    label: part.openapi({ description: 'The release label.' }),
    version: part.openapi({ description: 'The version of the thing.' }),
    run: part.openapi({ description: 'The id of the run or import.' }),
  })
  .openapi('Subject', {
    description: 'What an event is about, such as a prompt template. `null` for what the event does not say.',
  })
export const deliverySchema = z
  .object({
    id: id.openapi({ description: 'Every attempt sends it as `webhook-id`.' }),
    state: deliveryStateSchema,
    webhookId: id.openapi({ description: 'The webhook that it goes to.' }),
    url: z.string().openapi({ description: 'The current URL of the webhook.' }),
    eventId: id.openapi({ description: 'The event that it delivers.' }),
    eventType: eventTypeSchema,
    subject: subjectSchema,
    attempts: z.int().openapi({ description: 'The number of attempts so far.' }),
    lastStatus: z.int().nullable().openapi({
      description: 'The HTTP status of the last attempt. `null` if there was no attempt or no response.',
    }),
    reason: z.string().nullable().openapi({
      description:
        'For people: the result of the last attempt, or why the delivery was given up. `null` before either.',
    }),
    nextAttemptAt: time
      .nullable()
      .openapi({ description: 'The earliest time of the next attempt. `null` if there will be none.' }),
    urgent: z.boolean().openapi({
      description:
        'Whether that attempt is made even if the webhook is disabled, paused or resting: the first one of a test, or of what was sent again by hand.',
    }),
    createdAt: time.openapi({ description: 'When its event was accepted.' }),
    updatedAt: time.openapi({ description: 'When it last changed.' }),
  })
  .openapi('Delivery')
const headers = z.record(z.string(), z.string())
const attemptSchema = z
  .object({
    number: z.int().openapi({ description: 'Counts from 1.' }),
    outcome: z.enum(['delivered', 'retry', 'gone', 'refused']).openapi({ description: 'How it ended.' }),
    startedAt: time.openapi({ description: 'When the request began.' }),
    latencyMs: z.number().openapi({ description: 'The duration of the whole attempt, in milliseconds.' }),
    reason: z
      .string()
      .openapi({ description: 'For people: the outcome in one line, without values of the event.' }),
    request: z.object({ url: z.string(), headers }).openapi({
      description: 'What was sent, signatures included. For `refused`: what would have been sent.',
    }),
    response: z.object({ status: z.int(), headers, body: z.string() }).nullable().openapi({
      description:
        '`null` if there was no response. The body is cut. The endpoint controls headers and body: escape them.',
    }),
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
    body: z.string().openapi({ description: 'The request body, exactly as it is sent and signed.' }),
    log: z.array(attemptSchema).openapi({ description: 'Every attempt, oldest first.' }),
    schedule: z.array(z.object({ at: time })).openapi({
      description:
        'The attempts that are left if all of them fail, at most 20, and at most one to a disabled webhook. All but the first are estimates.',
    }),
  })
  .openapi('DeliveryDetails')
