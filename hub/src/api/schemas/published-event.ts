import { z } from '@hono/zod-openapi'
import { type DeliveryState, deliveryStates } from '../../delivery.js'
import { deliverySchema, storedEventSchema, subjectSchema } from './delivery.js'
import { id, time } from './scalars.js'

export const publicationSchema = z
  .object({
    eventId: id.openapi({ description: 'The id of the event that was stored.' }),
    deliveryIds: z
      .array(id)
      .openapi({ description: 'Its deliveries: one for each enabled webhook that receives it.' }),
  })
  .openapi('Publication')
export const publishedEventSchema = z
  .object({
    id: id.openapi({ description: 'The id of the event.' }),
    event: storedEventSchema,
    subject: subjectSchema,
    publishedAt: time.openapi({ description: 'When it was accepted.' }),
    states: z
      .object(
        Object.fromEntries(deliveryStates.map((state) => [state, z.int()])) as Record<
          DeliveryState,
          z.ZodInt
        >,
      )
      .openapi({ description: 'The number of its deliveries in each state.' }),
  })
  .openapi('PublishedEvent')
export const publishedEventDetailsSchema = z
  .object({
    ...publishedEventSchema.shape,
    deliveries: z.array(deliverySchema).openapi({ description: 'Its deliveries, at most 200.' }),
  })
  .openapi('PublishedEventDetails')
export const listenerSchema = z
  .object({
    id: id.openapi({ description: 'The id of the listener.' }),
    name: z.string().openapi({ description: 'What it calls itself, usually a user and a machine.' }),
    since: time.openapi({ description: 'When it first connected. Kept when it connects again.' }),
    seenAt: time.openapi({ description: 'When it was last connected.' }),
  })
  .openapi('Listener')
export const liveEventsQuerySchema = z.strictObject({
  listener: z
    .string()
    .optional()
    .openapi({ format: 'uuid', description: 'The id of the listener: the same each time that it connects.' }),
  name: z
    .string()
    .max(100)
    // Postgres cannot store it.
    .refine((text) => !text.includes('\0'), 'expected a text without NUL characters')
    .optional()
    .openapi({
      pattern: '^[^\\u0000]*$',
      description: 'What the listener is called in the list of listeners.',
    }),
})
