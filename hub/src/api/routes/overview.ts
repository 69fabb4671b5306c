import { createRoute, z } from '@hono/zod-openapi'
import { activitySchema, overviewQuerySchema, overviewSchema } from '../schemas/overview.js'
import { json, missing, wrongQuery } from './answers.js'

export const getActivity = createRoute({
  operationId: 'getActivity',
  tags: ['Overview'],
  method: 'get',
  path: '/activity',
  summary: 'Count attempts, and deliveries that were given up, over time',
  request: { query: overviewQuerySchema },
  responses: {
    200: json(z.array(activitySchema), 'One entry per span of time, earliest first.'),
    ...missing,
    ...wrongQuery,
  },
})

export const getOverview = createRoute({
  operationId: 'getOverview',
  tags: ['Overview'],
  method: 'get',
  path: '/overview',
  summary: 'Get results of deliveries, what is waiting, and what needs attention',
  request: { query: overviewQuerySchema },
  responses: { 200: json(overviewSchema, 'An overview of the hub.'), ...missing, ...wrongQuery },
})
