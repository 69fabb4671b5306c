import { events } from '../contract/catalog.js'
import {
  exampleSignature,
  signatureHeader,
  signatureSchema,
  standardWebhooksHeaders,
} from './delivery-headers.js'
import { documentInfo } from './document-info.js'
import { typeName } from './event-names.js'
import type { JsonSchema } from './json-schema.js'
import { componentPath, componentsOf, eventComponents } from './schema-components.js'

const headersSchema: JsonSchema = {
  title: 'DeliveryHeaders',
  description: 'The headers that prove where a delivery comes from.',
  type: 'object',
  properties: { [signatureHeader]: signatureSchema, ...standardWebhooksHeaders },
  required: [signatureHeader],
}

/** Builds `asyncapi.json`: AsyncAPI 3.0, with a message for each event. */
export function asyncApiDocument(): object {
  return {
    asyncapi: '3.0.0',
    info: { ...documentInfo, license: { name: 'MIT' } },
    defaultContentType: 'application/json',
    channels: {
      webhook: {
        // Each receiver registers its own URL with the sender.
        address: null,
        description: 'The URL of the receiver.',
        messages: Object.fromEntries(
          events.map(({ type }) => [type, { $ref: `#/components/messages/${type}` }]),
        ),
      },
    },
    operations: {
      receiveEvent: {
        action: 'receive',
        channel: { $ref: '#/channels/webhook' },
        summary: 'The sender delivers an event at least once, and events in any order.',
        security: [{ $ref: '#/components/securitySchemes/promptLayerSignature' }],
        bindings: { http: { method: 'POST', bindingVersion: '0.3.0' } },
      },
    },
    components: {
      messages: Object.fromEntries(events.map((event) => [event.type, message(event)])),
      schemas: { ...eventComponents(), ...componentsOf([headersSchema]) },
      securitySchemes: {
        promptLayerSignature: {
          type: 'httpApiKey',
          in: 'header',
          name: signatureHeader,
          description: signatureSchema.description,
        },
      },
    },
  }
}

function message({ type, description, example }: (typeof events)[number]) {
  const name = typeName(type)
  return {
    name: type,
    title: name,
    summary: description,
    headers: { $ref: componentPath('DeliveryHeaders') },
    payload: { $ref: componentPath(name) },
    examples: [{ headers: { [signatureHeader]: exampleSignature(example) }, payload: example }],
  }
}
