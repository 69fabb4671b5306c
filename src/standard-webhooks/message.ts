import { hmacSha256 } from '../hmac.js'
import type { RawBody } from '../raw-body.js'
import { requireSecrets, type Secrets } from '../secrets.js'

// Base64 is in every runtime, but not in the compiler's ES2022.
declare const atob: (base64: string) => string
declare const btoa: (binary: string) => string

const prefix = 'whsec_'
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

/** What an id may be: it fits a header, and has no full stop, which separates the parts of what is signed. */
export const messageId = /^[!-\-/-~]+$/

/** The signature of a message under each of the secrets, without its version. */
export function signatures(id: string, timestamp: number, body: RawBody, secret: Secrets): string[] {
  return requireKeys(secret).map((key) =>
    btoa(String.fromCharCode(...hmacSha256(key, `${id}.${timestamp}.`, body))),
  )
}

function requireKeys(secret: Secrets): Uint8Array[] {
  return requireSecrets(secret).map((each) => {
    const encoded = each.startsWith(prefix) ? each.slice(prefix.length) : each
    if (encoded === '' || !base64.test(encoded)) {
      throw new TypeError(`secret: expected ${prefix} and base64, got a string of another form`)
    }
    return Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0))
  })
}
