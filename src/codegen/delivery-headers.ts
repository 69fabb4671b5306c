import { createHmac } from 'node:crypto'
import { canonicalJson } from '../signature/canonical-json.js'
import { messageId, messageSignatures, messageTimestamp } from '../standard-webhooks/message.js'
import type { JsonSchema } from './json-schema.js'

/** The header with the sender's own signature. */
export const signatureHeader = 'X-PromptLayer-Signature'

const exampleSecret = 'test-secret'

/** The schema of that header. */
export const signatureSchema: JsonSchema = {
  description:
    'The HMAC-SHA256 of the body, in hex. The key is the UTF-8 bytes of the secret. The signed text is what Python ' +
    'writes for the body: `json.dumps(json.loads(body), sort_keys=True)`. ' +
    `A receiver may accept a signature of the raw body too. The examples are signed with \`${exampleSecret}\`.`,
  type: 'string',
  pattern: '^[0-9a-f]{64}$',
}

/** Signs an event as the sender does. */
export function exampleSignature(event: unknown): string {
  return createHmac('sha256', exampleSecret)
    .update(canonicalJson(JSON.stringify(event)))
    .digest('hex')
}

/**
 * The headers of Standard Webhooks, which a delivery may have too, with the example values of its
 * specification.
 */
export const standardWebhooksHeaders: Readonly<Record<string, JsonSchema>> = {
  'webhook-id': {
    description:
      'Standard Webhooks: the id of the message. It stays the same when the message is sent again.',
    type: 'string',
    pattern: messageId.source,
    examples: ['msg_2KWPBgLlAfxdpx2AI54pPJ85f4W'],
  },
  'webhook-timestamp': {
    description: 'Standard Webhooks: when the message was sent, in seconds since 1970.',
    type: 'string',
    pattern: messageTimestamp.source,
    examples: ['1674087231'],
  },
  'webhook-signature': {
    description:
      'Standard Webhooks: `v1,` and a signature in base64. During a rotation of secrets, several, separated by spaces. ' +
      'A receiver ignores those of other versions.',
    type: 'string',
    pattern: messageSignatures.source,
    examples: ['v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkQ2pj9o9NDN/H/pI4='],
  },
}
