import { catalog } from '../../src/generated/catalog.js'
import { signPayload } from '../../src/signature/index.js'
import { signMessage } from '../../src/standard-webhooks/index.js'

export const secret = 'test-secret'
export const messageSecret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'

export const moved = JSON.stringify(catalog.prompt_template_label_moved.example)
export const created = JSON.stringify(catalog.prompt_template_created.example)
/** An event of an unknown type. */
export const unknown = moved.replace('prompt_template_label_moved', 'prompt_template_added_later')
/** A known event with a wrong field. */
export const invalid = moved.replace('"prompt_template_id":12', '"prompt_template_id":"secret-value"')

/** The headers of a delivery that is signed with the sender's scheme. */
export function signedHeaders(body: string | Uint8Array, key = secret): Record<string, string> {
  return { 'content-type': 'application/json', 'x-promptlayer-signature': signPayload(body, key) }
}

/** The headers of a delivery that is signed with Standard Webhooks. */
export function messageHeaders(
  body: string | Uint8Array,
  { id = 'msg_1', timestamp = new Date() as Date | number } = {},
): Record<string, string> {
  return {
    'content-type': 'application/json',
    ...signMessage({ id, timestamp, body, secret: messageSecret }),
  }
}

export function post(
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = signedHeaders(body),
): Request {
  return new Request('http://localhost/webhooks', { method: 'POST', body, headers })
}
