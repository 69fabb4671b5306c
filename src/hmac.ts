/*! Bundled: @noble/hashes, MIT License, Copyright (c) 2022 Paul Miller (https://paulmillr.com) */
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'

type Bytes = string | Uint8Array
type Encoding = 'hex' | 'base64'

/** What is used of `node:crypto`. */
interface NodeCrypto {
  createHmac(
    algorithm: 'sha256',
    key: Bytes,
  ): { update(part: Bytes): void; digest(encoding: Encoding): string }
  timingSafeEqual(a: Uint8Array, b: Uint8Array): boolean
}

interface Runtime {
  readonly process?: { getBuiltinModule?(id: 'node:crypto'): NodeCrypto | undefined }
}

// These are in every runtime, but not in the compiler's ES2022.
declare const TextEncoder: new () => { encode(text: string): Uint8Array }
declare const btoa: (binary: string) => string

// Asked for, not imported: the same build runs where there is no Node.
const nodeCrypto = (globalThis as Runtime).process?.getBuiltinModule?.('node:crypto')
const utf8 = new TextEncoder()

/** HMAC-SHA256 of a message in parts. Text counts as its UTF-8 bytes. */
export function hmacSha256(encoding: Encoding, key: Bytes, ...message: readonly Bytes[]): string {
  if (nodeCrypto) {
    const mac = nodeCrypto.createHmac('sha256', key)
    for (const part of message) mac.update(part)
    return mac.digest(encoding)
  }
  const mac = hmac.create(sha256, bytesOf(key))
  for (const part of message) mac.update(bytesOf(part))
  const digest = mac.digest()
  return encoding === 'hex' ? bytesToHex(digest) : btoa(String.fromCharCode(...digest))
}

/** Compares texts in a time that tells nothing of where they differ. */
export function equalInConstantTime(a: string, b: string): boolean {
  const left = utf8.encode(a)
  const right = utf8.encode(b)
  if (left.length !== right.length) return false
  if (nodeCrypto) return nodeCrypto.timingSafeEqual(left, right)
  let difference = 0
  for (const [index, byte] of left.entries()) difference |= byte ^ (right[index] ?? 0)
  return difference === 0
}

const bytesOf = (data: Bytes) => (typeof data === 'string' ? utf8.encode(data) : data)
