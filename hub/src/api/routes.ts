import { createRoute, z } from '@hono/zod-openapi'
import { exampleOf } from '../catalog.js'
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
  listenerSchema,
  liveEventsQuerySchema,
  newWebhookSchema,
  overviewQuerySchema,
  overviewSchema,
  pageOf,
  problemSchema,
  publicationSchema,
  publishedEventDetailsSchema,
  publishedEventSchema,
  replayRequestSchema,
  replaySchema,
  resendSchema,
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
const sent = <Schema extends z.ZodType>(schema: Schema, example: object, required = true) => ({
  required,
  content: { 'application/json': { schema, example } },
})
const failure = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: problemSchema } },
})
const wrong = { 422: failure('The request is invalid. `issues` lists every problem, field by field.') }
const wrongQuery = {
  400: failure('The query is invalid. `issues` lists every problem, parameter by parameter.'),
}
const tag = {
  ETag: {
    schema: { type: 'string' as const },
    description: 'Send it back in `If-Match` to change only what you have read.',
  },
}
const missing = { 404: failure('Nothing exists under this id.') }

export const publishEvents = createRoute({
  operationId: 'publishEvents',
  tags: ['Events'],
  method: 'post',
  path: '/events',
  summary: 'Publish an event, or a list of events (all or none)',
  request: {
    headers: z.object({
      'idempotency-key': z.string().optional().openapi({
        minLength: 1,
        maxLength: 255,
        pattern: '^[\\x20-\\x7e]+$',
        description:
          'Publishing again with the same key returns the first response and sends nothing again, also if the keys of the event are in another order. Remembered for a day by default.',
      }),
    }),
    body: sent(z.union([eventSchema, z.array(eventSchema).min(1).max(1000)]), exampleOf(undefined)),
  },
  responses: {
    202: json(
      z.object({ publications: z.array(publicationSchema) }),
      'Accepted and stored. The events will be delivered at least once.',
    ),
    409: failure('The idempotency key was already used for different events.'),
    ...wrong,
  },
})

export const listEvents = createRoute({
  operationId: 'listEvents',
  tags: ['Events'],
  method: 'get',
  path: '/events',
  summary: 'List events, newest first',
  request: { query: eventQuerySchema },
  responses: { 200: json(pageOf(publishedEventSchema), 'One page of events.'), ...wrongQuery },
})

export const liveEvents = createRoute({
  operationId: 'followEvents',
  tags: ['Events'],
  method: 'get',
  path: '/events/live',
  summary: 'Follow events as they are published, and go on where you stopped',
  description:
    'Server-sent events. The first one, `start`, and each `event` have an id: send the last one as `Last-Event-ID` when you connect again, and you miss nothing. The data of an `event` is a JSON object with `id`, `publishedAt` and `event`. `alive` is sent every 15 seconds.',
  request: {
    query: liveEventsQuerySchema,
    headers: z.object({
      'last-event-id': z.string().optional().openapi({ description: 'Where to go on. Default: now.' }),
    }),
  },
  responses: {
    200: {
      description: 'A stream that does not end by itself.',
      content: { 'text/event-stream': { schema: z.string() } },
    },
    503: failure('Too many programs listen to this process. `Retry-After` says when to try again.'),
    ...wrongQuery,
  },
})

export const listListeners = createRoute({
  operationId: 'listListeners',
  tags: ['Events'],
  method: 'get',
  path: '/listeners',
  summary: 'List who listens to the events now',
  responses: { 200: json(z.array(listenerSchema), 'The listeners, the first one first.') },
})

export const getEvent = createRoute({
  operationId: 'getEvent',
  tags: ['Events'],
  method: 'get',
  path: '/events/{id}',
  summary: 'Get an event with its deliveries',
  request: { params: idParameter },
  responses: { 200: json(publishedEventDetailsSchema, 'The event.'), ...missing },
})

export const listWebhooks = createRoute({
  operationId: 'listWebhooks',
  tags: ['Webhooks'],
  method: 'get',
  path: '/webhooks',
  summary: 'List webhooks, oldest first',
  responses: { 200: json(z.array(webhookSummarySchema), 'All webhooks.') },
})

export const createWebhook = createRoute({
  operationId: 'createWebhook',
  tags: ['Webhooks'],
  method: 'post',
  path: '/webhooks',
  summary: 'Create a webhook',
  request: { body: sent(newWebhookSchema, { url: 'https://example.com/webhooks' }) },
  responses: {
    201: json(webhookWithSecretSchema, 'The new webhook with its secret, which is not returned again.'),
    409: failure('Another webhook has this URL. Set `allowDuplicate` to add it nevertheless.'),
    ...wrong,
  },
})

export const getWebhook = createRoute({
  operationId: 'getWebhook',
  tags: ['Webhooks'],
  method: 'get',
  path: '/webhooks/{id}',
  summary: 'Get a webhook',
  request: { params: idParameter },
  responses: { 200: { ...json(webhookSummarySchema, 'The webhook.'), headers: tag }, ...missing },
})

export const updateWebhook = createRoute({
  operationId: 'updateWebhook',
  tags: ['Webhooks'],
  method: 'patch',
  path: '/webhooks/{id}',
  summary: 'Change a webhook',
  request: {
    params: idParameter,
    headers: z.object({
      'if-match': z.string().optional().openapi({
        description: 'The `ETag` of the webhook that you read. If it has changed since, the answer is 412.',
      }),
    }),
    body: sent(webhookChangeSchema, { description: 'Orders' }),
  },
  responses: {
    200: { ...json(webhookSchema, 'The webhook after the change.'), headers: tag },
    412: failure('The webhook was changed in the meantime. Nothing was changed now.'),
    ...missing,
    ...wrong,
  },
})

const webhookAct = <Path extends string>(operationId: string, path: Path, summary: string) =>
  createRoute({
    operationId,
    tags: ['Webhooks'],
    method: 'post',
    path,
    summary,
    request: { params: idParameter },
    responses: { 200: json(webhookSchema, 'The webhook after it.'), ...missing },
  })
export const webhookActs = {
  pause: webhookAct(
    'pauseWebhook',
    '/webhooks/{id}/pause',
    'Pause a webhook: its deliveries wait until it is resumed',
  ),
  resume: webhookAct(
    'resumeWebhook',
    '/webhooks/{id}/resume',
    'End the pause of a webhook, and its rest if it rests',
  ),
  enable: webhookAct('enableWebhook', '/webhooks/{id}/enable', 'Enable a webhook'),
}

export const disableWebhook = createRoute({
  operationId: 'disableWebhook',
  tags: ['Webhooks'],
  method: 'post',
  path: '/webhooks/{id}/disable',
  summary: 'Disable a webhook: new events skip it, and its unfinished deliveries are given up',
  request: { params: idParameter },
  responses: { 200: json(disabledWebhookSchema, 'The webhook, and how much was given up.'), ...missing },
})

export const removeWebhook = createRoute({
  operationId: 'removeWebhook',
  tags: ['Webhooks'],
  method: 'delete',
  path: '/webhooks/{id}',
  summary: 'Delete a webhook and all its deliveries',
  request: { params: idParameter },
  responses: { 204: { description: 'Deleted.' }, ...missing },
})

export const replayWebhook = createRoute({
  operationId: 'replayWebhook',
  tags: ['Webhooks'],
  method: 'post',
  path: '/webhooks/{id}/replay',
  summary: 'Send events of a time to a webhook again, or count them',
  request: {
    params: idParameter,
    body: sent(replayRequestSchema, { since: '2026-11-27T09:00:00Z', dryRun: true }),
  },
  responses: { 200: json(replaySchema, 'What was found, and what is sent.'), ...missing, ...wrong },
})

export const rotateSecret = createRoute({
  operationId: 'rotateSecret',
  tags: ['Webhooks'],
  method: 'post',
  path: '/webhooks/{id}/rotate-secret',
  summary: 'Give a webhook a new secret',
  request: { params: idParameter, body: sent(rotationSchema, { overlapSeconds: 3600 }, false) },
  responses: {
    200: json(webhookWithSecretSchema, 'The webhook with its new secret, which is not returned again.'),
    ...missing,
    ...wrong,
  },
})

export const testWebhook = createRoute({
  operationId: 'testWebhook',
  tags: ['Webhooks'],
  method: 'post',
  path: '/webhooks/{id}/test',
  summary: 'Send an example event to a webhook',
  request: { params: idParameter, body: sent(testSchema, {}, false) },
  responses: { 202: json(deliverySchema, 'The delivery.'), ...missing, ...wrong },
})

export const listDeliveries = createRoute({
  operationId: 'listDeliveries',
  tags: ['Deliveries'],
  method: 'get',
  path: '/deliveries',
  summary: 'List deliveries, newest first',
  request: { query: deliveryQuerySchema },
  responses: { 200: json(pageOf(deliverySchema), 'One page of deliveries.'), ...wrongQuery },
})

export const getDelivery = createRoute({
  operationId: 'getDelivery',
  tags: ['Deliveries'],
  method: 'get',
  path: '/deliveries/{id}',
  summary: 'Get a delivery with all its attempts',
  request: { params: idParameter },
  responses: { 200: json(deliveryDetailsSchema, 'The delivery.'), ...missing },
})

export const resendDelivery = createRoute({
  operationId: 'resendDelivery',
  tags: ['Deliveries'],
  method: 'post',
  path: '/deliveries/{id}/resend',
  summary: 'Send a delivery again now',
  request: { params: idParameter },
  responses: { 202: json(deliverySchema, 'The delivery.'), ...missing },
})

export const resendDeliveries = createRoute({
  operationId: 'resendDeliveries',
  tags: ['Deliveries'],
  method: 'post',
  path: '/deliveries/resend',
  summary: 'Send several deliveries again now',
  request: { body: sent(resendSchema, { ids: ['01938c2e-7d7a-7cc0-8a3f-5f6d0c1e2b34'] }) },
  responses: {
    202: json(z.object({ count: z.int() }), 'The number of deliveries that are sent again.'),
    ...missing,
    ...wrong,
  },
})

export const resendGivenUp = createRoute({
  operationId: 'resendGivenUp',
  tags: ['Deliveries'],
  method: 'post',
  path: '/deliveries/resend-given-up',
  summary: 'Send deliveries that were given up again, if they match the filter and their webhook is enabled',
  request: { body: sent(givenUpFilterSchema, { search: 'greeting' }, false) },
  responses: {
    202: json(z.object({ count: z.int() }), 'The number of deliveries that are sent again.'),
    ...wrong,
  },
})

export const getActivity = createRoute({
  operationId: 'getActivity',
  tags: ['Overview'],
  method: 'get',
  path: '/activity',
  summary: 'Count attempts, and deliveries that were given up, over time',
  request: { query: overviewQuerySchema },
  responses: {
    200: json(z.array(activitySchema), 'One entry per span of time, earliest first.'),
    ...wrongQuery,
  },
})

export const getOverview = createRoute({
  operationId: 'getOverview',
  tags: ['Overview'],
  method: 'get',
  path: '/overview',
  summary: 'Tell how deliveries fared, what waits, and what needs attention',
  request: { query: overviewQuerySchema },
  responses: { 200: json(overviewSchema, 'The hub at a glance.'), ...missing, ...wrongQuery },
})

/** Not one of the routes that answer with JSON: `live-deliveries.ts` answers it. */
export const streamDeliveries = createRoute({
  operationId: 'streamDeliveries',
  tags: ['Deliveries'],
  method: 'get',
  path: '/deliveries/live',
  summary: 'Stream deliveries as they change',
  description:
    'Server-sent events. The data of each `deliveries` event is a JSON list of deliveries in their latest state; an `alive` event without data comes every 15 seconds. A slow reader misses states in between.',
  responses: {
    200: {
      description: 'The stream. It does not end.',
      content: { 'text/event-stream': { schema: z.string() } },
    },
  },
})

/** Answered before the token is checked. */
export const getDocument = createRoute({
  operationId: 'getDocument',
  tags: ['Overview'],
  method: 'get',
  path: '/openapi.json',
  summary: 'Get this document',
  description: 'Needs no token.',
  security: [],
  responses: { 200: json(z.looseObject({ openapi: z.string() }), 'The OpenAPI document of this API.') },
})
