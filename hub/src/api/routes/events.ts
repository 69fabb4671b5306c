import { createRoute, z } from '@hono/zod-openapi'
import { exampleOf } from '../../catalog.js'
import { eventSchema } from '../schemas/delivery.js'
import { eventQuerySchema, pageOf } from '../schemas/list.js'
import {
  listenerSchema,
  liveEventsQuerySchema,
  publicationSchema,
  publishedEventDetailsSchema,
  publishedEventSchema,
} from '../schemas/published-event.js'
import { idParameter } from '../schemas/scalars.js'
import { failure, json, missing, sent, wrong, wrongQuery } from './answers.js'

const eventsSchema = z
  .union([eventSchema, z.array(eventSchema).min(1).max(1000)])
  // Without this, the document would say that `null` is one too.
  .refine((events) => events !== null, 'expected an event or a list of events, got null')

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
        pattern: '^[\\x21-\\x7e]([\\x20-\\x7e]*[\\x21-\\x7e])?$',
        description:
          'Publishing again with the same key returns the first response and sends nothing again, also if the keys of the event are in another order. Remembered for a day by default.',
      }),
    }),
    body: sent(eventsSchema, exampleOf(undefined)),
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
  summary: 'Follow events as they are published, and resume where you stopped',
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
