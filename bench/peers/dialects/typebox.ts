import { type Dialect, members } from '../dialect.js'

/** TypeBox, compiled when the module is loaded. */
export const typebox: Dialect = {
  literal: (value) => `Type.Literal('${value}')`,
  text: (pattern) => (pattern ? `Type.String({ pattern: ${JSON.stringify(pattern)} })` : 'Type.String()'),
  integer: (minimum, maximum) => `Type.Integer({ minimum: ${minimum}, maximum: ${maximum} })`,
  list: (item) => `Type.Array(${item})`,
  nullable: (value) => `Type.Union([${value}, Type.Null()])`,
  object: (fields) => `Type.Object({ ${members(fields, (value) => `Type.Optional(${value})`)} })`,
  module: (events) => `
import Type from 'typebox'
import { Compile } from 'typebox/compile'
export const schema = Type.Union([${events.join(',\n')}])
export type Event = Type.Static<typeof schema>
const event = Compile(schema)
export const guard = (value: unknown): value is Event => event.Check(value)
export const issues = (value: unknown) => (event.Check(value) ? undefined : event.Errors(value))
`,
}
