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
  description: 'The headers that tell where a delivery is from.',
  type: 'object',
  properties: { [signatureHeader]: signatureSchema, ...standardWebhooksHeaders },
  required: [signatureHeader],
}

/** `asyncapi.json`: AsyncAPI 3.0, with a message for each event. */
export function asyncApiDocument(): object {
  return {
    asyncapi: '3.0.0',
    info: { ...documentInfo, license: { name: 'MIT' } },
    defaultContentType: 'application/json',
    channels: {
      webhook: {
        // What its URL is, the receiver has told the sender.
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
        summary: 'An event is delivered, at least once and in any order.',
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
