import type { Data, Encoding } from '../runtime/encoding.js'
import { type NodeBuffer, type NodeCrypto, nodeBuffer, nodeCrypto } from '../runtime/node-modules.js'

/** Returns the HMAC-SHA256 of the prefix followed by the message. Text counts as its UTF-8 bytes. */
export type Hmac = (encoding: Encoding, key: Data, message: Data, prefix?: string) => string

const blockBytes = 64
const digestBytes = 32
const maxFastBytes = 8192
// A UTF-16 unit takes up to three bytes in UTF-8.
const maxBytesPerUnit = 3

let created: Hmac | null | undefined

/** Returns HMAC-SHA256 by `node:crypto`, or `undefined` if the runtime lacks it. Created on first use. */
export function nodeHmac(): Hmac | undefined {
  if (created === undefined) {
    const crypto = nodeCrypto()
    const buffer = nodeBuffer()
    created = crypto && buffer ? hmacBy(crypto, buffer) : null
  }
  return created ?? undefined
}

function hmacBy(node: NodeCrypto, buffer: { alloc(size: number): NodeBuffer }): Hmac {
  const { hash } = node
  const inner = buffer.alloc(blockBytes + maxFastBytes)
  const outer = buffer.alloc(blockBytes + digestBytes)
  // The key whose padded blocks are at the start of both buffers.
  let currentKey: string | undefined

  return (encoding, key, message, prefix = '') => {
    // For short messages, HMAC by its definition (RFC 2104) takes half the time of Node's, which creates a
    // stream.
    const isShort = (prefix.length + message.length) * maxBytesPerUnit <= maxFastBytes
    if (hash && isShort && startWith(key)) {
      const end = put(inner, prefix ? put(inner, blockBytes, prefix) : blockBytes, message)
      outer.write(hash('sha256', inner.subarray(0, end), 'latin1'), blockBytes, 'latin1')
      return hash('sha256', outer, encoding)
    }
    const hmac = node.createHmac('sha256', key)
    if (prefix) hmac.update(prefix)
    hmac.update(message)
    return hmac.digest(encoding)
  }

  /**
   * Puts the key into both buffers. Returns `false` for a key longer than a block, which must be hashed
   * first.
   */
  function startWith(key: Data): boolean {
    // The type check matters: without it, an `undefined` key would equal a `currentKey` that is not set yet.
    if (typeof key === 'string' && key === currentKey) return true
    currentKey = undefined
    if (key.length > blockBytes) return false
    const end = put(inner, 0, key)
    if (end > blockBytes) return false
    inner.fill(0, end, blockBytes)
    // Not `entries()`, which would take longer than the hash.
    for (let index = 0; index < blockBytes; index++) {
      const byte = inner[index] ?? 0
      inner[index] = byte ^ 0x36
      outer[index] = byte ^ 0x5c
    }
    // Only a string is remembered, because the caller may change bytes later.
    if (typeof key === 'string') currentKey = key
    return true
  }
}

/** Writes data into a buffer, and returns where it ends there. */
function put(buffer: NodeBuffer, at: number, data: Data): number {
  if (typeof data === 'string') return at + buffer.write(data, at)
  buffer.set(data, at)
  return at + data.length
}
