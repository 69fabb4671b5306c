import { createRequire } from 'node:module'
import type { OpenAPIHono } from '@hono/zod-openapi'

const require = createRequire(import.meta.url)
const { version }: { version: string } = require('prompt-webhooks-hub/package.json')
const events: {
  definitions: Record<string, object>
} = require('prompt-webhooks/schemas/v1/strict/WebhookEvent.json')

/** The OpenAPI document of the API, with the contract's strict schemas of the events inside. */
export function openApiDocument(api: OpenAPIHono): object {
  const document = api.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'prompt-webhooks-hub',
      version,
      description:
        'Publish prompt-template events, manage webhooks, and inspect deliveries. A path that exists answers 405 with `Allow` to other methods, and any other path answers 404.',
      contact: { name: 'prompt-webhooks', url: 'https://www.npmjs.com/package/prompt-webhooks-hub' },
    },
    servers: [{ url: '/api' }],
    security: [{ token: [] }, {}],
    tags: [
      { name: 'Events', description: 'Publish events, and read those that were published.' },
      { name: 'Webhooks', description: 'Manage the endpoints that events are sent to.' },
      { name: 'Deliveries', description: 'Inspect deliveries and their attempts, and send them again.' },
      { name: 'Overview', description: 'See how deliveries are doing.' },
    ],
  })
  const { paths = {}, components } = document
  for (const [path, item] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(item as Record<string, Operation>)) {
      const names = Object.entries(failures).filter(([, { of }]) => of({ path, method, operation }))
      for (const [name, { status }] of names) {
        operation.responses[status] ??= { $ref: `#/components/responses/${name}` }
      }
      // Some tools show only one of the two.
      operation.description ??= `${operation.summary}.`
    }
  }
  return {
    ...document,
    // The declared type of `info` is that of OpenAPI 3.0, which has no `identifier`.
    info: { ...document.info, license: { name: 'MIT', identifier: 'MIT' } },
    components: {
      ...components,
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'Required if the hub was started with a token.',
        },
      },
      responses: Object.fromEntries(Object.entries(failures).map(([name, each]) => [name, responseOf(each)])),
      schemas: { ...components?.schemas, ...eventSchemas() },
    },
  }
}

interface Operation {
  readonly operationId: string
  readonly summary: string
  description?: string
  readonly requestBody?: object
  readonly security?: readonly object[]
  readonly responses: Record<string, object>
}

interface Failure {
  readonly status: number
  readonly description: string
  /** The headers of the response, with their descriptions. */
  readonly headers?: Readonly<Record<string, string>>
  /** Whether an operation can fail in this way. */
  readonly of: (each: { path: string; method: string; operation: Operation }) => boolean
}

const always = () => true
const writes: Failure['of'] = ({ method }) => method !== 'get'
const hasBody: Failure['of'] = ({ operation }) => operation.requestBody !== undefined
const isData: Failure['of'] = ({ operation }) => operation.security === undefined
// A stream that has begun can only end.
const isAnswer: Failure['of'] = (each) => isData(each) && each.operation.operationId !== 'streamDeliveries'
const retryAfter = { 'Retry-After': 'The seconds to wait.' }

/** What the hub answers to any operation, or to any of a kind, whatever the operation does. */
const failures: Readonly<Record<string, Failure>> = {
  BadRequest: {
    status: 400,
    description: 'The body is not JSON: `detail` names line and column.',
    of: hasBody,
  },
  Unauthorized: {
    status: 401,
    description: 'The token is missing or wrong.',
    headers: { 'WWW-Authenticate': 'Always `Bearer`.' },
    of: isData,
  },
  Forbidden: { status: 403, description: 'A page of another site sent the request.', of: writes },
  ContentTooLarge: { status: 413, description: 'The body has more than 1 MiB.', of: writes },
  UnsupportedMediaType: { status: 415, description: 'The body must be `application/json`.', of: hasBody },
  MisdirectedRequest: { status: 421, description: 'The hub does not serve this host.', of: always },
  TooManyRequests: {
    status: 429,
    description: 'Too many wrong tokens from this address.',
    headers: retryAfter,
    of: isData,
  },
  InternalServerError: {
    status: 500,
    description: 'Something went wrong in the hub. Its log has details.',
    of: isAnswer,
  },
  ServiceUnavailable: {
    status: 503,
    description: 'The database does not answer, or too many streams are open.',
    headers: retryAfter,
    of: isData,
  },
  InsufficientStorage: {
    status: 507,
    description: 'The disk of the database is full. Nothing was changed; what was accepted before is safe.',
    of: isAnswer,
  },
}

function responseOf({ description, headers = {} }: Failure): object {
  return {
    description,
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, text]) => [
        name,
        { description: text, schema: { type: 'string' } },
      ]),
    ),
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  }
}

/** The schema of any event, and those of each type, by their names. */
function eventSchemas(): Record<string, object> {
  const names = Object.keys(events.definitions)
  return {
    ...events.definitions,
    WebhookEvent: { oneOf: names.map((name) => ({ $ref: `#/components/schemas/${name}` })) },
  }
}
