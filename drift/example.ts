import { type Node, type ParseError, parseTree, visit } from 'jsonc-parser'
import { isTypeName, readDeclaredType } from './declared-type.js'
import type { Fields, Statement, ValueType } from './statement.js'

/** A JSON value of a page. */
export interface Example {
  readonly type: ValueType
  /** The text of a string. */
  readonly text?: string
  /** The members of an object. */
  readonly members?: Members
  /** The items of an array. */
  readonly items?: readonly Example[]
  /** Whether a comment calls the member optional. */
  readonly optional: boolean
}

/** The members of an object, by their names. */
export type Members = ReadonlyMap<string, Example>

const isLenient = { allowTrailingComma: true, disallowComments: false }

/** Reads a JSON text. Trailing commas and comments are fine. Returns undefined if it is not JSON even so. */
export function readExample(text: string): Example | undefined {
  const errors: ParseError[] = []
  const root = parseTree(text, errors, isLenient)
  return errors.length || !root ? undefined : exampleOf(root, optionalMembersIn(text))
}

/** What an example shows about a value. A text that is the name of a type, such as `number`, declares it. */
export function statementOf(example: Example): Statement {
  const { type, text, members, items, optional } = example
  const declared = text !== undefined && isTypeName(text) ? readDeclaredType(text) : undefined
  const shown: Statement = {
    types: [type],
    by: 'shown',
    ...(text !== undefined && { values: [text] }),
    ...(items && { items: items.map(statementOf) }),
    ...(members && { fields: fieldsOf(members) }),
  }
  return { ...(declared ?? shown), ...(optional && { optional }) }
}

/** What examples show about fields. */
export function fieldsOf(members: Members): Fields {
  return new Map([...members].map(([name, value]) => [name, [statementOf(value)]]))
}

function exampleOf({ type, value, children = [] }: Node, optionalMembers: ReadonlySet<number>): Example {
  const inside = (node: Node) => exampleOf(node, optionalMembers)
  const members = children.flatMap(({ offset, children: [name, member] = [] }) =>
    name && member
      ? [[String(name.value), { ...inside(member), optional: optionalMembers.has(offset) }] as const]
      : [],
  )
  return {
    type: type as ValueType,
    optional: false,
    ...(type === 'string' && { text: String(value) }),
    ...(type === 'array' && { items: children.map(inside) }),
    ...(type === 'object' && { members: new Map(members) }),
  }
}

/** Where the members start that share their line with a comment such as `// optional`. */
function optionalMembersIn(text: string): ReadonlySet<number> {
  const found = new Set<number>()
  let member = { offset: -1, line: -1 }
  visit(
    text,
    {
      onObjectProperty: (_name, offset, _length, line) => {
        member = { offset, line }
      },
      onComment: (offset, length, line) => {
        const isOptional = /\boptional\b/i.test(text.slice(offset, offset + length))
        if (isOptional && line === member.line) found.add(member.offset)
      },
    },
    isLenient,
  )
  return found
}
