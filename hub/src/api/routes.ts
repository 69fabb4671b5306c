import { createRoute, z } from '@hono/zod-openapi'
import {
  activityQuerySchema,
  activitySchema,
  deadFilterSchema,
  deliveryDetailsSchema,
  deliveryQuerySchema,
  deliverySchema,
  eventQuerySchema,
  eventSchema,
  idParameter,
  newWebhookSchema,
  pageOf,
  problemSchema,
  publicationSchema,
  publishedEventSchema,
  rotationSchema,
  testSchema,
  webhookChangeSchema,
  webhookSchema,
  webhookSummarySchema,
  webhookWithSecretSchema,
} from './schemas.js'

const json = <Schema extends z.ZodType>(schema: Schema, description: string) => ({
  description,
  content: { 'application/json': { schema } },
})
const sent = <Schema extends z.ZodType>(schema: Schema, required = true) => ({
  required,
  content: { 'application/json': { schema } },
})
const failure = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: problemSchema } },
})
const wrong = { 422: failure('Something is wrong with what was sent: the issues tell, field by field.') }
const missing = { 404: failure('There is no such one.') }

export const publishEvents = createRoute({
  method: 'post',
  path: '/events',
  summary: 'Publish an event, or a list of them: all or none',
  request: {
    headers: z.object({
      'idempotency-key': z.string().optional().openapi({
        description: 'What comes again under it is answered as the first time, and not sent again.',
      }),
    }),
    body: sent(z.union([eventSchema, z.array(eventSchema)])),
  },
  responses: {
    202: json(
      z.object({ publications: z.array(publicationSchema) }),
      'Accepted: from now on it is not lost.',
    ),
    409: failure('The idempotency key came before, with other events.'),
    ...wrong,
  },
})

export const listEvents = createRoute({
  method: 'get',
  path: '/events',
  summary: 'List events, the newest first',
  request: { query: eventQuerySchema },
  responses: { 200: json(pageOf(publishedEventSchema), 'A page of them.'), ...wrong },
})

export const getEvent = createRoute({
  method: 'get',
  path: '/events/{id}',
  summary: 'Get an event',
  request: { params: idParameter },
  responses: { 200: json(publishedEventSchema, 'The event.'), ...missing },
})

export const listWebhooks = createRoute({
  method: 'get',
  path: '/webhooks',
  summary: 'List webhooks, the oldest first',
  responses: { 200: json(z.array(webhookSummarySchema), 'All of them.') },
})

export const createWebhook = createRoute({
  method: 'post',
  path: '/webhooks',
  summary: 'Create a webhook',
  request: { body: sent(newWebhookSchema) },
  responses: { 201: json(webhookWithSecretSchema, 'Created, with its secret.'), ...wrong },
})

export const getWebhook = createRoute({
  method: 'get',
  path: '/webhooks/{id}',
  summary: 'Get a webhook',
  request: { params: idParameter },
  responses: { 200: json(webhookSummarySchema, 'The webhook.'), ...missing },
})

export const updateWebhook = createRoute({
  method: 'patch',
  path: '/webhooks/{id}',
  summary: 'Change a webhook',
  request: { params: idParameter, body: sent(webhookChangeSchema) },
  responses: { 200: json(webhookSchema, 'The webhook as it is now.'), ...missing, ...wrong },
})

export const removeWebhook = createRoute({
  method: 'delete',
  path: '/webhooks/{id}',
  summary: 'Remove a webhook, and all that was or was to be delivered to it',
  request: { params: idParameter },
  responses: { 204: { description: 'Removed.' }, ...missing },
})

export const rotateSecret = createRoute({
  method: 'post',
  path: '/webhooks/{id}/rotate-secret',
  summary: 'Give a webhook a new secret',
  request: { params: idParameter, body: sent(rotationSchema, false) },
  responses: {
    200: json(webhookWithSecretSchema, 'The webhook, with its new secret.'),
    ...missing,
    ...wrong,
  },
})

export const testWebhook = createRoute({
  method: 'post',
  path: '/webhooks/{id}/test',
  summary: "Send a webhook the contract's example of an event",
  request: { params: idParameter, body: sent(testSchema, false) },
  responses: { 202: json(deliverySchema, 'The delivery.'), ...missing, ...wrong },
})

export const listDeliveries = createRoute({
  method: 'get',
  path: '/deliveries',
  summary: 'List deliveries, the newest first',
  request: { query: deliveryQuerySchema },
  responses: { 200: json(pageOf(deliverySchema), 'A page of them.'), ...wrong },
})

export const getDelivery = createRoute({
  method: 'get',
  path: '/deliveries/{id}',
  summary: 'Get a delivery with each of its attempts',
  request: { params: idParameter },
  responses: { 200: json(deliveryDetailsSchema, 'The delivery.'), ...missing },
})

export const retryDelivery = createRoute({
  method: 'post',
  path: '/deliveries/{id}/retry',
  summary: 'Send a delivery again, now',
  request: { params: idParameter },
  responses: { 202: json(deliverySchema, 'The delivery.'), ...missing },
})

export const retryDead = createRoute({
  method: 'post',
  path: '/deliveries/retry-dead',
  summary: 'Send all dead deliveries again, or those that match, to webhooks that are enabled',
  request: { body: sent(deadFilterSchema, false) },
  responses: { 202: json(z.object({ count: z.int() }), 'So many.'), ...wrong },
})

export const getActivity = createRoute({
  method: 'get',
  path: '/activity',
  summary: 'Count attempts over time',
  request: { query: activityQuerySchema },
  responses: { 200: json(z.array(activitySchema), 'One for each span, the earliest first.'), ...wrong },
})
