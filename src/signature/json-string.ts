import { refuse } from './json-syntax.js'
import type { JsonText } from './json-text.js'

const quote = 0x22
const slash = 0x2f
const backslash = 0x5c

/**
 * Returns the end of the characters that need no escape: printable ASCII except the quote and the backslash.
 */
export function plainEnd(units: Uint16Array, start: number): number {
  let at = start
  for (;;) {
    const unit = units[at] ?? 0
    if (unit < 0x20 || unit > 0x7e || unit === quote || unit === backslash) return at
    at++
  }
}

/** A string of a JSON text, as Python reads and writes it. */
export interface PythonString {
  /** As `json.dumps` writes it, without its quotes. */
  readonly written: string
  /**
   * A sort key. Python orders strings by code point and JavaScript by UTF-16 unit; JavaScript orders these
   * keys as Python orders the strings. Equal strings have equal keys.
   */
  readonly order: string
  /** The position after the closing quote. */
  readonly end: number
}

/** Reads the string whose first character, after the quote, is at `start`. */
export function readString({ text, units }: JsonText, start: number): PythonString {
  let at = plainEnd(units, start)
  let written = text.slice(start, at)
  let order = written
  while (units[at] !== quote) {
    const { point, end } = readCharacter(text, at)
    at = plainEnd(units, end)
    const plain = text.slice(end, at)
    written += writeCharacter(point) + plain
    order += orderedCharacter(point) + plain
  }
  return { written, order, end: at + 1 }
}

// What can follow a backslash, and what it means.
const escapes = '"\\/bfnrt'
const escaped = '"\\/\b\f\n\r\t'

interface Character {
  readonly point: number
  readonly end: number
}

function readCharacter(text: string, at: number): Character {
  const point = text.codePointAt(at) ?? refuse(at, 'the end of a string')
  if (point < 0x20) refuse(at, 'a control character to be escaped')
  if (point !== backslash) return { point, end: at + (point > 0xffff ? 2 : 1) }

  const short = escapes.indexOf(text.charAt(at + 1) || 'nothing')
  if (short >= 0) return { point: escaped.charCodeAt(short), end: at + 2 }
  const unit = readUnit(text, at) ?? refuse(at, 'an escape that JSON has')
  const end = at + 6
  // In Python, two escaped surrogates are one character. An escaped one and a bare one are not.
  const low = unit >= 0xd800 && unit <= 0xdbff ? readUnit(text, end) : undefined
  if (low === undefined || low < 0xdc00 || low > 0xdfff) return { point: unit, end }
  return { point: 0x10000 + ((unit & 0x3ff) << 10) + (low & 0x3ff), end: end + 6 }
}

const unicodeEscape = /\\u([0-9a-fA-F]{4})/y

function readUnit(text: string, at: number): number | undefined {
  unicodeEscape.lastIndex = at
  const hexadecimal = unicodeEscape.exec(text)?.[1]
  return hexadecimal === undefined ? undefined : Number.parseInt(hexadecimal, 16)
}

function writeCharacter(point: number): string {
  if (point > 0xffff)
    return writeUnit(0xd800 + ((point - 0x10000) >> 10)) + writeUnit(0xdc00 + (point & 0x3ff))
  // Input may escape the slash. Output does not.
  if (point === slash) return '/'
  const character = String.fromCharCode(point)
  const short = escaped.indexOf(character)
  if (short >= 0) return `\\${escapes.charAt(short)}`
  return point >= 0x20 && point <= 0x7e ? character : writeUnit(point)
}

const writeUnit = (unit: number) => `\\u${unit.toString(16).padStart(4, '0')}`

// Below the surrogates both orders agree. Above, an extra first unit puts characters in order: first lone
// surrogates and the rest of the basic plane, then all other planes.
function orderedCharacter(point: number): string {
  if (point < 0xd800) return String.fromCharCode(point)
  return point > 0xffff
    ? String.fromCharCode(0xd801, point >> 16, point & 0xffff)
    : String.fromCharCode(0xd800, point)
}
