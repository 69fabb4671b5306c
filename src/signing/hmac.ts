/*! Bundled: @noble/hashes, MIT License, Copyright (c) 2022 Paul Miller (https://paulmillr.com) */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesOf, encode } from '../runtime/encoding.js'
import { type Hmac, nodeHmac } from './node-hmac.js'

const blockBytes = 64

// HMAC by its definition (RFC 2104). The `hmac` of @noble/hashes is for streams, and much larger.
const bundledHmac: Hmac = (encoding, key, message, prefix) => {
  let block = bytesOf(key)
  if (block.length > blockBytes) block = sha256(block)
  const hash = (pad: number, data: Uint8Array) => {
    const padded = new Uint8Array(blockBytes + data.length).fill(pad, 0, blockBytes)
    for (const [index, byte] of block.entries()) padded[index] = pad ^ byte
    padded.set(data, blockBytes)
    return sha256(padded)
  }
  return encode(encoding, hash(0x5c, hash(0x36, bytesOf(message, prefix))))
}

/** Returns the HMAC-SHA256 of the prefix followed by the message, synchronously in every runtime. */
export const hmacSha256: Hmac = (encoding, key, message, prefix) =>
  (nodeHmac() ?? bundledHmac)(encoding, key, message, prefix)
