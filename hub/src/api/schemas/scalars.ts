import { z } from '@hono/zod-openapi'
import { webhookEventTypes } from 'prompt-webhooks'
import { deliveryStates } from '../../delivery.js'
import { type Bound, readTime } from '../../time-range.js'

export const eventTypeSchema = z.enum(webhookEventTypes).openapi('EventType')
export const deliveryStateSchema = z.enum(deliveryStates).openapi('DeliveryState')
export const disabledReasonSchema = z.enum(['gone', 'failing'])
export const time = z.iso.datetime()
export const id = z.uuid()
export const idParameter = z.object({
  id: z.string().openapi({
    param: { name: 'id', in: 'path' },
    format: 'uuid',
    description: 'The id, as a list shows it.',
  }),
})

/** A number in a query. The hub checks its range. `z.coerce` would read an empty text as 0. */
export const numberText = z.string().transform((text, context) => {
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text)
  context.addIssue({ code: 'custom', message: 'expected a number' })
  return z.NEVER
})

/** A time in a request, as the start or the end of a range. Without a zone it is in UTC. */
export const timeText = (bound: Bound) =>
  z.string().transform((text, context) => {
    const at = readTime(text, bound)
    if (at) return at
    context.addIssue({
      code: 'custom',
      message: 'expected a date such as 2026-11-27, or a time such as 2026-11-27T09:30:00Z',
    })
    return z.NEVER
  })
