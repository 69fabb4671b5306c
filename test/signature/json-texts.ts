import fc from 'fast-check'

const pick = <T>(...values: T[]) => fc.constantFrom(...values)
const join = (parts: fc.Arbitrary<string>, size: number) =>
  fc.array(parts, { maxLength: size }).map((all) => all.join(''))

const space = fc.oneof({ weight: 6, arbitrary: fc.constant('') }, join(pick(' ', '\t', '\n', '\r'), 3))

const anyUnit = fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit))
const bareCharacter = fc
  .oneof(
    { weight: 4, arbitrary: pick(...'ab "\\/{}[]:,!~') },
    {
      weight: 2,
      arbitrary: pick(
        '\x7f',
        '\x80',
        'é',
        '\u2028',
        '\ud7ff',
        '\ue000',
        '\ufeff',
        '\uffff',
        '😀',
        '𐀀',
        '\u{10ffff}',
      ),
    },
    { weight: 1, arbitrary: pick('\ud800', '\udbff', '\udc00', '\udfff') },
    { weight: 1, arbitrary: anyUnit },
  )
  .filter((character) => character >= ' ' && character !== '"' && character !== '\\')

const hexadecimal = (unit: number, upper: boolean) => {
  const digits = unit.toString(16).padStart(4, '0')
  return `\\u${upper ? digits.toUpperCase() : digits}`
}
const unit = fc.oneof(
  fc.integer({ min: 0, max: 0xffff }),
  fc.integer({ min: 0xd800, max: 0xdfff }),
  fc.integer({ min: 0, max: 0x80 }),
)
const escapedCharacter = fc.oneof(
  pick('\\"', '\\\\', '\\/', '\\b', '\\f', '\\n', '\\r', '\\t', '\\ud83d\\ude00', '\\ud83d\ude00'),
  fc.tuple(unit, fc.boolean()).map(([each, upper]) => hexadecimal(each, upper)),
)

const string = fc
  .oneof(
    { weight: 2, arbitrary: join(pick(...'abc'), 4) },
    { weight: 1, arbitrary: join(fc.oneof({ weight: 3, arbitrary: bareCharacter }, escapedCharacter), 6) },
  )
  .map((text) => `"${text}"`)

const digits = (most: number) => fc.oneof(join(pick(...'0123456789'), most), join(pick('0', '9'), most))
const whole = fc.oneof(
  pick('0', '1', '9007199254740993', '1'.repeat(400)),
  fc.tuple(pick(...'123456789'), digits(25)).map(([first, more]) => first + more),
)
const double = fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0))
const number = fc.oneof(
  fc
    .tuple(
      pick('', '', '-'),
      whole,
      fc.oneof(
        fc.constant(''),
        fc.tuple(pick(...'0159'), digits(20)).map(([first, more]) => `.${first}${more}`),
      ),
      fc.oneof(
        { weight: 3, arbitrary: fc.constant('') },
        fc
          .tuple(pick('e', 'E'), pick('', '+', '-'), fc.integer({ min: 0, max: 340 }))
          .map((parts) => parts.join('')),
      ),
    )
    .map((parts) => parts.join('')),
  double.map(String),
  double.map((value) => value.toExponential()),
  fc
    .tuple(fc.integer({ min: 1, max: 99_999 }), fc.integer({ min: -25, max: 25 }))
    .map(([a, b]) => `${a}e${b}`),
)

const word = pick('true', 'false', 'null', 'NaN', 'Infinity', '-Infinity')
const list = (open: string, items: string[], close: string) => `${open}${items.join(',')}${close}`

/** JSON texts in every spelling that Python reads. Python refuses only a few. */
export const jsonText: fc.Arbitrary<string> = fc.letrec<{ value: string; padded: string }>((tie) => ({
  padded: fc.tuple(space, tie('value'), space).map((parts) => parts.join('')),
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 3, arbitrary: string },
    { weight: 3, arbitrary: number },
    { weight: 1, arbitrary: word },
    { weight: 3, arbitrary: fc.array(tie('padded'), { maxLength: 5 }).map((items) => list('[', items, ']')) },
    {
      weight: 6,
      arbitrary: fc.array(fc.tuple(space, string, space, tie('padded')), { maxLength: 8 }).map((members) =>
        list(
          '{',
          members.map(([before, key, after, value]) => `${before}${key}${after}:${value}`),
          '}',
        ),
      ),
    },
  ),
})).padded

/** The same with a few characters removed, added or repeated. Python refuses most of them. */
export const brokenJsonText: fc.Arbitrary<string> = fc
  .tuple(
    jsonText,
    fc.array(
      fc.tuple(
        fc.nat(),
        fc.nat(2),
        fc.oneof(
          pick(...'{}[]:,"\\0123456789.eE+-', 'u', 'NaN', 'Infinity', 'true', '\ufeff', '\x0b', '\0', '\xa0'),
          bareCharacter,
        ),
      ),
      { minLength: 1, maxLength: 3 },
    ),
  )
  .map(([text, changes]) =>
    changes.reduce((changed, [position, removed, added]) => {
      const at = position % (changed.length + 1)
      return changed.slice(0, at) + added + changed.slice(at + removed)
    }, text),
  )
