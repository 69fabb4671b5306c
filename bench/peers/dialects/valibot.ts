import { type Dialect, members, regexp } from '../dialect.js'

export const valibot: Dialect = {
  literal: (value) => `v.literal('${value}')`,
  text: (pattern) => (pattern ? `v.pipe(v.string(), v.regex(${regexp(pattern)}))` : 'v.string()'),
  integer: (minimum, maximum) =>
    `v.pipe(v.number(), v.integer(), v.minValue(${minimum}), v.maxValue(${maximum}))`,
  list: (item) => `v.array(${item})`,
  nullable: (value) => `v.nullable(${value})`,
  object: (fields) => `v.looseObject({ ${members(fields, (value) => `v.optional(${value})`)} })`,
  module: (events) => `
import * as v from 'valibot'
export const event = v.variant('event_type', [${events.join(',\n')}])
export type Event = v.InferOutput<typeof event>
export const guard = (value: unknown): value is Event => v.is(event, value)
export const issues = (value: unknown) => v.safeParse(event, value).issues
`,
}
