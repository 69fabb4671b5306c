import type { Data } from '../runtime/encoding.js'
import { signedForms } from './signed-forms.js'

// The receiver has an HMAC but no plain hash, so it uses the HMAC with a fixed key. The key is not a secret.
const key = 'delivery'

/**
 * Returns a hash that identifies what a body says: a hash of its canonical text, so it is the same for every
 * spelling of the same JSON. A body without a canonical text is hashed as it is.
 */
export function bodyHash<Hash>(
  hmac: (encoding: 'hex', key: string, message: Data) => Hash,
  body: string,
): Hash {
  return hmac('hex', key, signedForms(body)[0] ?? JSON.stringify(body))
}
