import { spellings } from '../generated/schemas.js'
import { jsonValue, text, unknownKey } from './arbitrary-json.js'
import { absent, type Defect, type WrongValue } from './defects.js'
import { isOfType, presentSchema } from './event-schema.js'
import type { Arbitrary, FastCheck } from './fast-check.js'

/** Values that have the defect, and no other defect. */
export function arbitraryWrong(fc: FastCheck, { code, schema }: Defect): Arbitrary<WrongValue> {
  const { properties } = presentSchema(schema)
  if (code === 'unknown_key') return fc.record({ key: unknownKey(fc, properties), value: jsonValue(fc) })
  return wrongValue(fc, { code, schema }).map((value) => ({ value }))
}

function wrongValue(fc: FastCheck, { code, schema }: Pick<Defect, 'code' | 'schema'>): Arbitrary<unknown> {
  const { enum: members = [], pattern = '', minLength = 0, minimum = 0, maximum = 0 } = presentSchema(schema)
  const distance = fc.integer({ min: 1 })
  switch (code) {
    case 'missing':
      return fc.constant(absent)
    case 'invalid_value':
      return fc
        .oneof(
          text(fc),
          fc.constantFrom(...members).map((member) => `${member} `),
        )
        .filter((value) => !members.includes(value))
    case 'invalid_format': {
      const regExp = new RegExp(pattern, 'u')
      return fc
        .oneof(text(fc), fc.constantFrom(...(spellings[pattern]?.refused ?? [])))
        .filter((value) => !regExp.test(value))
    }
    case 'too_short':
      return fc.string({ maxLength: minLength - 1 })
    case 'too_small':
      return distance.map((below) => minimum - below)
    case 'too_big':
      return distance.map((above) => maximum + above)
    default:
      return jsonValue(fc).filter((value) => !isOfType(value, schema))
  }
}
