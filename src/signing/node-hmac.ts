import type { Data, Encoding } from '../runtime/encoding.js'
import { Buffer, crypto, type NodeBuffer, type NodeCrypto } from '../runtime/node-modules.js'

const blockBytes = 64
const digestBytes = 32
const mostBytes = 8192

/** HMAC-SHA256 of a message after a prefix, by Node; undefined where there is no Node. Text counts as its UTF-8 bytes. */
export const nodeHmac =
  crypto &&
  Buffer &&
  hmacBy(crypto, Buffer.alloc(blockBytes + mostBytes), Buffer.alloc(blockBytes + digestBytes))

function hmacBy(node: NodeCrypto, inner: NodeBuffer, outer: NodeBuffer) {
  const { hash } = node
  // Whose blocks both buffers start with.
  let currentKey: string | undefined

  return (encoding: Encoding, key: Data, message: Data, prefix = ''): string => {
    // HMAC by its definition (RFC 2104) takes an event half the time of Node's own, which makes a stream. A unit of text is
    // three bytes at the most.
    if (hash && (prefix.length + message.length) * 3 <= mostBytes && startWith(key)) {
      const end = put(inner, prefix ? put(inner, blockBytes, prefix) : blockBytes, message)
      outer.write(hash('sha256', inner.subarray(0, end), 'latin1'), blockBytes, 'latin1')
      return hash('sha256', outer, encoding)
    }
    const hmac = node.createHmac('sha256', key)
    if (prefix) hmac.update(prefix)
    hmac.update(message)
    return hmac.digest(encoding)
  }

  /** False of a key that has to be hashed first. */
  function startWith(key: Data): boolean {
    if (key === currentKey) return true
    currentKey = undefined
    if (key.length > blockBytes) return false
    const end = put(inner, 0, key)
    if (end > blockBytes) return false
    inner.fill(0, end, blockBytes)
    for (const [index, byte] of inner.subarray(0, blockBytes).entries()) {
      inner[index] = byte ^ 0x36
      outer[index] = byte ^ 0x5c
    }
    // Bytes may be changed by whoever gave them.
    if (typeof key === 'string') currentKey = key
    return true
  }
}

/** Writes data into a buffer, and gives where it ends there. */
function put(buffer: NodeBuffer, at: number, data: Data): number {
  if (typeof data === 'string') return at + buffer.write(data, at)
  buffer.set(data, at)
  return at + data.length
}
