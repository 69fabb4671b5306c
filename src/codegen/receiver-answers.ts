import type { EventIssue } from '../issue/issue.js'
import { type ProblemDetails, problem } from '../receiver/result.js'
import type { JsonSchema } from './json-schema.js'

/** An answer of a receiver, as `prompt-webhooks/receiver` gives it. */
export interface ReceiverAnswer {
  readonly status: number
  readonly description: string
  /** The value of a header that comes with it. */
  readonly header?: { readonly name: string; readonly description: string; readonly value: string }
  /** The body. */
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

/** Every answer of a receiver. */
export const receiverAnswers: readonly ReceiverAnswer[] = [
  {
    status: 204,
    description:
      'Taken: handled, handled before, or of no interest, as an event of an unknown type is. Any other 2xx means the same.',
  },
  {
    status: 400,
    description: 'No JSON in UTF-8, or ended too early.',
    example: problem(400, refusal(noJson)),
  },
  { status: 401, description: 'The signature is missing or wrong.', example: problem(401) },
  {
    status: 405,
    description: 'The method is not `POST`.',
    header: { name: 'Allow', description: 'The method to use.', value: 'POST' },
    example: problem(405),
  },
  { status: 413, description: 'The body is larger than the receiver takes.', example: problem(413) },
  {
    status: 415,
    description: 'The body is no JSON by its content type, or is compressed.',
    example: problem(415),
  },
  {
    status: 422,
    description: 'A known event with wrong fields, or any event with a broken envelope.',
    example: problem(422, refusal(missing)),
  },
  { status: 500, description: 'The receiver failed. Send the event again.', example: problem(500) },
  {
    status: 503,
    description: 'The receiver is at this event already. Send it again.',
    header: { name: 'Retry-After', description: 'Seconds to wait.', value: '5' },
    example: problem(503),
  },
]

const issueSchema: JsonSchema = {
  title: 'EventIssue',
  description: 'One thing that is wrong with an event. Never holds a value of it.',
  type: 'object',
  properties: {
    path: {
      description: 'The keys from the root of the event to the field.',
      type: 'array',
      items: { oneOf: [{ type: 'string' }, { type: 'integer' }] },
    },
    message: { description: 'For people.', type: 'string' },
    code: { description: 'For code: stable.', type: 'string' },
  },
  required: ['path', 'message', 'code'],
}

/** The body of every answer that has one. */
export const problemSchema: JsonSchema = {
  title: 'ProblemDetails',
  description: 'Why a delivery was not taken (RFC 9457).',
  type: 'object',
  properties: {
    type: { description: 'Always `about:blank`: the status tells it all.', type: 'string' },
    title: { description: 'The name of the status.', type: 'string' },
    status: { description: 'The status.', type: 'integer' },
    detail: { description: 'What is wrong, for people. Only where the signature held.', type: 'string' },
    issues: { description: 'What is wrong, field by field.', type: 'array', items: issueSchema },
  },
  required: ['type', 'title', 'status'],
}
