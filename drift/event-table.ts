import type { DefaultTreeAdapterTypes as Tree } from 'parse5'
import type { Block } from './block.js'
import { readDeclaredField, splitFields } from './declared-field.js'
import { childrenOf, elementsIn, textOf } from './html.js'

/**
 * Reads the rows of a table of events: a type, a description, and a list of `field (type)`. Another table is
 * a list, with an item for each row.
 */
export function eventRows(table: Tree.Node): Block[] {
  const rows = elementsIn(table, 'tr').map((row) =>
    childrenOf(row).filter(({ nodeName }) => nodeName === 'td' || nodeName === 'th'),
  )
  const [first = []] = rows
  const namesEvents = /\bevents?\b/i.test(first[0] ? textOf(first[0]) : '')
  const isHeader = (row: readonly Tree.Node[]) =>
    row.every(({ nodeName }) => nodeName === 'th') || (row === first && namesEvents)
  const body = rows.filter((row) => row.length && !isHeader(row))
  if (!namesEvents && !body.some((row) => fieldsIn(row).some(readDeclaredField))) {
    const namesFields = /^(?:fields?|names?|propert(?:y|ies)|keys?|parameters?|attributes?)$/i
    const isName = namesFields.test(first[0] ? plain(first[0]) : '')
    return [{ kind: 'list', items: body.map((row) => itemOf(row, isName)) }]
  }
  return body.map((row): Block => {
    const type = row[0] ? plain(row[0]) : ''
    return /^[A-Za-z][\w.-]*$/.test(type)
      ? { kind: 'event', type, fields: fieldsIn(row) }
      : { kind: 'unreadable', problem: `A row in the table of events has no event type: ${type || 'empty'}.` }
  })
}

/** The text of a row. If its first cell is the name of a field, that is code. */
function itemOf([first, ...others]: readonly Tree.Node[], isName: boolean): string {
  const start = first && isName ? `\`${plain(first)}\`` : first && textOf(first)
  return [start, ...others.map(textOf)].join(' ').trim()
}

function plain(cell: Tree.Node): string {
  return textOf(cell).replaceAll('`', '').trim()
}

/** The texts of the last cell that lists fields. */
function fieldsIn(row: readonly Tree.Node[]): string[] {
  const cells = row.slice(1).map((cell) => {
    const items = elementsIn(cell, 'li').map((item) => textOf(item).trim())
    return items.length ? items : splitFields(textOf(cell))
  })
  return cells.filter((texts) => texts.some(readDeclaredField)).at(-1) ?? []
}
