import { globals } from '../../runtime/globals.js'

/** Returns the bytes of a text in base64, of either alphabet, with padding or not, or `undefined`. */
export function fromBase64(text: string): Uint8Array | undefined {
  const standard = text.trim().replaceAll('-', '+').replaceAll('_', '/')
  const digits = /^([A-Za-z0-9+/]+)=*$/.exec(standard)?.[1]
  return digits && digits.length % 4 !== 1 ? latin1Bytes(globals.atob(digits)) : undefined
}

/** Returns the bytes of a text in hexadecimal digits, or `undefined`. */
export function fromHex(text: string): Uint8Array | undefined {
  if (!/^(?:[0-9a-f]{2})+$/i.test(text)) return undefined
  return Uint8Array.from(text.match(/../g) ?? [], (digits) => Number.parseInt(digits, 16))
}

/** Returns one byte for each character, which must be below U+0100. */
export function latin1Bytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0))
}

/** Returns the character of each byte. */
export function latin1Text(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
}
