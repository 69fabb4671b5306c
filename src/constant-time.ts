import { Buffer, crypto } from './node-modules.js'

/** Compares two texts in a time that tells nothing of where they differ. */
export function equalInConstantTime(a: string, b: string): boolean {
  if (a.length !== b.length) return false
  if (crypto && Buffer) {
    // Node makes a buffer of a short text much faster than an encoder does.
    const left = Buffer.from(a)
    const right = Buffer.from(b)
    return left.length === right.length && crypto.timingSafeEqual(left, right)
  }
  let difference = 0
  for (let index = 0; index < a.length; index++) difference |= a.charCodeAt(index) ^ b.charCodeAt(index)
  return difference === 0
}
