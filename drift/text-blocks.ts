import type { Block } from './block.js'
import { readDeclaredField, splitFields } from './declared-field.js'
import { readExample } from './example.js'

// A browser joins the cells of a table without a space: `report_finishedWhen a report is finished.`
const row = /^(?<type>[a-z][a-z0-9]*(?:_[a-z0-9]+)+)(?<rest>$|[A-Z\t].*| {2,}.*)/
const typeAndProse = /^(?<type>[a-z][a-z0-9]*(?:_[a-z0-9]+)+) (?<rest>.*)/
const bullet = /^\s*[•·‣*–-]\s/

// The deepest level, because any other heading ends the section of an event.
const headingLevel = 6

/** The lines that are left. The next one is the last. */
type Lines = string[]

/**
 * Reads the blocks of a page that was copied as plain text: examples, the types of events on lines of their
 * own, and rows of a type with its fields.
 */
export function textBlocks(page: string): Block[] {
  const blocks: Block[] = []
  const lines = page.split(/\r?\n/).reverse()
  for (let line = lines.pop(); line !== undefined; line = lines.pop()) {
    const block = line.startsWith('{') ? takeJson(line, lines) : takeEvent(line, lines)
    if (block) blocks.push(block)
  }
  return blocks
}

/** Reads an object up to the line that starts with its closing brace. */
function takeJson(first: string, lines: Lines): Block {
  const text = [first]
  const isWhole = readExample(first) !== undefined
  while (!isWhole && lines.length && !text.at(-1)?.startsWith('}')) text.push(lines.pop() ?? '')
  return { kind: 'code', language: 'json', text: text.join('\n') }
}

function takeEvent(line: string, lines: Lines): Block | undefined {
  const { type, rest = '' } = (row.exec(line) ?? typeAndProse.exec(line))?.groups ?? {}
  if (type === undefined) {
    const isField = bullet.test(line) && readDeclaredField(line)
    return isField
      ? { kind: 'unreadable', problem: `A field belongs to no event type: ${line.trim()}.` }
      : undefined
  }
  const text = takeDescription(lines)
  const fields = text.some((each) => bullet.test(each))
    ? [rest, ...text].flatMap(fieldsOf)
    : splitFields(rest).filter(readDeclaredField)
  if (!fields.length && !rest) return { kind: 'heading', level: headingLevel, text: type }
  return fields.length || row.test(line) ? { kind: 'event', type, fields } : undefined
}

/** Takes the lines that continue a description, and the list that follows. */
function takeDescription(lines: Lines): string[] {
  const text: string[] = []
  let inList = false
  for (let next = lines.at(-1); next !== undefined; next = lines.at(-1)) {
    const isItem = bullet.test(next)
    const ends = next.trim()
      ? !isItem && (inList || row.test(next) || next.startsWith('{'))
      : !bullet.test(lines.at(-2) ?? '')
    if (ends) break
    inList ||= isItem
    text.push(next)
    lines.pop()
  }
  return text
}

function fieldsOf(line: string): string[] {
  if (bullet.test(line)) return [line]
  // The first fields can be on the line of the type.
  return line.includes('•') ? splitFields(line.slice(line.indexOf('•'))) : []
}
