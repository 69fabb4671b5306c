import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const prefix = 'v1.'
const plainPrefix = 'v0.'
const ivBytes = 12
const tagBytes = 16
const howToCreate = 'Create a key with `openssl rand -base64 32`'

/** Encrypts secrets for storage with AES-256-GCM. Each ciphertext is bound to its webhook's id. */
export interface SecretBox {
  /** Whether there is a key. */
  readonly encrypts: boolean
  /** Encrypts with the first key. Without a key, stores the secret as plain text. */
  seal(secret: string, webhookId: string): string
  /**
   * Decrypts with any of the keys. Also reads secrets that were stored without a key.
   *
   * @throws {Error} if no key decrypts it.
   */
  open(stored: string, webhookId: string): string
  /**
   * Whether the secret is stored as plain text or under another key than the first, and should be sealed
   * again.
   */
  isStale(stored: string, webhookId: string): boolean
}

/**
 * @param keys 32 bytes each, in base64, separated by white space. The first encrypts, all of them decrypt.
 * Without keys, secrets are stored as plain text.
 * @throws {TypeError} if a key is not 32 bytes, or the text is blank.
 */
export function secretBox(keys: string | undefined): SecretBox {
  const list = (keys?.match(/\S+/g) ?? []).map(readKey)
  if (keys !== undefined && !list.length) {
    throw new TypeError(`key: it is blank. ${howToCreate}, or leave it out to store secrets as plain text`)
  }
  const [first] = list
  const openWith = (key: Buffer, stored: string, webhookId: string): string | undefined => {
    const bytes = Buffer.from(stored.slice(prefix.length), 'base64url')
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivBytes), {
      authTagLength: tagBytes,
    })
    decipher.setAAD(Buffer.from(webhookId))
    decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes))
    try {
      return decipher.update(bytes.subarray(ivBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8')
    } catch {
      return undefined
    }
  }
  return {
    encrypts: first !== undefined,
    seal(secret, webhookId) {
      if (!first) return plainPrefix + secret
      const iv = randomBytes(ivBytes)
      const cipher = createCipheriv('aes-256-gcm', first, iv, { authTagLength: tagBytes })
      cipher.setAAD(Buffer.from(webhookId))
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
      return prefix + Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64url')
    },
    open(stored, webhookId) {
      if (stored.startsWith(plainPrefix)) return stored.slice(plainPrefix.length)
      for (const key of list) {
        const secret = openWith(key, stored, webhookId)
        if (secret !== undefined) return secret
      }
      throw new Error(
        list.length
          ? `The secret of webhook ${webhookId} is encrypted with another key: add that key to PROMPT_WEBHOOKS_KEY`
          : `The secret of webhook ${webhookId} is encrypted: set PROMPT_WEBHOOKS_KEY to its key`,
      )
    },
    isStale: (stored, webhookId) =>
      first !== undefined && !(stored.startsWith(prefix) && openWith(first, stored, webhookId) !== undefined),
  }
}

function readKey(text: string): Buffer {
  const key = Buffer.from(text, 'base64')
  if (key.length !== 32) {
    throw new TypeError(`key: expected 32 bytes in base64. ${howToCreate}`)
  }
  return key
}
