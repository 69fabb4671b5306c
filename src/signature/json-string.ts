import { refuse } from './json-syntax.js'

const quote = 0x22
const slash = 0x2f
const backslash = 0x5c

/** Where the characters that are written in a string as they are end: printable ASCII but for the quote and the backslash. */
export function plainEnd(text: string, start: number): number {
  let at = start
  for (;;) {
    const code = text.charCodeAt(at)
    // At the end of the text the code is NaN.
    if (!(code >= 0x20 && code <= 0x7e) || code === quote || code === backslash) return at
    at++
  }
}

/** What a string of a JSON text is in Python. */
export interface PythonString {
  /** As `json.dumps` writes it, without its quotes. */
  readonly written: string
  /**
   * Orders as Python orders strings, by code point, in JavaScript, which orders by UTF-16 unit. Two are equal if the
   * strings are.
   */
  readonly order: string
  /** Where the text goes on, after the closing quote. */
  readonly end: number
}

/** Reads the string whose first character, after the quote, is at `start`. */
export function readString(text: string, start: number): PythonString {
  let at = plainEnd(text, start)
  let written = text.slice(start, at)
  let order = written
  while (text.charCodeAt(at) !== quote) {
    const { point, end } = readCharacter(text, at)
    at = plainEnd(text, end)
    const plain = text.slice(end, at)
    written += writeCharacter(point) + plain
    order += orderedCharacter(point) + plain
  }
  return { written, order, end: at + 1 }
}

// What follows a backslash, and what it stands for.
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
  // Two escaped halves are one character. An escaped half and a bare one are not, in Python.
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
  // It may come escaped, and is not written so.
  if (point === slash) return '/'
  const character = String.fromCharCode(point)
  const short = escaped.indexOf(character)
  if (short >= 0) return `\\${escapes.charAt(short)}`
  return point >= 0x20 && point <= 0x7e ? character : writeUnit(point)
}

const writeUnit = (unit: number) => `\\u${unit.toString(16).padStart(4, '0')}`

// Below the surrogates the orders agree. Above, a first unit sorts the rest: lone halves and the last part of the
// basic plane, then all other planes.
function orderedCharacter(point: number): string {
  if (point < 0xd800) return String.fromCharCode(point)
  return point > 0xffff
    ? String.fromCharCode(0xd801, point >> 16, point & 0xffff)
    : String.fromCharCode(0xd800, point)
}
