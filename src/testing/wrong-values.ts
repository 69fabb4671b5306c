import { type FieldSchema, spellings } from '../generated/schemas.js'
import { absent, type Defect, type WrongValue } from './defects.js'
import { isOfType, presentSchema } from './event-schema.js'

/** Returns the simplest values that have the defect. */
export function wrongValues({ code, schema }: Defect): WrongValue[] {
  const { type = 'null', enum: members, pattern, minimum = 0, maximum = 0 } = presentSchema(schema)
  switch (code) {
    case 'missing':
      return [{ value: absent }]
    case 'unknown_key':
      return [{ key: 'extra', value: 1 }]
    case 'invalid_value':
      return [{ value: `${members?.[0]} ` }]
    case 'invalid_format':
      return [{ value: spellings[pattern ?? '']?.refused.find((each) => each !== '') }]
    case 'too_short':
      return [{ value: '' }]
    case 'too_small':
      return [{ value: minimum - 1 }]
    case 'too_big':
      return [{ value: maximum + 1 }]
    default:
      return [null, ...nearMisses[type]]
        .filter((value) => !isOfType(value, schema))
        .map((value) => ({ value }))
  }
}

/** For each type, the values that are most easily mistaken for it. */
const nearMisses: Readonly<Record<NonNullable<FieldSchema['type']>, readonly unknown[]>> = {
  object: [[]],
  array: [{}],
  string: [1],
  integer: ['1', 1.5],
  number: ['1'],
  boolean: ['true'],
  null: [''],
}
