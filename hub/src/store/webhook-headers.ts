import { InvalidInputError } from '../errors.js'
import type { SecretBox } from '../secret-box.js'

// More are a mistake, and every attempt sends them all.
const maxHeaders = 20

/** The headers of a webhook as they are stored: encrypted values by names in lower case. */
export type StoredHeaders = Readonly<Record<string, string>>

/**
 * Returns what to store after a change. A header that is `null` is removed; the others keep their value.
 *
 * @throws {InvalidInputError} if the webhook would have too many headers.
 */
export function changeHeaders(
  stored: StoredHeaders,
  change: Readonly<Record<string, string | null>>,
  secrets: SecretBox,
  webhookId: string,
): StoredHeaders {
  const headers = new Map(Object.entries(stored))
  for (const [name, value] of Object.entries(change)) {
    if (value === null) headers.delete(name.toLowerCase())
    else headers.set(name.toLowerCase(), secrets.seal(value, webhookId))
  }
  if (headers.size > maxHeaders) {
    const message = `headers: expected at most ${maxHeaders} for a webhook`
    throw new InvalidInputError([{ path: ['headers'], message, code: 'too_big' }])
  }
  return Object.fromEntries(headers)
}

/** Returns the headers with each value replaced. */
export function mapHeaders(headers: StoredHeaders, replace: (value: string) => string): StoredHeaders {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, replace(value)]))
}
