import { z } from 'zod'
import { id, name, nullable, optional, strictShape, text, tolerantShape } from './fields.js'
import { timestamp } from './timestamp.js'

/** What `event_type` and `details` mean, in an event of any type. */
export const envelopeDescriptions = {
  event_type: 'The type of the event.',
  details: 'What the event is about. The fields depend on `event_type`.',
}

/** The fields that every event has in addition to `event_type` and `details`. */
export const envelopeFields = {
  user_id: id('The id of the user who caused the event.'),
  workspace_id: id('The id of the workspace in which the event happened.'),
  timestamp: timestamp('When the event happened: ISO 8601, with seconds. Without a time zone it is in UTC.'),
  // The sender added these two in 2025-11. Older payloads lack them.
  user_name: optional(nullable(name('The name of the user.'))),
  user_email: optional(nullable(text('The email address of the user.'))),
}

const description = 'The fields that events of all types have, known or unknown.'
const anyEvent = {
  event_type: z.string().describe(envelopeDescriptions.event_type),
  details: z.looseObject({}).describe(envelopeDescriptions.details),
}

/**
 * The zod schema of an event of any type, known or unknown, by the tolerant contract: for receivers. Extend
 * it to describe an event type of your own.
 *
 * @example
 * ```ts
 * const promptArchivedSchema = webhookEnvelopeSchema.extend({
 *   event_type: z.literal('prompt_archived'),
 *   details: z.object({ reason: z.string() }),
 * })
 * ```
 */
export const webhookEnvelopeSchema = z
  .object({ ...anyEvent, ...tolerantShape(envelopeFields) })
  .describe(description)

/**
 * The zod schema of an event of any type, known or unknown, by the strict contract: for emitters and tests.
 * It refuses unknown keys outside `details`.
 */
export const strictWebhookEnvelopeSchema = z
  .strictObject({ ...anyEvent, ...strictShape(envelopeFields) })
  .describe(description)
