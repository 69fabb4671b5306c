import { bytesOf, type Data, type Encoding, encode } from '../runtime/encoding.js'
import { globals, type SubtleCrypto } from '../runtime/globals.js'
import { nodeHmac } from './node-hmac.js'

/** @throws {TypeError} if `hmac` has nothing to hash with. */
export function requireHmac(): void {
  if (!nodeHmac && !globals.crypto?.subtle) {
    throw new TypeError('This runtime has neither node:crypto nor Web Crypto to verify signatures with')
  }
}

async function webHmac(encoding: Encoding, key: Data, message: Data, prefix = ''): Promise<string> {
  const subtle = globals.crypto?.subtle as SubtleCrypto
  const algorithm = { name: 'HMAC', hash: 'SHA-256' } as const
  const imported = await subtle.importKey('raw', bytesOf(key), algorithm, false, ['sign'])
  return encode(encoding, new Uint8Array(await subtle.sign('HMAC', imported, bytesOf(message, prefix))))
}

/**
 * As `hmacSha256`, but where there is no Node it is that of Web Crypto, which takes a promise: a receiver can wait, so it need
 * not bring a hash of its own along.
 */
export const hmac: (...given: Parameters<typeof webHmac>) => string | Promise<string> = nodeHmac ?? webHmac
