import { globals } from '../runtime/globals.js'
import { requireSecrets, type Secrets } from '../signing/secrets.js'

const prefix = 'whsec_'
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

/** What an id may be: it fits a header, and has no full stop, which separates the parts of what is signed. */
export const messageId = /^[!-\-/-~]+$/

/** What a timestamp may be: seconds since 1970. */
export const messageTimestamp = /^(?:0|[1-9][0-9]{0,11})$/

/** What is signed before the body. */
export const signedPrefix = (id: string, seconds: number) => `${id}.${seconds}.`

/** A signature as the header has it. */
export const signatureOf = (mac: string) => `v1,${mac}`

/** Whether a secret says that it is one of this scheme. */
export const isMessageSecret = (secret: string) => secret.startsWith(prefix)

/** @throws {TypeError} if a secret is not what this scheme has. */
export function requireKeys(secret: Secrets): Uint8Array[] {
  return requireSecrets(secret).map((each) => {
    const encoded = isMessageSecret(each) ? each.slice(prefix.length) : each
    if (encoded === '' || !base64.test(encoded)) {
      throw new TypeError(`secret: expected ${prefix} and base64, got a string of another form`)
    }
    return Uint8Array.from(globals.atob(encoded), (character) => character.charCodeAt(0))
  })
}
