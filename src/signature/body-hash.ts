import type { Data } from '../runtime/encoding.js'
import { signedForms } from './signed-forms.js'

// A hash is made of the function at hand. Its key is no secret.
const key = 'delivery'

/**
 * What tells a body from others: a hash, by the HMAC at hand, of what was signed: of the canonical text or, if there is none,
 * of the body, whose text may be no UTF-8. So it is the same in every spelling of the same JSON.
 */
export function bodyHash<Hash>(
  hmac: (encoding: 'hex', key: string, message: Data) => Hash,
  body: string,
): Hash {
  return hmac('hex', key, signedForms(body)[0] ?? JSON.stringify(body))
}
