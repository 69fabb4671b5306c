import { globals } from '../runtime/globals.js'
import { requireSecrets, type Secrets, secretName } from '../signing/secrets.js'

const prefix = 'whsec_'
// Like the reference libraries, accepts base64 without padding.
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/
const minKeyBytes = 16

/** The form of an id: visible ASCII, without the full stop that separates the parts of the signed text. */
export const messageId = /^[!-\-/-~]+$/

/** The form of a timestamp: whole seconds since 1970. */
export const messageTimestamp = /^(?:0|[1-9][0-9]{0,11})$/

/** The form of the signatures: visible ASCII, with spaces between them. Each starts with its version. */
export const messageSignatures = /^[!-~]+(?: +[!-~]+)*$/

/** Returns the signed text before the body. */
export const signedPrefix = (id: string, seconds: number) => `${id}.${seconds}.`

/** Returns a signature in the form of the header. */
export const signatureOf = (mac: string) => `v1,${mac}`

/** Returns whether a secret has the prefix of this scheme. */
export const isMessageSecret = (secret: string) => secret.startsWith(prefix)

/**
 * Returns the keys in the secrets.
 *
 * @throws {TypeError} as `requireSecrets` and `requireKey` do.
 */
export function requireKeys(secret: Secrets): Uint8Array[] {
  return requireSecrets(secret).map((each, index) => requireKey(each, secretName(secret, index)))
}

// The last secret and its key, because decoding takes longer than an HMAC. The bytes never leave this
// package.
let last: { readonly secret: string; readonly key: Uint8Array } | undefined

/**
 * Returns the key in a secret.
 *
 * @throws {TypeError} if the secret is not base64, or its key is shorter than 16 bytes, which can only be a
 * mistake. The specification asks for 24 to 64 bytes.
 */
export function requireKey(secret: string, name: string): Uint8Array {
  if (secret === last?.secret) return last.key
  const encoded = isMessageSecret(secret) ? secret.slice(prefix.length) : secret
  if (!base64.test(encoded)) {
    throw new TypeError(`${name}: expected ${prefix} followed by base64`)
  }
  const key = Uint8Array.from(globals.atob(encoded), (character) => character.charCodeAt(0))
  if (key.length < minKeyBytes) {
    throw new TypeError(
      `${name}: expected a key of at least ${minKeyBytes} bytes in base64, got ${key.length}`,
    )
  }
  last = { secret, key }
  return key
}
