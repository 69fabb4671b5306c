import { createRoute, z } from '@hono/zod-openapi'
import { deliveryDetailsSchema, deliverySchema, resendSchema, resentSchema } from '../schemas/delivery.js'
import { deliveryQuerySchema, givenUpFilterSchema, pageOf } from '../schemas/list.js'
import { idParameter } from '../schemas/scalars.js'
import { json, missing, sent, wrong, wrongQuery } from './answers.js'

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
  description: 'Sends at most 10,000, those that were given up first. For what remains, call it again.',
  request: { body: sent(givenUpFilterSchema, { search: 'greeting' }, false) },
  responses: {
    202: json(resentSchema, 'How many are sent again, and how many are left.'),
    ...wrong,
  },
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
