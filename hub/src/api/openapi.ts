import { createRequire } from 'node:module'
import type { OpenAPIHono } from '@hono/zod-openapi'

const { version }: { version: string } = createRequire(import.meta.url)('prompt-webhooks-hub/package.json')
const eventSchema: { $id: string } = createRequire(import.meta.url)(
  'prompt-webhooks/schemas/v1/strict/WebhookEvent.json',
)

/**
 * The OpenAPI document of the API. Events are not described again: it refers to the contract's published
 * schema.
 */
export function openApiDocument(api: OpenAPIHono): object {
  const document = api.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'prompt-webhooks-hub',
      version,
      description: 'Publish prompt-template events, manage webhooks, and inspect deliveries.',
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
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'Required if the hub was started with a token.',
        },
      },
      schemas: { ...document.components?.schemas, WebhookEvent: { $ref: eventSchema.$id } },
    },
  }
}
