const shortForms: Readonly<Record<number, string>> = {
  8: '\\b',
  9: '\\t',
  10: '\\n',
  12: '\\f',
  13: '\\r',
  34: '\\"',
  92: '\\\\',
}

/** A code point as Python's `json.dumps` writes it within a string: ASCII only, lone surrogates kept. */
export function pythonCharacter(point: number): string {
  if (point > 0xffff) {
    const offset = point - 0x10000
    return unicodeEscape(0xd800 + (offset >> 10)) + unicodeEscape(0xdc00 + (offset & 0x3ff))
  }
  const plain = point >= 0x20 && point <= 0x7e && point !== 0x22 && point !== 0x5c
  return plain ? String.fromCharCode(point) : (shortForms[point] ?? unicodeEscape(point))
}

const unicodeEscape = (unit: number) => `\\u${unit.toString(16).padStart(4, '0')}`

/**
 * A code point such that JavaScript, which compares strings by UTF-16 unit, orders strings of such as Python does,
 * by code point. Two lone halves stay apart from the character that they would make.
 */
export function orderedCharacter(point: number): string {
  if (point < 0xd800) return String.fromCharCode(point)
  return point > 0xffff
    ? String.fromCharCode(0xd801, point >> 16, point & 0xffff)
    : String.fromCharCode(0xd800, point)
}
