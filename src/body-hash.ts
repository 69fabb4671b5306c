import { signPayload } from './signature/index.js'

// A hash is made of the function at hand. Its key is no secret.
const key = 'delivery'

/** What tells a body from others: a hash of its canonical text, 64 hex digits, the same in every spelling of the same JSON. */
export function bodyHash(body: string): string {
  try {
    return signPayload(body, key)
  } catch {
    // Without a canonical text the bytes are what was signed.
    return signPayload(JSON.stringify(body), key)
  }
}
