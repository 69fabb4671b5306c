import { bytesOf, type Data, type Encoding, encode } from '../runtime/encoding.js'
import { globals, type SubtleCrypto } from '../runtime/globals.js'
import { nodeHmac } from './node-hmac.js'

/** @throws {TypeError} if the runtime has neither Node's hash nor Web Crypto's. */
export function requireHmac(): void {
  if (!nodeHmac() && !globals.crypto?.subtle) {
    throw new TypeError('This runtime has neither node:crypto nor Web Crypto to verify signatures with')
  }
}

/**
 * HMAC-SHA256 by what the runtime has: Node, synchronously, or else Web Crypto, which returns a promise. Unlike `hmacSha256` it
 * brings no hash along: a receiver can wait.
 */
export function hmac(encoding: Encoding, key: Data, message: Data, prefix = ''): string | Promise<string> {
  return nodeHmac()?.(encoding, key, message, prefix) ?? webHmac(encoding, key, message, prefix)
}

async function webHmac(encoding: Encoding, key: Data, message: Data, prefix: string): Promise<string> {
  const subtle = globals.crypto?.subtle as SubtleCrypto
  const algorithm = { name: 'HMAC', hash: 'SHA-256' } as const
  const imported = await subtle.importKey('raw', bytesOf(key), algorithm, false, ['sign'])
  return encode(encoding, new Uint8Array(await subtle.sign('HMAC', imported, bytesOf(message, prefix))))
}
