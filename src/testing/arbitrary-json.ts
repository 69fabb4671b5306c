import { type FieldSchema, unknownKeys, unusualTexts } from '../generated/schemas.js'
import { type Arbitrary, type FastCheck, madeOnce } from './fast-check.js'

/** Any value that `JSON.parse` can return. */
export function jsonValue(fc: FastCheck): Arbitrary<unknown> {
  return madeOnce(fc, 'json', () => fc.json({ maxDepth: 2 }).map((json) => JSON.parse(json)))
}

/** Strings of at least `minLength` characters: ASCII, any script, and texts that often break programs. */
export function text(fc: FastCheck, minLength = 0): Arbitrary<string> {
  const traps = [...unusualTexts, ...unknownKeys].filter((each) => [...each].length >= minLength)
  return madeOnce(fc, `text of ${minLength}`, () =>
    fc.oneof(
      fc.string({ minLength }),
      fc.string({ minLength, unit: character(fc) }),
      fc.constantFrom(...traps),
    ),
  )
}

// The `unit: 'binary'` of fast-check takes one or two seconds to start.
function character(fc: FastCheck): Arbitrary<string> {
  const upTo = (max: number) =>
    fc
      .nat({ max })
      .filter((code) => code < 0xd800 || code > 0xdfff)
      // fast-check shrinks towards 0: make that the letter a, which people can read.
      .map((code) => String.fromCodePoint(code ^ 0x61))
  return fc.oneof(upTo(0x7f), upTo(0xffff), upTo(0x10ffff))
}

/** Keys that are not in `properties`. */
export function unknownKey(fc: FastCheck, properties: FieldSchema['properties'] = {}): Arbitrary<string> {
  return text(fc).filter((key) => !Object.hasOwn(properties, key))
}
