import { z } from '@hono/zod-openapi'
import { deliveryStateSchema, disabledReasonSchema, eventTypeSchema, id, time } from './scalars.js'

// Response schemas are exact. Request schemas check only types: the hub checks the rest, and its errors name
// each field.

const webhookFields = {
  id: id.openapi({ description: 'The id of the webhook.' }),
  url: z.url().openapi({ description: 'Where events are sent.' }),
  description: z.string().openapi({ description: 'For people. It may be empty.' }),
  eventTypes: z.array(eventTypeSchema).nullable().openapi({
    description: 'Event types to receive. `null` means all of them, including types added later.',
  }),
  workspaceIds: z.array(z.int()).nullable().openapi({
    description: 'The workspaces whose events it receives. `null` means all of them.',
  }),
  headers: z.array(z.string()).openapi({
    description: 'The names of its own headers, in lower case. Their values are never returned.',
  }),
  timeoutMs: z.int().nullable().openapi({
    description: 'Milliseconds for one attempt. `null` means the time-out of the hub.',
  }),
  concurrency: z.int().nullable().openapi({
    description: 'Max attempts at a time in each process. `null` means the limit of the hub.',
  }),
  enabled: z.boolean().openapi({ description: 'Whether new events are sent to it.' }),
  disabledReason: disabledReasonSchema.nullable().openapi({
    description:
      'Why the hub disabled it: it answered 410 (`gone`), or every attempt failed for too long (`failing`).',
  }),
  paused: z.boolean().openapi({
    description: 'Whether a person paused it: its deliveries wait until it is resumed.',
  }),
  restingUntil: time.nullable().openapi({
    description:
      'When its deliveries are attempted again, after it kept failing. `null` if it does not rest.',
  }),
  previousSecretExpiresAt: time.nullable().openapi({
    description: 'During a rotation: when deliveries stop carrying a signature made with the old secret.',
  }),
  failingSince: time.nullable().openapi({
    description: 'The time since which every attempt has failed. `null` if the last one succeeded.',
  }),
  createdAt: time.openapi({ description: 'When it was added.' }),
  updatedAt: time.openapi({ description: 'When it last changed.' }),
}
export const webhookSchema = z.object(webhookFields).openapi('Webhook')
export const webhookSummarySchema = z
  .object({
    ...webhookFields,
    lastDelivery: z.object({ id, state: deliveryStateSchema, at: time }).nullable().openapi({
      description: 'The delivery of the latest event, and when it last changed. `null` if it has none.',
    }),
  })
  .openapi('WebhookSummary')
export const disabledWebhookSchema = z
  .object({
    ...webhookFields,
    givenUp: z.int().openapi({ description: 'How many unfinished deliveries were given up.' }),
  })
  .openapi('DisabledWebhook')
export const webhookWithSecretSchema = z
  .object({
    ...webhookFields,
    secret: z
      .string()
      .openapi({ description: 'The signing secret. Store it now: it is not returned again.' }),
  })
  .openapi('WebhookWithSecret')
// The bounds are documentation: the hub checks them, and its messages say more.
const webhookChange = {
  url: z.string().openapi({
    format: 'uri',
    maxLength: 2048,
    description: 'An `http:` or `https:` URL on an address that the hub allows.',
  }),
  description: z.string().optional().openapi({ maxLength: 500, description: 'For people. Default: empty.' }),
  eventTypes: z
    .array(z.string())
    .nullable()
    .optional()
    .openapi({
      type: ['array', 'null'],
      items: { $ref: '#/components/schemas/EventType' },
      minItems: 1,
      description: 'Event types to receive. `null` means all of them, including types added later.',
    }),
  workspaceIds: z.array(z.number()).nullable().optional().openapi({
    description: 'The workspaces whose events it receives, 1 to 100, or `null` for all.',
  }),
  timeoutMs: z.number().nullable().optional().openapi({
    description: 'Milliseconds for one attempt, 1 to 60000, or `null` for the time-out of the hub.',
  }),
  concurrency: z.number().nullable().optional().openapi({
    description: 'Max attempts at a time in each process, 1 to 1000, or `null` for the limit of the hub.',
  }),
  allowDuplicate: z
    .boolean()
    .optional()
    .openapi({ description: 'Whether another webhook may have the same URL. Default: false.' }),
}
export const newWebhookSchema = z
  .strictObject({
    ...webhookChange,
    headers: z.record(z.string(), z.string()).optional().openapi({
      description:
        'Headers of its own, such as the API key of a gateway: at most 20. They are stored encrypted and never returned.',
    }),
    enabled: z
      .boolean()
      .optional()
      .openapi({ description: 'Whether new events are sent to it. Default: true.' }),
    secret: z.string().optional().openapi({
      minLength: 16,
      maxLength: 256,
      pattern: '^[\\x21-\\x7e]+$',
      description: 'A secret that the receiver already has. By default the hub creates one.',
    }),
  })
  .openapi('NewWebhook')
export const webhookChangeSchema = z
  .strictObject({
    ...webhookChange,
    url: webhookChange.url.optional(),
    headers: z.record(z.string(), z.string().nullable()).optional().openapi({
      description: 'A header that is `null` is removed; headers that are not named keep their value.',
    }),
  })
  .openapi('WebhookChange')
export const rotationSchema = z.strictObject({
  overlapSeconds: z.number().optional().openapi({
    type: 'integer',
    minimum: 0,
    maximum: 2_592_000,
    default: 86_400,
    description:
      'Seconds for which deliveries are signed with the old secret as well. If you rotate again within that time, it becomes invalid at once.',
  }),
})
export const testSchema = z.strictObject({
  eventType: eventTypeSchema
    .optional()
    .openapi({ description: 'Default: the first type that the webhook receives.' }),
})
