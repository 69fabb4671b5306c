import { z } from '@hono/zod-openapi'

export const problemSchema = z
  .object({
    type: z.string().openapi({ description: 'Always `about:blank`.' }),
    title: z.string().openapi({ description: 'The name of the status.' }),
    status: z.int().openapi({ description: 'The HTTP status.' }),
    detail: z.string().optional().openapi({ description: 'What is wrong, and what to do.' }),
    code: z
      .enum(['idempotency_conflict', 'duplicate_url', 'changed_meanwhile'])
      .optional()
      .openapi({ description: 'For programs: what is in conflict.' }),
    issues: z
      .array(
        z.object({
          path: z
            .array(z.union([z.string(), z.number()]))
            .openapi({ description: 'The keys and indexes that lead to the field.' }),
          message: z.string().openapi({ description: 'For people: what was expected.' }),
          code: z.string().openapi({ description: 'For programs: the kind of the fault.' }),
        }),
      )
      .optional()
      .openapi({ description: 'What is wrong with the request, field by field.' }),
  })
  .openapi('Problem')
