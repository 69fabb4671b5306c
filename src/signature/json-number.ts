import { refuse } from './json-syntax.js'

// Python's default limit since 3.11.
const maxDigits = 4300

const number = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?/y
const word = /true|false|null|NaN|-?Infinity/y

/**
 * Returns where a whole number without a sign ends, or `start` if there is something else. Such a number
 * stays as it is.
 */
export function plainIntegerEnd(units: Uint16Array, start: number): number {
  let at = start
  let unit = units[at] ?? 0
  // No other whole number starts with a zero.
  if (unit === 0x30) unit = units[++at] ?? 0
  else while (unit >= 0x30 && unit <= 0x39) unit = units[++at] ?? 0
  const isFloat = unit === 0x2e || unit === 0x45 || unit === 0x65
  return isFloat || at - start > maxDigits ? start : at
}

/** Reads a number or a word, such as `true`, and writes it as Python does. */
export function readNumberOrWord(
  text: string,
  start: number,
): { readonly written: string; readonly end: number } {
  word.lastIndex = start
  if (word.test(text)) return { written: text.slice(start, word.lastIndex), end: word.lastIndex }
  number.lastIndex = start
  const [source = refuse(start, 'a value'), fraction, exponent] = number.exec(text) ?? []
  const written = fraction || exponent ? writeFloat(Number(source)) : writeInteger(source, start)
  return { written, end: start + source.length }
}

function writeInteger(source: string, start: number): string {
  if (source === '-0') return '0'
  const digits = source.startsWith('-') ? source.length - 1 : source.length
  return digits > maxDigits ? refuse(start, `a whole number of at most ${maxDigits} digits`) : source
}

/**
 * Writes a float as Python's `repr` does: like JavaScript, with the fewest digits that give the same number
 * back.
 */
function writeFloat(value: number): string {
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0'
  if (!Number.isFinite(value)) return String(value)
  const [digits = '', exponent] = value.toExponential().split('e')
  const power = Number(exponent)
  if (power < -4 || power >= 16) {
    return `${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`
  }
  // Within these bounds JavaScript does not use an exponent either.
  return Number.isInteger(value) ? `${value}.0` : String(value)
}
