import { comma, isWhiteSpace, newline, openBrace, openBracket } from './ascii.js'

/** Whether every line is a record, or JSON values go over as many lines as they like. */
export type Layout = 'lines' | 'values'

const colon = 0x3a

/**
 * Tells NDJSON from other JSON by the first two lines that are not blank, broken ones too.
 *
 * @param head The start of the file.
 * @param isEnough Whether to decide at any rate: that was the whole file, or more is too much to hold.
 * @returns `undefined` if more of the file is needed.
 */
export function layoutOf(head: Buffer, isEnough: boolean): Layout | undefined {
  const first = lineFrom(head, 0)
  const opening = head[first.start]
  if (opening === openBracket) return 'values'
  if (first.isOpen && !isEnough) return undefined
  if (first.isOpen || opening !== openBrace || parse(head, first) !== undefined) return 'lines'

  // The first line is the start of a value, or a broken record.
  const second = lineFrom(head, first.end)
  if (second.start === head.length && !isEnough) return undefined
  if (head[second.start] !== openBrace) return 'values'
  const last = head[lastOf(head, first)]
  if (last !== colon && last !== comma && last !== openBracket) return 'lines'
  if (second.isOpen && !isEnough) return undefined
  return 'event_type' in Object(parse(head, second)) ? 'lines' : 'values'
}

interface Line {
  /** Its first byte that is no white space. */
  readonly start: number
  readonly end: number
  /** Whether it may go on behind the bytes at hand. */
  readonly isOpen: boolean
}

/** The next line that is not blank. */
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
