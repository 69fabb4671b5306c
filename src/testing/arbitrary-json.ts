import { type FieldSchema, unknownKeys, unusualTexts } from '../generated/schemas.js'
import type { Arbitrary, FastCheck } from './fast-check.js'
import { madeOnce } from './made-once.js'

/** Anything that `JSON.parse` can return. */
export function jsonValue(fc: FastCheck): Arbitrary<unknown> {
  return madeOnce(fc, 'json', () => fc.json({ maxDepth: 2 }).map((json) => JSON.parse(json)))
}

/** Any string of so many characters: plain, in any script, or one that programs trip over. */
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

// fast-check's own `unit: 'binary'` takes a second or two to start.
function character(fc: FastCheck): Arbitrary<string> {
  const upTo = (max: number) =>
    fc
      .nat({ max })
      .filter((code) => code < 0xd800 || code > 0xdfff)
      // What is simplest to fast-check, 0, is to be simplest to people.
      .map((code) => String.fromCodePoint(code ^ 0x61))
  return fc.oneof(upTo(0x7f), upTo(0xffff), upTo(0x10ffff))
}

/** A key that an object of these properties does not have. */
export function unknownKey(fc: FastCheck, properties: FieldSchema['properties'] = {}): Arbitrary<string> {
  return text(fc).filter((key) => !Object.hasOwn(properties, key))
}
