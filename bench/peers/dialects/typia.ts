import type { Dialect } from '../dialect.js'

/** TypeScript with typia's tags, from which typia writes the validators ahead of time. */
export const typia: Dialect = {
  literal: (value) => `'${value}'`,
  text: (pattern) => (pattern ? `string & tags.Pattern<${JSON.stringify(pattern)}>` : 'string'),
  integer: (minimum, maximum) =>
    `number & tags.MultipleOf<1> & tags.Minimum<${minimum}> & tags.Maximum<${maximum}>`,
  list: (item) => `(${item})[]`,
  nullable: (value) => `(${value}) | null`,
  object: (fields) =>
    `{ ${fields.map(({ name, value, required }) => `${name}${required ? '' : '?'}: ${value}`).join('; ')} }`,
  module: (events) => `
import typia, { type tags } from 'typia'
export type Event = ${events.map((event) => `| ${event}`).join('\n')}
export const guard = typia.createIs<Event>()
const validate = typia.createValidate<Event>()
export const issues = (value: unknown) => {
  const result = validate(value)
  return result.success ? undefined : result.errors
}
`,
}
