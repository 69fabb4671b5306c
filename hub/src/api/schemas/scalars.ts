import { z } from '@hono/zod-openapi'
import { webhookEventTypes } from 'prompt-webhooks'
import { deliveryStates } from '../../delivery.js'

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
