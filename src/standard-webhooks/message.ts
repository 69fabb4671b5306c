import { globals } from '../runtime/globals.js'
import { requireSecrets, type Secrets, secretName } from '../signing/secrets.js'

const prefix = 'whsec_'
// The reference libraries take it without its padding too.
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/
const minKeyBytes = 16

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

/** @throws {TypeError} if a secret is not one of this scheme. */
export function requireKeys(secret: Secrets): Uint8Array[] {
  return requireSecrets(secret).map((each, index) => requireKey(each, secretName(secret, index)))
}

/**
 * The bytes of a secret.
 *
 * @throws {TypeError} if the secret is not base64, or its key is so short that it can only be a mistake. The specification asks
 * for 24 to 64 bytes.
 */
export function requireKey(secret: string, name: string): Uint8Array {
  const encoded = isMessageSecret(secret) ? secret.slice(prefix.length) : secret
  if (!base64.test(encoded)) {
    throw new TypeError(`${name}: expected ${prefix} and base64, got a string of another form`)
  }
  const key = Uint8Array.from(globals.atob(encoded), (character) => character.charCodeAt(0))
  if (key.length < minKeyBytes) {
    throw new TypeError(
      `${name}: expected a key of at least ${minKeyBytes} bytes in base64, got ${key.length}`,
    )
  }
  return key
}
