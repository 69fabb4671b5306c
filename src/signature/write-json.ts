import { textOf } from '../signing/raw-body.js'
import type { JsonText } from './json-text.js'
import type { JsonValue } from './json-value.js'

const space = 0x20
const quote = 0x22
const comma = 0x2c
const colon = 0x3a
// From the character that closes an array or object to the one that opens it.
const toOpen = -2

// The most characters that one can become: an escape, such as `\u00e9`. Numbers grow less (`1e15` gets 18),
// and separators get one space.
const maxGrowth = 6

// Enough for most texts, so that most calls need no new array.
const sharedBytes = /* @__PURE__ */ new Uint8Array(24_576)

/** Writes a value of a JSON text with the separators of `json.dumps`. */
export function writeJson(root: JsonValue, { text, units }: JsonText): string {
  // The result is ASCII. Collecting its bytes is faster than joining many short texts.
  const maxLength = maxGrowth * text.length
  const bytes = maxLength <= sharedBytes.length ? sharedBytes : new Uint8Array(maxLength)
  let length = 0
  let value = root
  for (;;) {
    if (value.keyStart > 0) {
      bytes[length++] = quote
      length = value.key
        ? put(bytes, length, value.key.written)
        : copy(bytes, length, units, value.keyStart, value.keyEnd)
      bytes[length++] = quote
      bytes[length++] = colon
      bytes[length++] = space
    }
    if (value.close > 0) {
      bytes[length++] = value.close + toOpen
      if (value.first) {
        value = value.first
        continue
      }
      bytes[length++] = value.close
    } else {
      length =
        value.written === undefined
          ? copy(bytes, length, units, value.start, value.end)
          : put(bytes, length, value.written)
    }

    while (!value.next) {
      if (!value.container) return textOf(bytes.subarray(0, length)) ?? tooLong()
      value = value.container
      bytes[length++] = value.close
    }
    bytes[length++] = comma
    bytes[length++] = space
    value = value.next
  }
}

function tooLong(): never {
  throw new RangeError('The canonical text is too long')
}

/** Copies units, and returns where they end. */
function copy(bytes: Uint8Array, to: number, units: Uint16Array, start: number, end: number): number {
  for (let at = start; at < end; at++) bytes[to + at - start] = units[at] ?? 0
  return to + end - start
}

/** Puts a text, and returns where it ends. */
function put(bytes: Uint8Array, to: number, text: string): number {
  for (let at = 0; at < text.length; at++) bytes[to + at] = text.charCodeAt(at)
  return to + text.length
}
