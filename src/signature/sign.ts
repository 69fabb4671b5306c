import { hmacSha256 } from '../signing/hmac.js'
import { type RawBody, requireRawBody, textOf } from '../signing/raw-body.js'
import { requireSecret } from '../signing/secrets.js'
import { canonicalJson } from './canonical-json.js'

/**
 * The value of the `X-PromptLayer-Signature` header for a body: HMAC-SHA256 over its canonical text, in lower-case hex.
 *
 * @throws {SyntaxError} if the body is not JSON, which this scheme cannot sign.
 * @throws {TypeError} if the body is neither text nor bytes, or the secret is empty or has white space around it.
 */
export function signPayload(body: RawBody, secret: string): string {
  requireRawBody(body)
  const text = textOf(body)
  if (text === undefined) throw new SyntaxError('Not JSON: the body is not UTF-8')
  return hmacSha256('hex', requireSecret(secret), canonicalJson(text))
}
