import { createRequire } from 'node:module'
import type { OpenAPIHono } from '@hono/zod-openapi'

const { version }: { version: string } = createRequire(import.meta.url)('prompt-webhooks-hub/package.json')
const eventSchema: { $id: string } = createRequire(import.meta.url)(
  'prompt-webhooks/schemas/v1/strict/WebhookEvent.json',
)

/** The API's description. Events are described by the contract, and referred to there. */
export function openApiDocument(api: OpenAPIHono): object {
  const document = api.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'prompt-webhooks-hub',
      version,
      description: 'Publish prompt-template events, and have them delivered to webhooks.',
      license: { name: 'MIT' },
    },
    servers: [{ url: '/api' }],
    security: [{ token: [] }, {}],
  })
  return {
    ...document,
    components: {
      ...document.components,
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'Where the hub has a token.' },
      },
      schemas: { ...document.components?.schemas, WebhookEvent: { $ref: eventSchema.$id } },
    },
  }
}
