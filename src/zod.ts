export { strictWebhookEventSchema, webhookEventSchema } from './contract/catalog.js'
export { strictWebhookEnvelopeSchema, webhookEnvelopeSchema } from './contract/envelope.js'
export * from './generated/zod.js'
