import { z } from '@hono/zod-openapi'
import { deliveryStateSchema, eventTypeSchema, numberText, timeText } from './scalars.js'

export const pageOf = <Item extends z.ZodType>(items: Item) =>
  z.object({ items: z.array(items), nextCursor: z.string().nullable() })
const page = {
  cursor: z
    .string()
    .optional()
    .openapi({ description: 'The `nextCursor` of the page before. Default: the first page.' }),
  limit: numberText
    .optional()
    .openapi({ type: 'integer', minimum: 1, maximum: 200, default: 50, description: 'Items per page.' }),
}
const eventFilter = {
  eventType: eventTypeSchema.optional(),
  subjectId: z.string().optional().openapi({
    description:
      'The id of what an event is about, such as a prompt template. The contract says for each type which field it is.',
    example: '15',
  }),
  workspaceId: numberText.optional().openapi({ type: 'integer', description: 'The workspace of the event.' }),
  search: z.string().optional().openapi({
    minLength: 1,
    maxLength: 200,
    description:
      'The id of an event or a delivery, or words. Finds events whose subject has all words in its id, name, previous name or label, in any case and also inside words.',
    example: 'greeting prod',
  }),
  from: timeText('from').optional().openapi({
    type: 'string',
    description:
      'Events that were published at this time or later. A date means its start. Without a zone it is in UTC.',
    example: '2026-11-01',
  }),
  to: timeText('to').optional().openapi({
    type: 'string',
    description:
      'Events that were published before this time. A date includes the whole day. Without a zone it is in UTC.',
    example: '2026-11-27T09:30:00Z',
  }),
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
