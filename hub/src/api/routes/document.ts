import { createRoute, z } from '@hono/zod-openapi'
import { json } from './answers.js'

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
