import { z } from '@hono/zod-openapi'
import { replayStates } from '../../replay.js'
import { eventTypeSchema, time, timeText } from './scalars.js'

export const replayRequestSchema = z
  .strictObject({
    since: timeText('from').openapi({
      type: 'string',
      description:
        'Events that were published at this time or later. A date means its start. Without a zone it is in UTC.',
      example: '2026-11-27T09:00:00Z',
    }),
    until: timeText('to').optional().openapi({
      type: 'string',
      description:
        'Events that were published before this time. A date includes the whole day. Without a zone it is in UTC. Default: all until `asOf`.',
      example: '2026-11-27',
    }),
    states: z.array(z.enum(replayStates)).optional().openapi({
      description:
        'Which deliveries to send, by state. `missed`: not sent to the webhook although it receives them, because it was disabled or did not exist. Default: `missed` and `given_up`.',
    }),
    eventTypes: z
      .array(eventTypeSchema)
      .optional()
      .openapi({ description: 'Events of these types. Default: all.' }),
    asOf: timeText('from').optional().openapi({
      type: 'string',
      format: 'date-time',
      description:
        'Leaves out what was published or has changed after this time. Pass the `asOf` of an earlier answer to send exactly what it counted, and nothing twice. Default: now.',
    }),
    dryRun: z.boolean().optional().openapi({ description: 'Only counts. Default: false.' }),
  })
  .openapi('ReplayRequest')
export const replaySchema = z
  .object({
    asOf: time.openapi({
      description:
        'What was published or has changed after this time was left out. Pass it as `asOf` to the next call.',
    }),
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
