import { type Dialect, members, regexp } from '../dialect.js'

/** zod 4, the classic methods. */
export const zod: Dialect = {
  literal: (value) => `z.literal('${value}')`,
  text: (pattern) => (pattern ? `z.string().regex(${regexp(pattern)})` : 'z.string()'),
  integer: (minimum, maximum) => `z.int().min(${minimum}).max(${maximum})`,
  list: (item) => `z.array(${item})`,
  nullable: (value) => `z.nullable(${value})`,
  object: (fields) => `z.looseObject({ ${members(fields, (value) => `z.optional(${value})`)} })`,
  module: (events) => module('zod', events),
}

/** zod/mini, the functions that bundlers can drop. */
export const zodMini: Dialect = {
  ...zod,
  text: (pattern) => (pattern ? `z.string().check(z.regex(${regexp(pattern)}))` : 'z.string()'),
  integer: (minimum, maximum) => `z.int().check(z.minimum(${minimum}), z.maximum(${maximum}))`,
  module: (events) => module('zod/mini', events),
}

const module = (entry: string, events: readonly string[]) => `
import * as z from '${entry}'
export const event = z.discriminatedUnion('event_type', [${events.join(',\n')}])
export type Event = z.infer<typeof event>
export const guard = (value: unknown): value is Event => event.safeParse(value).success
export const issues = (value: unknown) => event.safeParse(value).error?.issues
`
