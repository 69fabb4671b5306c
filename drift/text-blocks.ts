import type { Block } from './block.js'
import { readDeclaredField, splitFields } from './declared-field.js'

// A browser joins the cells of a table without a space: `report_finishedWhen a report is finished.`
const row = /^(?<type>[a-z][a-z0-9]*(?:_[a-z0-9]+)+)(?<rest>$|[A-Z\t].*| {2,}.*)/
const typeAndText = /^(?<type>[a-z][a-z0-9]*(?:_[a-z0-9]+)+) (?<rest>.*)/
const bullet = /^\s*[•·‣*–-]\s/

/** Reads the blocks of a page that was copied as plain text: JSON, and rows of an event with its fields. */
export function textBlocks(page: string): Block[] {
  const blocks: Block[] = []
  const lines = page.split(/\r?\n/)
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? ''
    if (line.startsWith('{')) {
      const end = /[}]\s*$/.test(line)
        ? index
        : lines.findIndex((each, at) => at > index && each.startsWith('}'))
      const last = end < 0 ? lines.length : end
      blocks.push({ kind: 'code', language: 'json', text: lines.slice(index, last + 1).join('\n') })
      index = last
      continue
    }
    const { type, rest = '' } = (row.exec(line) ?? typeAndText.exec(line))?.groups ?? {}
    const text = [rest]
    let bullets = 0
    while (type !== undefined && index + 1 < lines.length) {
      const next = lines[index + 1] ?? ''
      if (bullet.test(next)) bullets++
      // The description can go on in another line, until the fields start.
      else if (next.trim() && (bullets || row.test(next) || next.startsWith('{'))) break
      else if (!next.trim() && !bullet.test(lines[index + 2] ?? '')) break
      text.push(next)
      index++
    }
    const fields = bullets ? text.flatMap(fieldsOf) : splitFields(rest).filter(readDeclaredField)
    if (type !== undefined && (fields.length || row.test(line))) blocks.push({ kind: 'event', type, fields })
    else if (bullet.test(line) && readDeclaredField(line)) {
      blocks.push({ kind: 'unreadable', problem: `A field belongs to no event type: ${line.trim()}.` })
    }
  }
  return blocks
}

function fieldsOf(line: string): string[] {
  if (bullet.test(line)) return [line]
  // The first fields can be on the line of the type.
  return line.includes('•') ? splitFields(line.slice(line.indexOf('•'))) : []
}
