import { type Dialect, members, regexp } from '../dialect.js'

/** effect 4, its module Schema. */
export const effect: Dialect = {
  literal: (value) => `Schema.Literal('${value}')`,
  text: (pattern) =>
    pattern ? `Schema.String.check(Schema.isPattern(${regexp(pattern)}))` : 'Schema.String',
  integer: (minimum, maximum) =>
    `Schema.Int.check(Schema.isBetween({ minimum: ${minimum}, maximum: ${maximum} }))`,
  list: (item) => `Schema.Array(${item})`,
  nullable: (value) => `Schema.NullOr(${value})`,
  object: (fields) => `Schema.Struct({ ${members(fields, (value) => `Schema.optionalKey(${value})`)} })`,
  module: (events) => `
import { Result, Schema } from 'effect'
export const event = Schema.Union([${events.join(',\n')}])
export type Event = typeof event.Type
export const guard = Schema.is(event)
const decode = Schema.decodeUnknownResult(event, { errors: 'all' })
export const issues = (value: unknown) => {
  const result = decode(value)
  return Result.isFailure(result) ? [String(result.failure)] : undefined
}
`,
}
