import { type Node, type ParseError, parseTree } from 'jsonc-parser'
import { isTypeName, readDeclaredType } from './declared-type.js'
import type { Fields, Statement, ValueType } from './statement.js'

/** A JSON value of a page. */
export type Example = Node

/** Reads a JSON text. Trailing commas and comments are fine. Returns undefined if it is not JSON even so. */
export function readExample(text: string): Example | undefined {
  const errors: ParseError[] = []
  const example = parseTree(text, errors, { allowTrailingComma: true })
  return errors.length ? undefined : example
}

/** The members of an object, by their names. Undefined for any other value. */
export function membersOf(example: Example | undefined): Map<string, Example> | undefined {
  if (example?.type !== 'object') return undefined
  return new Map(
    (example.children ?? []).flatMap(({ children: [name, value] = [] }) =>
      name && value ? [[String(name.value), value] as const] : [],
    ),
  )
}

/** The text of an example that is a string. */
export function textOf(example: Example | undefined): string | undefined {
  return example?.type === 'string' ? String(example.value) : undefined
}

/** What an example shows about a value. A text that is the name of a type, such as `number`, declares it. */
export function statementOf(example: Example): Statement {
  const text = textOf(example)
  const declared = text !== undefined && isTypeName(text) ? readDeclaredType(text) : undefined
  if (declared) return declared
  const members = membersOf(example)
  return {
    types: [example.type as ValueType],
    by: 'shown',
    ...(text !== undefined && { values: [text] }),
    ...(example.type === 'array' && { items: (example.children ?? []).map(statementOf) }),
    ...(members && { fields: fieldsOf(members) }),
  }
}

/** What examples show about fields. */
export function fieldsOf(members: ReadonlyMap<string, Example>): Fields {
  return new Map([...members].map(([name, value]) => [name, [statementOf(value)]]))
}
