import { z } from '@hono/zod-openapi'
import { disabledReasons } from '../webhook.js'

/** The most delivery ids that one `delivery.given_up` names. */
export const maxDeliveryIds = 20

const time = z.iso.datetime()
const about = {
  webhookId: z.uuid().openapi({ description: 'The webhook that it is about.' }),
  url: z.string().openapi({ description: 'The URL of that webhook.' }),
}

const operationalEvent = <const Type extends string, Fields extends z.ZodRawShape>(
  type: Type,
  description: string,
  fields: Fields,
) =>
  z
    .object({
      type: z.literal(type),
      timestamp: time.openapi({ description: 'When it happened.' }),
      data: z.object({ ...about, ...fields }),
    })
    .openapi({ description })

/** The schema of each operational event, by its type. */
export const operationalEvents = {
  'webhook.failing': operationalEvent(
    'webhook.failing',
    'The webhook rests for the first time, because several attempts in a row failed.',
    {
      failures: z.int().openapi({ description: 'How many attempts failed in a row.' }),
      failingSince: time.openapi({ description: 'The time since which every attempt has failed.' }),
      restingUntil: time.openapi({ description: 'When the hub attempts its deliveries again.' }),
    },
  ),
  'webhook.disabled': operationalEvent(
    'webhook.disabled',
    'The hub disabled the webhook. Not sent when a person disables one.',
    {
      reason: z.enum(disabledReasons).openapi({
        description: 'It answered 410 (`gone`), or every attempt failed for too long (`failing`).',
      }),
      givenUp: z.int().openapi({ description: 'How many unfinished deliveries were given up with it.' }),
    },
  ),
  'webhook.recovered': operationalEvent(
    'webhook.recovered',
    'An attempt succeeded, for the first time since `webhook.failing` or `webhook.disabled`.',
    {},
  ),
  'delivery.given_up': operationalEvent(
    'delivery.given_up',
    'Deliveries to an enabled webhook were given up. Sent at most once a minute for each webhook.',
    {
      count: z.int().openapi({ description: 'How many were given up.' }),
      deliveryIds: z
        .array(z.uuid())
        .max(maxDeliveryIds)
        .openapi({ description: `Their ids, at most ${maxDeliveryIds} of them.` }),
    },
  ),
} as const

/**
 * The body of a message to the alert URL: an operational event of the hub. It is not an event of the
 * contract.
 *
 * @example
 * ```ts
 * import { operationalEventSchema } from 'prompt-webhooks-hub/operational-events'
 * import { verifyMessage } from 'prompt-webhooks/standard-webhooks'
 *
 * verifyMessage({ body, headers, secret })
 * const { type, data } = operationalEventSchema.parse(JSON.parse(body))
 * ```
 */
export const operationalEventSchema = z.discriminatedUnion('type', [
  operationalEvents['webhook.failing'],
  operationalEvents['webhook.disabled'],
  operationalEvents['webhook.recovered'],
  operationalEvents['delivery.given_up'],
])

/** An operational event: `type`, `timestamp` (ISO 8601) and `data`. */
export type OperationalEvent = z.infer<typeof operationalEventSchema>
