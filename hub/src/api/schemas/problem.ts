import { z } from '@hono/zod-openapi'

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    code: z
      .enum(['idempotency_conflict', 'duplicate_url', 'changed_meanwhile'])
      .optional()
      .openapi({ description: 'For programs: what is in conflict.' }),
    issues: z
      .array(
        z.object({ path: z.array(z.union([z.string(), z.number()])), message: z.string(), code: z.string() }),
      )
      .optional(),
  })
  .openapi('Problem')
