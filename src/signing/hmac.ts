/*! Bundled: @noble/hashes, MIT License, Copyright (c) 2022 Paul Miller (https://paulmillr.com) */
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesOf, type Data, type Encoding, encode } from '../runtime/encoding.js'
import { nodeHmac } from './node-hmac.js'

/** HMAC-SHA256 of a message after a prefix, at once, in every runtime. Text counts as its UTF-8 bytes. */
export const hmacSha256 =
  nodeHmac ??
  ((encoding: Encoding, key: Data, message: Data, prefix = '') =>
    encode(encoding, hmac(sha256, bytesOf(key), bytesOf(message, prefix))))
