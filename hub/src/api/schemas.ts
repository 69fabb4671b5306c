import { z } from '@hono/zod-openapi'
import { webhookEventTypes } from 'prompt-webhooks'
import { type DeliveryState, deliveryStates } from '../delivery.js'
import { webhookChangeKinds } from '../overview.js'
import { replayStates } from '../replay.js'
import { readTime } from '../time-range.js'

// Response schemas are exact. Request schemas check only types: the hub checks the rest, and its errors name
// each field.

export const eventTypeSchema = z.enum(webhookEventTypes).openapi('EventType')
export const deliveryStateSchema = z.enum(deliveryStates).openapi('DeliveryState')
const time = z.iso.datetime()
const id = z.uuid()

export const idParameter = z.object({
  id: z.string().openapi({ param: { name: 'id', in: 'path' }, format: 'uuid' }),
})

const disabledReasonSchema = z.enum(['gone', 'failing'])
const webhookFields = {
  id,
  url: z.url(),
  description: z.string(),
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
  enabled: z.boolean(),
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
  createdAt: time,
  updatedAt: time,
}
export const webhookSchema = z.object(webhookFields).openapi('Webhook')
export const webhookSummarySchema = z
  .object({
    ...webhookFields,
    lastDelivery: z.object({ id, state: deliveryStateSchema, at: time }).nullable(),
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
  description: z.string().optional().openapi({ maxLength: 500 }),
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
}
export const newWebhookSchema = z
  .strictObject({
    ...webhookChange,
    headers: z.record(z.string(), z.string()).optional().openapi({
      description:
        'Headers of its own, such as the API key of a gateway: at most 20. They are stored encrypted and never returned.',
    }),
    enabled: z.boolean().optional(),
    allowDuplicate: z
      .boolean()
      .optional()
      .openapi({ description: 'Whether another webhook may have the same URL. Default: false.' }),
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
    description: 'Seconds for which deliveries are signed with the old secret as well.',
  }),
})
export const testSchema = z.strictObject({
  eventType: eventTypeSchema
    .optional()
    .openapi({ description: 'Default: the first type that the webhook receives.' }),
})

export const replayRequestSchema = z
  .strictObject({
    since: z
      .string()
      .openapi({ format: 'date-time', description: 'Events that were published at this time or later.' }),
    until: z.string().optional().openapi({
      format: 'date-time',
      description: 'Events that were published before this time. Default: all until `asOf`.',
    }),
    states: z.array(z.enum(replayStates)).optional().openapi({
      description:
        'What has become of them. `missed`: not sent to the webhook although it receives them, because it was disabled or did not exist. Default: `missed` and `given_up`.',
    }),
    eventTypes: z
      .array(eventTypeSchema)
      .optional()
      .openapi({ description: 'Events of these types. Default: all.' }),
    asOf: z.string().optional().openapi({
      format: 'date-time',
      description:
        'Leaves out what has changed after this time. Pass the `asOf` of an earlier answer to send what it counted, and nothing twice. Default: now.',
    }),
    dryRun: z.boolean().optional().openapi({ description: 'Only counts. Default: false.' }),
  })
  .openapi('ReplayRequest')
export const replaySchema = z
  .object({
    asOf: time.openapi({ description: 'The time that it looked at.' }),
    matching: z
      .record(z.enum(replayStates), z.int())
      .openapi({ description: 'How many matched before it sent any, by state.' }),
    sent: z.int().openapi({ description: 'How many are sent again. 0 for a dry run.' }),
    remaining: z.int().openapi({
      description:
        'How many are left. One call sends at most 10,000: for the rest, call again with the same `asOf`.',
    }),
  })
  .openapi('Replay')
export const resendSchema = z.strictObject({
  ids: z.array(z.string()).openapi({ description: '1 to 1,000 ids of deliveries.' }),
})

const part = z.union([z.string(), z.number()]).nullable()
const subjectSchema = z
  .object({ id: part, name: part, previousName: part, label: part, version: part, run: part })
  .openapi('Subject', {
    description: 'What an event is about, such as a prompt template. `null` for what the event does not say.',
  })
export const deliverySchema = z
  .object({
    id,
    state: deliveryStateSchema,
    webhookId: id,
    url: z.string(),
    eventId: id,
    eventType: eventTypeSchema,
    subject: subjectSchema,
    attempts: z.int(),
    lastStatus: z.int().nullable(),
    reason: z.string().nullable(),
    nextAttemptAt: time.nullable(),
    createdAt: time,
    updatedAt: time,
  })
  .openapi('Delivery')
const headers = z.record(z.string(), z.string())
const attemptSchema = z
  .object({
    number: z.int(),
    outcome: z.enum(['delivered', 'retry', 'gone', 'refused']),
    startedAt: time,
    latencyMs: z.number(),
    reason: z.string(),
    request: z.object({ url: z.string(), headers }),
    response: z.object({ status: z.int(), headers, body: z.string() }).nullable(),
  })
  .openapi('Attempt')
// `openapi.ts` puts the contract's schema in its place.
export const eventSchema = z.unknown().openapi('WebhookEvent')
// An unknown value would be optional.
const storedEventSchema = z.looseObject({}).openapi('WebhookEvent') as z.ZodType
export const deliveryDetailsSchema = z
  .object({
    ...deliverySchema.shape,
    event: storedEventSchema,
    body: z.string(),
    log: z.array(attemptSchema),
    schedule: z.array(z.object({ at: time })).openapi({
      description:
        'The attempts that are left if all of them fail, at most 20. All but the first are estimates.',
    }),
  })
  .openapi('DeliveryDetails')

export const publicationSchema = z.object({ eventId: id, deliveryIds: z.array(id) }).openapi('Publication')
export const publishedEventSchema = z
  .object({
    id,
    event: storedEventSchema,
    subject: subjectSchema,
    publishedAt: time,
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
export const listenerSchema = z
  .object({
    id,
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
    .optional()
    .openapi({ description: 'What the listener is called in the list of listeners.' }),
})
export const publishedEventDetailsSchema = z
  .object({
    ...publishedEventSchema.shape,
    deliveries: z.array(deliverySchema).openapi({ description: 'Its deliveries, at most 200.' }),
  })
  .openapi('PublishedEventDetails')
const counts = {
  succeeded: z.int().openapi({ description: 'Attempts that succeeded.' }),
  failed: z.int().openapi({ description: 'Attempts that failed, whether or not another one follows.' }),
  givenUp: z.int().openapi({ description: 'Deliveries that were given up.' }),
}
export const activitySchema = z.object({ from: time, ...counts }).openapi('Activity')
const performance = {
  ...counts,
  successRate: z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .openapi({ description: 'The share of attempts that succeeded. `null` without attempts.' }),
  latencyMs: z.object({ p50: z.number().nullable(), p95: z.number().nullable() }).openapi({
    description:
      'How long attempts took, in milliseconds: half of them no longer than `p50`, 95 percent no longer than `p95`. At most 10 percent off.',
  }),
  waiting: z.int().openapi({ description: 'Deliveries that wait for an attempt now: pending or retrying.' }),
  waitingSince: time.nullable().openapi({ description: 'Since when the oldest of them waits.' }),
}
const recordedChangeSchema = z
  .object({
    at: time,
    webhookId: id,
    url: z.string(),
    kind: z.enum(webhookChangeKinds),
    reason: disabledReasonSchema.nullable().openapi({ description: 'Why the hub disabled it.' }),
  })
  .openapi('RecordedChange')
export const overviewSchema = z
  .object({
    ...performance,
    activity: z.array(activitySchema).openapi({ description: 'Consecutive spans, earliest first.' }),
    webhooks: z
      .array(
        z
          .object({
            ...webhookSummarySchema.shape,
            ...performance,
            trouble: z.enum(['disabled', 'resting', 'failing']).nullable(),
          })
          .openapi('WebhookPerformance'),
      )
      .openapi({ description: 'Every webhook, the one with the most trouble first.' }),
    changes: z
      .array(recordedChangeSchema)
      .openapi({ description: 'The latest changes of webhooks, newest first.' }),
  })
  .openapi('Overview')

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
  webhookId: z.string().optional().openapi({ format: 'uuid' }),
  eventId: z.string().optional().openapi({ format: 'uuid' }),
  ...eventFilter,
}
export const eventQuerySchema = z.strictObject({ ...page, ...eventFilter })
export const deliveryQuerySchema = z.strictObject({
  ...page,
  ...deliveryFilter,
  state: deliveryStateSchema.optional(),
})
export const givenUpFilterSchema = z.strictObject({
  ...deliveryFilter,
  workspaceId: z.int().optional(),
})
export const overviewQuerySchema = z.strictObject({
  spans: z.coerce.number<string>().optional().openapi({
    type: 'integer',
    minimum: 1,
    maximum: 1000,
    default: 60,
    description: 'The number of spans.',
  }),
  spanSeconds: z.coerce.number<string>().optional().openapi({
    type: 'integer',
    minimum: 60,
    maximum: 86_400,
    multipleOf: 60,
    default: 60,
    description: 'The length of a span. Whole hours if all spans together are longer than a day.',
  }),
  webhookId: z.string().optional().openapi({ format: 'uuid' }),
})

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
