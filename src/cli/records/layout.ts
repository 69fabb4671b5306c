import { colon, comma, isWhiteSpace, newline, openBrace, openBracket } from './ascii.js'

/** `lines`: each line is a record, as in NDJSON. `values`: JSON values, each over any number of lines. */
export type Layout = 'lines' | 'values'

/**
 * Tells NDJSON from other JSON by the first two lines that are not blank, even if one of them is broken.
 *
 * @param head The start of the file.
 * @param isEnough Decide now: these bytes are the whole file, or holding more would take too much memory.
 * @returns `undefined` if the decision needs more of the file.
 */
export function layoutOf(head: Buffer, isEnough: boolean): Layout | undefined {
  const first = lineFrom(head, 0)
  const opening = head[first.start]
  if (opening === openBracket) return 'values'
  if (first.isOpen && !isEnough) return undefined
  if (first.isOpen || opening !== openBrace || parse(head, first) !== undefined) return 'lines'

  // The first line is either the start of a value or a broken record.
  const second = lineFrom(head, first.end)
  if (second.start === head.length && !isEnough) return undefined
  if (head[second.start] !== openBrace) return 'values'
  const last = head[lastOf(head, first)]
  if (last !== colon && last !== comma && last !== openBracket) return 'lines'
  if (second.isOpen && !isEnough) return undefined
  return 'event_type' in Object(parse(head, second)) ? 'lines' : 'values'
}

interface Line {
  /** The offset of its first byte that is not white space. */
  readonly start: number
  readonly end: number
  /** Whether the line may continue after these bytes. */
  readonly isOpen: boolean
}

/** Returns the next line that is not blank. */
function lineFrom(bytes: Buffer, from: number): Line {
  let start = from
  while (start < bytes.length && isWhiteSpace(bytes[start])) start++
  const end = bytes.indexOf(newline, start)
  return { start, end: end === -1 ? bytes.length : end, isOpen: end === -1 }
}

function lastOf(bytes: Buffer, { start, end }: Line): number {
  let last = end - 1
  while (last > start && isWhiteSpace(bytes[last])) last--
  return last
}

function parse(bytes: Buffer, { start, end }: Line): unknown {
  try {
    return JSON.parse(bytes.toString('utf8', start, end))
  } catch {
    return undefined
  }
}
