/*! Bundled: @noble/hashes, MIT License, Copyright (c) 2022 Paul Miller (https://paulmillr.com) */
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'

type Bytes = string | Uint8Array
type Encoding = 'hex' | 'base64'

/** What is used of Node. */
interface BuiltinModules {
  'node:crypto': {
    createHmac(
      algorithm: 'sha256',
      key: Bytes,
    ): { update(part: Bytes): void; digest(encoding: Encoding): string }
    timingSafeEqual(a: Uint8Array, b: Uint8Array): boolean
  }
  'node:buffer': { readonly Buffer: { from(text: string): Uint8Array } }
}

interface Runtime {
  readonly process?: {
    getBuiltinModule?<Id extends keyof BuiltinModules>(id: Id): BuiltinModules[Id] | undefined
  }
}

// These are in every runtime, but not in the compiler's ES2022.
declare const TextEncoder: new () => { encode(text: string): Uint8Array }
declare const btoa: (binary: string) => string

// Asked for, not imported: the same build runs where there is no Node.
const { process } = globalThis as Runtime
const crypto = process?.getBuiltinModule?.('node:crypto')
const buffer = process?.getBuiltinModule?.('node:buffer')
const utf8 = new TextEncoder()

/** HMAC-SHA256 of a message after a prefix. Text counts as its UTF-8 bytes. */
export function hmacSha256(encoding: Encoding, key: Bytes, message: Bytes, prefix = ''): string {
  if (crypto) {
    const mac = crypto.createHmac('sha256', key)
    if (prefix) mac.update(prefix)
    mac.update(message)
    return mac.digest(encoding)
  }
  const mac = hmac.create(sha256, bytesOf(key)).update(bytesOf(prefix)).update(bytesOf(message)).digest()
  return encoding === 'hex' ? bytesToHex(mac) : btoa(String.fromCharCode(...mac))
}

/** Compares two texts in a time that tells nothing of where they differ. */
export function equalInConstantTime(a: string, b: string): boolean {
  if (a.length !== b.length) return false
  if (crypto && buffer) {
    // Node makes a buffer of a short text much faster than an encoder does.
    const left = buffer.Buffer.from(a)
    const right = buffer.Buffer.from(b)
    return left.length === right.length && crypto.timingSafeEqual(left, right)
  }
  let difference = 0
  for (let index = 0; index < a.length; index++) difference |= a.charCodeAt(index) ^ b.charCodeAt(index)
  return difference === 0
}

const bytesOf = (data: Bytes) => (typeof data === 'string' ? utf8.encode(data) : data)
