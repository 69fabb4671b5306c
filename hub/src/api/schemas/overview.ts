import { z } from '@hono/zod-openapi'
import { webhookChangeKinds } from '../../overview.js'
import { disabledReasonSchema, id, numberText, time } from './scalars.js'
import { webhookSummarySchema } from './webhook.js'

const counts = {
  succeeded: z.int().openapi({ description: 'Attempts that succeeded.' }),
  failed: z.int().openapi({ description: 'Attempts that failed, whether or not another one follows.' }),
  givenUp: z.int().openapi({ description: 'Deliveries that were given up.' }),
}
export const activitySchema = z
  .object({ from: time.openapi({ description: 'When the span begins.' }), ...counts })
  .openapi('Activity')
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
    at: time.openapi({ description: 'When it changed.' }),
    webhookId: id.openapi({ description: 'The webhook. It may have been deleted since.' }),
    url: z.string().openapi({ description: 'Its URL after the change.' }),
    kind: z.enum(webhookChangeKinds).openapi({ description: 'What changed.' }),
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
            trouble: z
              .enum(['disabled', 'resting', 'failing'])
              .nullable()
              .openapi({ description: 'What is wrong with it.' }),
          })
          .openapi('WebhookPerformance'),
      )
      .openapi({ description: 'Every webhook, the one with the most trouble first.' }),
    changes: z
      .array(recordedChangeSchema)
      .openapi({ description: 'The latest changes of webhooks, newest first.' }),
  })
  .openapi('Overview')
export const overviewQuerySchema = z.strictObject({
  spans: numberText.optional().openapi({
    type: 'integer',
    minimum: 1,
    maximum: 1000,
    default: 60,
    description: 'The number of spans.',
  }),
  spanSeconds: numberText.optional().openapi({
    type: 'integer',
    minimum: 60,
    maximum: 86_400,
    multipleOf: 60,
    default: 60,
    description: 'The length of a span. Whole hours if all spans together are longer than a day.',
  }),
  webhookId: z
    .string()
    .optional()
    .openapi({ format: 'uuid', description: 'Only this webhook. Default: all of them.' }),
})
