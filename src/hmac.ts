import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'

/** What is used of `node:crypto`. */
interface NodeCrypto {
  createHmac(
    algorithm: 'sha256',
    key: string | Uint8Array,
  ): { update(data: string | Uint8Array): void; digest(): Uint8Array }
  timingSafeEqual(a: Uint8Array, b: Uint8Array): boolean
}

interface Runtime {
  readonly process?: { getBuiltinModule?(id: 'node:crypto'): NodeCrypto | undefined }
}

// Text encoders are in every runtime, but not in the compiler's ES2022.
declare const TextEncoder: new () => { encode(text: string): Uint8Array }

// Not imported: the same build runs where there is no Node, in JavaScript alone.
const nodeCrypto = (globalThis as Runtime).process?.getBuiltinModule?.('node:crypto')

/** HMAC-SHA256 of a message in parts; text counts as its UTF-8 bytes. */
export function hmacSha256(
  key: string | Uint8Array,
  ...message: readonly (string | Uint8Array)[]
): Uint8Array {
  if (nodeCrypto) {
    const mac = nodeCrypto.createHmac('sha256', key)
    for (const part of message) mac.update(part)
    return mac.digest()
  }
  const mac = hmac.create(sha256, bytesOf(key))
  for (const part of message) mac.update(bytesOf(part))
  return mac.digest()
}

/** Compares in a time that tells nothing of where they differ. */
export function equalInConstantTime(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  if (nodeCrypto) return nodeCrypto.timingSafeEqual(a, b)
  let difference = 0
  for (const [index, byte] of a.entries()) difference |= byte ^ (b[index] ?? 0)
  return difference === 0
}

/** The UTF-8 bytes of a text. */
export function bytesOf(data: string | Uint8Array): Uint8Array {
  return typeof data === 'string' ? new TextEncoder().encode(data) : data
}
