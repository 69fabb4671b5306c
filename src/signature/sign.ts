import { hmacSha256 } from '../signing/hmac.js'
import { requireRawBody, textOf } from '../signing/raw-body.js'
import { requireSecret } from '../signing/secrets.js'
import { canonicalJson } from './canonical-json.js'

/**
 * Signs a body: returns the value of its `X-PromptLayer-Signature` header, the HMAC-SHA256 of its canonical
 * text in lower-case hex.
 *
 * @example
 * import { signPayload } from 'prompt-webhooks/signature'
 *
 * const body = JSON.stringify(event)
 * const headers = {
 *   'content-type': 'application/json',
 *   'x-promptlayer-signature': signPayload(body, process.env.WEBHOOK_SECRET ?? ''),
 * }
 * await fetch(url, { method: 'POST', headers, body })
 *
 * @throws {SyntaxError} if the body is not JSON. This scheme can only sign JSON.
 * @throws {TypeError} if the body is neither a string nor bytes, or the secret is empty or an obvious
 * mistake.
 */
export function signPayload(body: string | Uint8Array, secret: string): string {
  requireRawBody(body)
  const text = textOf(body)
  if (text === undefined) throw new SyntaxError('Not JSON: the body is not UTF-8')
  return hmacSha256('hex', requireSecret(secret), canonicalJson(text))
}
