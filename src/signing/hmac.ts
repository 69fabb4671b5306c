/*! Bundled: @noble/hashes, MIT License, Copyright (c) 2022 Paul Miller (https://paulmillr.com) */
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesOf, encode } from '../runtime/encoding.js'
import { type Hmac, nodeHmac } from './node-hmac.js'

const bundledHmac: Hmac = (encoding, key, message, prefix) =>
  encode(encoding, hmac(sha256, bytesOf(key), bytesOf(message, prefix)))

/** HMAC-SHA256 of a message after a prefix, synchronously in every runtime. Text counts as its UTF-8 bytes. */
export const hmacSha256: Hmac = (encoding, key, message, prefix) =>
  (nodeHmac() ?? bundledHmac)(encoding, key, message, prefix)
