import { z } from 'zod'
import { type Field, id, strictShape, tolerantShape } from './fields.js'
import { timestamp } from './timestamp.js'

/** The fields that every event has beside `event_type` and `details`. */
export const envelopeFields = {
  user_id: id('The id of the user behind the event.'),
  workspace_id: id('The id of the workspace in which it happened.'),
  timestamp: timestamp('When it happened: ISO 8601 with seconds. Without a zone it is UTC.'),
  user_name: sinceNovember2025('The name of the user.', {
    tolerant: z.string(),
    strict: z.string().min(1),
  }),
  user_email: sinceNovember2025('The email address of the user.', {
    tolerant: z.string(),
    strict: z.string(),
  }),
}

// Older payloads lack the fields that were added in 2025-11.
function sinceNovember2025(description: string, { tolerant, strict }: Field<z.ZodString>) {
  const orNull = (schema: z.ZodString) => z.exactOptional(schema.nullable()).describe(description)
  return { tolerant: orNull(tolerant), strict: orNull(strict) }
}

const description = 'What every event has in common, whatever its type: known, or added later.'
const anyEvent = {
  event_type: z.string().describe('The type of the event.'),
  details: z.looseObject({}).describe('What happened. Its fields follow from the type.'),
}

/** Any event of any type, known or not. Tolerant. */
export const webhookEnvelopeSchema = z
  .object({ ...anyEvent, ...tolerantShape(envelopeFields) })
  .describe(description)

/** Any event of any type, known or not. Strict. */
export const strictWebhookEnvelopeSchema = z
  .strictObject({ ...anyEvent, ...strictShape(envelopeFields) })
  .describe(description)
