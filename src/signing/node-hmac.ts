import type { Data, Encoding } from '../runtime/encoding.js'
import { type NodeBuffer, type NodeCrypto, nodeBuffer, nodeCrypto } from '../runtime/node-modules.js'

/** HMAC-SHA256 of a message after a prefix. Text counts as its UTF-8 bytes. */
export type Hmac = (encoding: Encoding, key: Data, message: Data, prefix?: string) => string

const blockBytes = 64
const digestBytes = 32
const maxFastBytes = 8192
const maxBytesPerUnit = 3

let created: Hmac | null | undefined

/** Returns HMAC-SHA256 by Node, or `undefined` where there is no Node. Made on first use. */
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
  // Both buffers start with the blocks of this key.
  let currentKey: string | undefined

  return (encoding, key, message, prefix = '') => {
    // For an event, HMAC by its definition (RFC 2104) takes half the time of Node's own, which makes a stream.
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

  /** Returns `false` for a key that is longer than a block, which has to be hashed first. */
  function startWith(key: Data): boolean {
    // Not `key === currentKey` alone: a key that is not set must not equal one that is not set yet.
    if (typeof key === 'string' && key === currentKey) return true
    currentKey = undefined
    if (key.length > blockBytes) return false
    const end = put(inner, 0, key)
    if (end > blockBytes) return false
    inner.fill(0, end, blockBytes)
    for (const [index, byte] of inner.subarray(0, blockBytes).entries()) {
      inner[index] = byte ^ 0x36
      outer[index] = byte ^ 0x5c
    }
    // The caller may change bytes later, but not a string.
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
