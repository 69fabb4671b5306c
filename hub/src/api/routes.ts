import { createRoute, z } from '@hono/zod-openapi'
import {
  activitySchema,
  deliveryDetailsSchema,
  deliveryQuerySchema,
  deliverySchema,
  disabledWebhookSchema,
  eventQuerySchema,
  eventSchema,
  givenUpFilterSchema,
  idParameter,
  newWebhookSchema,
  overviewQuerySchema,
  overviewSchema,
  pageOf,
  problemSchema,
  publicationSchema,
  publishedEventDetailsSchema,
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
const wrong = { 422: failure('The request is invalid. `issues` lists every problem, field by field.') }
const missing = { 404: failure('Nothing exists under this id.') }

export const publishEvents = createRoute({
  method: 'post',
  path: '/events',
  summary: 'Publish an event, or a list of events (all or none)',
  request: {
    headers: z.object({
      'idempotency-key': z.string().optional().openapi({
        description:
          'Publishing again with the same key returns the first response and sends nothing again. 1 to 255 printable ASCII characters; remembered for a day by default.',
      }),
    }),
    body: sent(z.union([eventSchema, z.array(eventSchema)])),
  },
  responses: {
    202: json(
      z.object({ publications: z.array(publicationSchema) }),
      'Accepted and stored. The events will be delivered at least once.',
    ),
    409: failure('The idempotency key was already used for different events.'),
    507: failure('The disk of the database is full. Nothing was stored; what was accepted before is safe.'),
    ...wrong,
  },
})

export const listEvents = createRoute({
  method: 'get',
  path: '/events',
  summary: 'List events, newest first',
  request: { query: eventQuerySchema },
  responses: { 200: json(pageOf(publishedEventSchema), 'One page of events.'), ...wrong },
})

export const getEvent = createRoute({
  method: 'get',
  path: '/events/{id}',
  summary: 'Get an event with its deliveries',
  request: { params: idParameter },
  responses: { 200: json(publishedEventDetailsSchema, 'The event.'), ...missing },
})

export const listWebhooks = createRoute({
  method: 'get',
  path: '/webhooks',
  summary: 'List webhooks, oldest first',
  responses: { 200: json(z.array(webhookSummarySchema), 'All webhooks.') },
})

export const createWebhook = createRoute({
  method: 'post',
  path: '/webhooks',
  summary: 'Create a webhook',
  request: { body: sent(newWebhookSchema) },
  responses: {
    201: json(webhookWithSecretSchema, 'The new webhook with its secret, which is not returned again.'),
    ...wrong,
  },
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
  responses: { 200: json(webhookSchema, 'The webhook after the change.'), ...missing, ...wrong },
})

const webhookAct = <Path extends string>(path: Path, summary: string) =>
  createRoute({
    method: 'post',
    path,
    summary,
    request: { params: idParameter },
    responses: { 200: json(webhookSchema, 'The webhook after it.'), ...missing },
  })
export const webhookActs = {
  pause: webhookAct('/webhooks/{id}/pause', 'Pause a webhook: its deliveries wait until it is resumed'),
  resume: webhookAct('/webhooks/{id}/resume', 'End the pause of a webhook, and its rest if it rests'),
  enable: webhookAct('/webhooks/{id}/enable', 'Enable a webhook'),
}

export const disableWebhook = createRoute({
  method: 'post',
  path: '/webhooks/{id}/disable',
  summary: 'Disable a webhook: new events skip it, and its unfinished deliveries are given up',
  request: { params: idParameter },
  responses: { 200: json(disabledWebhookSchema, 'The webhook, and how much was given up.'), ...missing },
})

export const removeWebhook = createRoute({
  method: 'delete',
  path: '/webhooks/{id}',
  summary: 'Delete a webhook and all its deliveries',
  request: { params: idParameter },
  responses: { 204: { description: 'Deleted.' }, ...missing },
})

export const rotateSecret = createRoute({
  method: 'post',
  path: '/webhooks/{id}/rotate-secret',
  summary: 'Give a webhook a new secret',
  request: { params: idParameter, body: sent(rotationSchema, false) },
  responses: {
    200: json(webhookWithSecretSchema, 'The webhook with its new secret, which is not returned again.'),
    ...missing,
    ...wrong,
  },
})

export const testWebhook = createRoute({
  method: 'post',
  path: '/webhooks/{id}/test',
  summary: 'Send an example event to a webhook',
  request: { params: idParameter, body: sent(testSchema, false) },
  responses: { 202: json(deliverySchema, 'The delivery.'), ...missing, ...wrong },
})

export const listDeliveries = createRoute({
  method: 'get',
  path: '/deliveries',
  summary: 'List deliveries, newest first',
  request: { query: deliveryQuerySchema },
  responses: { 200: json(pageOf(deliverySchema), 'One page of deliveries.'), ...wrong },
})

export const getDelivery = createRoute({
  method: 'get',
  path: '/deliveries/{id}',
  summary: 'Get a delivery with all its attempts',
  request: { params: idParameter },
  responses: { 200: json(deliveryDetailsSchema, 'The delivery.'), ...missing },
})

export const resendDelivery = createRoute({
  method: 'post',
  path: '/deliveries/{id}/resend',
  summary: 'Send a delivery again now',
  request: { params: idParameter },
  responses: { 202: json(deliverySchema, 'The delivery.'), ...missing },
})

export const resendGivenUp = createRoute({
  method: 'post',
  path: '/deliveries/resend-given-up',
  summary: 'Send deliveries that were given up again, if they match the filter and their webhook is enabled',
  request: { body: sent(givenUpFilterSchema, false) },
  responses: {
    202: json(z.object({ count: z.int() }), 'The number of deliveries that are sent again.'),
    ...wrong,
  },
})

export const getActivity = createRoute({
  method: 'get',
  path: '/activity',
  summary: 'Count attempts, and deliveries that were given up, over time',
  request: { query: overviewQuerySchema },
  responses: { 200: json(z.array(activitySchema), 'One entry per span of time, earliest first.'), ...wrong },
})

export const getOverview = createRoute({
  method: 'get',
  path: '/overview',
  summary: 'Tell how deliveries fared, what waits, and what needs attention',
  request: { query: overviewQuerySchema },
  responses: { 200: json(overviewSchema, 'The hub at a glance.'), ...missing, ...wrong },
})
