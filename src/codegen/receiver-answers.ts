import type { EventIssue } from '../issue/issue.js'
import { type ProblemDetails, problem } from '../receiver/result.js'
import type { JsonSchema } from './json-schema.js'

/** A response of a receiver that uses `prompt-webhooks/receiver`. */
export interface ReceiverAnswer {
  /** The HTTP status. */
  readonly status: number
  /** What the status means. */
  readonly description: string
  /** A header of the response, with an example value. */
  readonly header?: { readonly name: string; readonly description: string; readonly value: string }
  /** An example of the body. */
  readonly example?: ProblemDetails
}

const missing: EventIssue = {
  path: ['user_id'],
  message: 'user_id: missing, expected a whole number',
  code: 'missing',
}
const noJson: EventIssue = { path: [], message: 'expected JSON in UTF-8', code: 'invalid_json' }

const refusal = (issue: EventIssue) => ({
  detail: `Invalid webhook event: ${issue.message}`,
  issues: [issue],
})

/** Every response of a receiver. */
export const receiverAnswers: readonly ReceiverAnswer[] = [
  {
    status: 204,
    description:
      'Accepted: handled now, handled before, or ignored, as an event of an unknown type is. Every 2xx means the same.',
  },
  {
    status: 400,
    description: 'The body is not JSON in UTF-8, or it is incomplete.',
    example: problem(400, refusal(noJson)),
  },
  { status: 401, description: 'The signature is missing or wrong.', example: problem(401) },
  {
    status: 405,
    description: 'The method is not `POST`.',
    header: { name: 'Allow', description: 'The method to use.', value: 'POST' },
    example: problem(405),
  },
  { status: 413, description: 'The body is larger than the receiver allows.', example: problem(413) },
  {
    status: 415,
    description: 'The content type is not JSON, or the body is compressed.',
    example: problem(415),
  },
  {
    status: 422,
    description: 'A known event has a wrong field, or an event of any type has a wrong envelope.',
    example: problem(422, refusal(missing)),
  },
  { status: 500, description: 'The receiver failed. Send the event again.', example: problem(500) },
  {
    status: 503,
    description: 'The event is still being handled. Send it again later.',
    header: { name: 'Retry-After', description: 'Seconds to wait.', value: '5' },
    example: problem(503),
  },
]

const issueSchema: JsonSchema = {
  title: 'EventIssue',
  description: 'One thing that is wrong with an event. It never contains a value from the event.',
  type: 'object',
  properties: {
    path: {
      description: 'The keys from the root of the event to the field.',
      type: 'array',
      items: { oneOf: [{ type: 'string' }, { type: 'integer' }] },
    },
    message: { description: 'For people: names the field and what was expected.', type: 'string' },
    code: { description: 'For code: stable.', type: 'string' },
  },
  required: ['path', 'message', 'code'],
}

/** The schema of the body of an error response. */
export const problemSchema: JsonSchema = {
  title: 'ProblemDetails',
  description: 'Why a delivery was not accepted (RFC 9457).',
  type: 'object',
  properties: {
    type: { description: 'Always `about:blank`: the status says everything.', type: 'string' },
    title: { description: 'The name of the status.', type: 'string' },
    status: { description: 'The HTTP status.', type: 'integer' },
    detail: {
      description: 'What is wrong, for people. Present only if the signature is valid.',
      type: 'string',
    },
    issues: { description: 'What is wrong, field by field.', type: 'array', items: issueSchema },
  },
  required: ['type', 'title', 'status'],
}
