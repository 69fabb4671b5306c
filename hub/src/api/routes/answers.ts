import type { z } from '@hono/zod-openapi'
import { problemSchema } from '../schemas/problem.js'

export const json = <Schema extends z.ZodType>(schema: Schema, description: string) => ({
  description,
  content: { 'application/json': { schema } },
})

export const sent = <Schema extends z.ZodType>(schema: Schema, example: object, required = true) => ({
  required,
  content: { 'application/json': { schema, example } },
})

export const failure = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: problemSchema } },
})

export const wrong = { 422: failure('The request is invalid. `issues` lists every problem, field by field.') }

export const wrongQuery = {
  400: failure('The query is invalid. `issues` lists every problem, parameter by parameter.'),
}

export const missing = { 404: failure('Nothing exists under this id.') }
