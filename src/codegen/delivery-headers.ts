import { createHmac } from 'node:crypto'
import { canonicalJson } from '../signature/canonical-json.js'
import { messageId, messageTimestamp } from '../standard-webhooks/message.js'
import type { JsonSchema } from './json-schema.js'

/** The header of the sender's own signature. */
export const signatureHeader = 'X-PromptLayer-Signature'

const exampleSecret = 'test-secret'

/** What the header holds. */
export const signatureSchema: JsonSchema = {
  description:
    'HMAC-SHA256, in hex and keyed with the UTF-8 bytes of the secret, of what Python writes for the body: ' +
    '`json.dumps(json.loads(body), sort_keys=True)`. ' +
    `A receiver may take one of the body itself as well. The examples are signed with \`${exampleSecret}\`.`,
  type: 'string',
  pattern: '^[0-9a-f]{64}$',
}

/** The sender's signature of an event. */
export function exampleSignature(event: unknown): string {
  return createHmac('sha256', exampleSecret)
    .update(canonicalJson(JSON.stringify(event)))
    .digest('hex')
}

/** The headers of Standard Webhooks, which a delivery may have besides, with the values that its specification shows. */
export const standardWebhooksHeaders: Readonly<Record<string, JsonSchema>> = {
  'webhook-id': {
    description: 'Standard Webhooks: names the message, also when it is sent again.',
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
      'Standard Webhooks: `v1,` and a signature in base64; several, with a space between them, while secrets are rotated.',
    type: 'string',
    pattern: '^v1,[A-Za-z0-9+/=]+(?: v1,[A-Za-z0-9+/=]+)*$',
    examples: ['v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkQ2pj9o9NDN/H/pI4='],
  },
}
