import { signedForms } from '../signature/signed-forms.js'
import { hmac } from './hmac.js'

// A hash is made of the function at hand. Its key is no secret.
const key = 'delivery'

/** A hash of what was signed: of the canonical text or, if there is none, of the body, whose text may be no UTF-8. */
export function bodyId(body: string): string | Promise<string> {
  return hmac('hex', key, signedForms(body)[0] ?? JSON.stringify(body))
}
