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
import { problemSchema, type ReceiverAnswer, receiverAnswers } from './receiver-answers.js'
import { componentPath, componentsOf, eventComponents } from './schema-components.js'

/** Builds `openapi.json`: OpenAPI 3.1, with a webhook for each event. */
export function openApiDocument(): object {
  return {
    openapi: '3.1.0',
    info: { ...documentInfo, license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: '/', description: 'The URL of the receiver, as registered with the sender.' }],
    security: [{ promptLayerSignature: [] }],
    webhooks: Object.fromEntries(events.map((event) => [event.type, { post: operation(event) }])),
    components: {
      schemas: { ...eventComponents(), ...componentsOf([problemSchema]) },
      responses: Object.fromEntries(
        receiverAnswers.map((answer) => [responseName(answer), response(answer)]),
      ),
      parameters: Object.fromEntries(
        Object.entries(standardWebhooksHeaders).map(([name, schema]) => [
          name,
          parameter(name, schema, schema.examples?.[0]),
        ]),
      ),
      securitySchemes: {
        promptLayerSignature: {
          type: 'apiKey',
          in: 'header',
          name: signatureHeader,
          description: signatureSchema.description,
        },
      },
    },
  }
}

function operation({ type, description, example }: (typeof events)[number]) {
  const name = typeName(type)
  const signature = {
    ...parameter(
      signatureHeader,
      { ...signatureSchema, description: 'The signature of the body. See the security scheme.' },
      exampleSignature(example),
    ),
    required: true,
  }
  return {
    operationId: type,
    summary: description,
    parameters: [
      signature,
      ...Object.keys(standardWebhooksHeaders).map((header) => ({
        $ref: `#/components/parameters/${header}`,
      })),
    ],
    requestBody: {
      required: true,
      content: { 'application/json': { schema: { $ref: componentPath(name) }, example } },
    },
    responses: Object.fromEntries(
      receiverAnswers.map((answer) => [
        answer.status,
        { $ref: `#/components/responses/${responseName(answer)}` },
      ]),
    ),
  }
}

function parameter(name: string, { description, examples: _, ...schema }: JsonSchema, example: unknown) {
  return { name, in: 'header', description, schema, example }
}

function response({ description, header, example }: ReceiverAnswer) {
  return {
    description,
    ...(header && {
      headers: {
        [header.name]: { description: header.description, schema: { type: 'string' }, example: header.value },
      },
    }),
    ...(example && {
      content: {
        'application/problem+json': { schema: { $ref: componentPath('ProblemDetails') }, example },
      },
    }),
  }
}

function responseName({ example }: ReceiverAnswer): string {
  return (example?.title ?? 'No Content').replaceAll(' ', '')
}
