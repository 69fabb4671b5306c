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
