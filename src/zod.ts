/**
 * The contract as zod schemas, of each event and of its details, in both strengths. Needs zod 4.5 or newer.
 *
 * @packageDocumentation
 */

// This comes first, so that an old zod is named before it fails to build a schema.
import './contract/zod-version.js'

export { strictWebhookEventSchema, webhookEventSchema } from './contract/catalog.js'
export { strictWebhookEnvelopeSchema, webhookEnvelopeSchema } from './contract/envelope.js'
export * from './generated/zod.js'
