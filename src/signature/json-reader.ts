import { pythonFloat, pythonInteger } from './python-number.js'
import { orderedCharacter, pythonCharacter } from './python-string.js'

const space = 0x20
const quote = 0x22
const backslash = 0x5c
const tilde = 0x7e

const escapes: Readonly<Record<string, number>> = {
  '"': quote,
  '\\': backslash,
  '/': 0x2f,
  b: 0x08,
  f: 0x0c,
  n: 0x0a,
  r: 0x0d,
  t: 0x09,
}

const integer = /-?(?:0|[1-9][0-9]*)(?![.eE0-9])/y
const float = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?/y
const literal = /true|false|null|NaN|-?Infinity/y
const unicodeEscape = /\\u[0-9a-fA-F]{4}/y

/** Reads a JSON text as Python's `json.loads` does, and gives its values as `json.dumps` writes them. */
export class JsonReader {
  readonly #text: string
  #at = 0
  #order = ''

  constructor(text: string) {
    this.#text = text
  }

  /** The code of the next character that is no white space; it is not taken. NaN at the end. */
  next(): number {
    let code = this.#text.charCodeAt(this.#at)
    while (code === space || code === 0x0a || code === 0x0d || code === 0x09) {
      code = this.#text.charCodeAt(++this.#at)
    }
    return code
  }

  /** Takes the next character that is no white space, if it has this code. */
  take(code: number): boolean {
    if (this.next() !== code) return false
    this.#at++
    return true
  }

  isAtEnd(): boolean {
    this.next()
    return this.#at === this.#text.length
  }

  fail(expected: string): never {
    throw new SyntaxError(`Not JSON that Python reads: expected ${expected} at position ${this.#at}`)
  }

  /** Takes a string, number or literal. */
  scalar(): string {
    if (this.take(quote)) return `"${this.#string()}"`
    const whole = this.#match(integer)
    if (whole) return pythonInteger(whole) ?? this.fail('a whole number of at most 4300 digits before')
    const word = this.#match(literal)
    if (word) return word
    const fraction = this.#match(float)
    return fraction ? pythonFloat(fraction) : this.fail('a value')
  }

  /** Takes a key: as it is written, without its quotes, and in the form that JavaScript orders as Python orders keys. */
  key(): { readonly written: string; readonly order: string } {
    if (!this.take(quote)) this.fail('a key in quotes')
    const written = this.#string()
    return { written, order: this.#order }
  }

  #string(): string {
    const written = this.#plainCharacters()
    this.#order = written
    if (this.#text.charCodeAt(this.#at) !== quote) return this.#unusualString(written)
    this.#at++
    return written
  }

  /** Takes the characters that Python writes as they are. */
  #plainCharacters(): string {
    const start = this.#at
    let code = this.#text.charCodeAt(start)
    while (code >= space && code <= tilde && code !== quote && code !== backslash) {
      code = this.#text.charCodeAt(++this.#at)
    }
    return this.#text.slice(start, this.#at)
  }

  #unusualString(start: string): string {
    let written = start
    let order = start
    while (this.#text.charCodeAt(this.#at) !== quote) {
      const point = this.#character()
      const plain = this.#plainCharacters()
      written += pythonCharacter(point) + plain
      order += orderedCharacter(point) + plain
    }
    this.#at++
    this.#order = order
    return written
  }

  /** Takes a character of a string, escaped or not. */
  #character(): number {
    const point = this.#text.codePointAt(this.#at)
    if (point === undefined) this.fail('the end of a string')
    if (point < space) this.fail('no bare control character in a string')
    if (point !== backslash) {
      this.#at += point > 0xffff ? 2 : 1
      return point
    }
    const short = escapes[this.#text.charAt(this.#at + 1)]
    if (short !== undefined) {
      this.#at += 2
      return short
    }
    const unit = this.#escapedUnit() ?? this.fail('an escape of JSON')
    if (unit < 0xd800 || unit > 0xdbff) return unit
    const afterUnit = this.#at
    const low = this.#escapedUnit()
    if (low !== undefined && low >= 0xdc00 && low <= 0xdfff)
      return 0x10000 + ((unit & 0x3ff) << 10) + (low & 0x3ff)
    this.#at = afterUnit
    return unit
  }

  #escapedUnit(): number | undefined {
    const matched = this.#match(unicodeEscape)
    return matched ? Number.parseInt(matched.slice(2), 16) : undefined
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at
    if (!pattern.test(this.#text)) return ''
    const start = this.#at
    this.#at = pattern.lastIndex
    return this.#text.slice(start, this.#at)
  }
}
