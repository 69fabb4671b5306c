import { type OpenAPIHono, z } from '@hono/zod-openapi'
import { operationalEvents } from '../alerts/operational-event.js'

const headers = z.object({
  'webhook-id': z.string().openapi({ description: 'The id of the message: the same in every attempt.' }),
  'webhook-timestamp': z
    .string()
    .openapi({ description: 'When this attempt was made, in seconds since 1970.' }),
  'webhook-signature': z.string().openapi({ description: 'A signature of Standard Webhooks.' }),
})

/** Adds the messages to the alert URL to the `webhooks` of the OpenAPI document. */
export function registerOperationalWebhooks(api: OpenAPIHono): void {
  for (const [type, schema] of Object.entries(operationalEvents)) {
    api.openAPIRegistry.registerWebhook({
      method: 'post',
      path: type,
      operationId: type.replace(/[._](.)/g, (_, letter: string) => letter.toUpperCase()),
      tags: ['Alerts'],
      summary: schema.description ?? type,
      security: [],
      request: { headers, body: { required: true, content: { 'application/json': { schema } } } },
      responses: { 204: { description: 'Any status of 2xx accepts the message. Others are tried again.' } },
    })
  }
}
