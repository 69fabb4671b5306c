import { contractVersion } from './documents.js'

/** What OpenAPI and AsyncAPI say of themselves alike. */
export const documentInfo = {
  title: 'Prompt-template webhooks',
  version: contractVersion,
  contact: { name: 'prompt-webhooks', url: 'https://www.npmjs.com/package/prompt-webhooks' },
  description: `Events about prompt templates and what is made with them, each the body of an HTTP \`POST\`. Unofficial: not made, endorsed or supported by PromptLayer, whose events these are.

The schemas are the tolerant ones, for who receives: unknown keys are let through. The strict ones, for who sends and for tests, are beside this file, in \`strict/\`. An event of a type that is not here was added later: acknowledge it. \`WebhookEnvelope.json\` has what it has in common with the others.`,
}
