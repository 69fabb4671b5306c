import { type Dialect, regexp } from '../dialect.js'

export const arktype: Dialect = {
  literal: (value) => `"'${value}'"`,
  text: (pattern) => (pattern ? regexp(pattern) : "'string'"),
  integer: (minimum, maximum) => `type.keywords.number.integer.atLeast(${minimum}).atMost(${maximum})`,
  list: (item) => `type(${item}).array()`,
  nullable: (value) => `type(${value}).or('null')`,
  object: (fields) =>
    `{ ${fields.map(({ name, value, required }) => `'${name}${required ? '' : '?'}': ${value}`).join(', ')} }`,
  module: (events) => `
import { type } from 'arktype'
export const event = type.or(${events.join(',\n')})
export type Event = typeof event.infer
export const guard = (value: unknown): value is Event => event.allows(value)
export const issues = (value: unknown) => {
  const result = event(value)
  return result instanceof type.errors ? result.map(({ path, message }) => ({ path, message })) : undefined
}
`,
}
