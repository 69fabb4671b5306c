import { contractVersion } from './documents.js'

/** The information that the OpenAPI and the AsyncAPI document share. */
export const documentInfo = {
  title: 'Prompt-template webhooks',
  version: contractVersion,
  contact: { name: 'prompt-webhooks', url: 'https://www.npmjs.com/package/prompt-webhooks' },
  description: `Events about prompt templates. Each is the body of an HTTP \`POST\`. Unofficial: PromptLayer, which sends these events, does not make, endorse or support this document.

The schemas here are tolerant, for receivers: they allow unknown keys. The strict schemas, for senders and tests, are next to this file in \`strict/\`. The sender may add event types that are not listed here: acknowledge them. \`WebhookEnvelope.json\` describes the fields that all events have.`,
}
