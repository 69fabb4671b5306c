/**
 * A JSON text, and its UTF-16 units followed by a 0. Engines read the units of an array faster than those of
 * a text.
 */
export interface JsonText {
  readonly text: string
  readonly units: Uint16Array
}

// Enough for most texts, so that most calls need no new array.
const sharedUnits = /* @__PURE__ */ new Uint16Array(4096)

/** Returns the text with its units. They are valid until the next call. */
export function jsonText(text: string): JsonText {
  const { length } = text
  const units = length < sharedUnits.length ? sharedUnits : new Uint16Array(length + 1)
  for (let at = 0; at < length; at++) units[at] = text.charCodeAt(at)
  units[length] = 0
  return { text, units }
}

/** Returns where JSON white space ends. */
export function skipSpace(units: Uint16Array, start: number): number {
  let at = start
  for (;;) {
    const unit = units[at]
    if (unit !== 0x20 && unit !== 0x0a && unit !== 0x0d && unit !== 0x09) return at
    at++
  }
}

/** Throws a `SyntaxError`. Its message holds no part of the text, because messages end up in logs. */
export function refuse(at: number, expected: string): never {
  throw new SyntaxError(`Not JSON as Python reads it: expected ${expected} at position ${at}`)
}
