import { z } from '@hono/zod-openapi'
import { readTime } from '../../time-range.js'
import { deliveryStateSchema, eventTypeSchema } from './scalars.js'

export const pageOf = <Item extends z.ZodType>(items: Item) =>
  z.object({ items: z.array(items), nextCursor: z.string().nullable() })
const page = {
  cursor: z
    .string()
    .optional()
    .openapi({ description: 'The `nextCursor` of the page before. Default: the first page.' }),
  limit: z.coerce
    .number<string>()
    .optional()
    .openapi({ type: 'integer', minimum: 1, maximum: 200, default: 50, description: 'Items per page.' }),
}
const timeOf = (bound: 'from' | 'to', description: string) =>
  z
    .string()
    .transform((text, context) => {
      const at = readTime(text, bound)
      if (at) return at
      context.addIssue({
        code: 'custom',
        message: 'expected a date such as 2026-11-27, or a time such as 2026-11-27T09:30:00Z',
      })
      return z.NEVER
    })
    .optional()
    .openapi({
      type: 'string',
      description,
      example: bound === 'from' ? '2026-11-01' : '2026-11-27T09:30:00Z',
    })
const eventFilter = {
  eventType: eventTypeSchema.optional(),
  subjectId: z.string().optional().openapi({
    description:
      'The id of what an event is about, such as a prompt template. The contract says for each type which field it is.',
    example: '15',
  }),
  workspaceId: z.coerce
    .number<string>()
    .optional()
    .openapi({ type: 'integer', description: 'The workspace of the event.' }),
  search: z.string().optional().openapi({
    minLength: 1,
    maxLength: 200,
    description:
      'The id of an event or a delivery, or words. Finds events whose subject has all words in its id, name, previous name or label, in any case and also inside words.',
    example: 'greeting prod',
  }),
  from: timeOf('from', 'Events that were published at this time or later. A date means its start in UTC.'),
  to: timeOf('to', 'Events that were published before this time. A date includes the whole day in UTC.'),
}
const deliveryFilter = {
  webhookId: z.string().optional().openapi({ format: 'uuid', description: 'Deliveries to this webhook.' }),
  eventId: z.string().optional().openapi({ format: 'uuid', description: 'Deliveries of this event.' }),
  ...eventFilter,
}
export const eventQuerySchema = z.strictObject({ ...page, ...eventFilter })
export const deliveryQuerySchema = z.strictObject({
  ...page,
  ...deliveryFilter,
  // Once or several times.
  state: z
    .preprocess(
      (given) => (given === undefined ? undefined : [given].flat()),
      z.array(deliveryStateSchema).optional(),
    )
    .openapi({ description: 'Deliveries in this state. Several: those in one of them.' }),
})
export const givenUpFilterSchema = z.strictObject({
  ...deliveryFilter,
  workspaceId: z.int().optional(),
})
