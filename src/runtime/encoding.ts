import { globals } from './globals.js'

/** Bytes, or text that counts as its UTF-8 bytes. */
export type Data = string | Uint8Array

/** How a digest is written as text. */
export type Encoding = 'hex' | 'base64'

let utf8: { encode(text: string): Uint8Array } | undefined

/**
 * Returns the bytes of the prefix followed by the data. Without a prefix, bytes are returned as they are, not
 * copied.
 */
export function bytesOf(data: Data, prefix = ''): Uint8Array {
  utf8 ??= new globals.TextEncoder()
  if (typeof data === 'string') return utf8.encode(prefix + data)
  if (!prefix) return data
  const start = utf8.encode(prefix)
  const joined = new Uint8Array(start.length + data.length)
  joined.set(start)
  joined.set(data, start.length)
  return joined
}

/** Returns the bytes of a hash as text. */
export function encode(encoding: Encoding, bytes: Uint8Array): string {
  if (encoding === 'base64') return globals.btoa(String.fromCharCode(...bytes))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
