import { createHash } from 'node:crypto'

/** A key for `PROMPT_WEBHOOKS_KEY`. The same name always gives the same key, and another name another key. */
export function encryptionKey(name: string): string {
  return createHash('sha256').update(name).digest('base64')
}
