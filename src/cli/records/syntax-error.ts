import { type ParseErrorCode, printParseErrorCode, visit } from 'jsonc-parser'

/** Where a text stops being JSON, and why. */
export interface SyntaxErrorPlace {
  /** From 0. */
  readonly line: number
  /** From 0, in code points, as for the start of a record. */
  readonly column: number
  /** Such as `expected a comma`. */
  readonly reason: string
}

/**
 * Finds the first syntax error in a text that `JSON.parse` rejects. The messages of `JSON.parse` itself quote
 * the text, and most do not say where the error is.
 */
export function findSyntaxError(text: string): SyntaxErrorPlace | undefined {
  let first: SyntaxErrorPlace | undefined
  const onError = (code: ParseErrorCode, offset: number, _length: number, line: number, column: number) => {
    if (first) return
    const pairs = text.slice(offset - column, offset).match(/[\u{10000}-\u{10ffff}]/gu) ?? []
    first = { line, column: column - pairs.length, reason: inWords(code) }
  }
  try {
    visit(text, { onError }, { disallowComments: true })
  } catch (error) {
    // The parser is recursive: 10,000 open brackets overflow the stack. An error found before that still
    // counts.
    if (!(error instanceof RangeError)) throw error
  }
  return first
}

/** `CommaExpected` → `expected a comma`, `InvalidSymbol` → `invalid symbol` */
function inWords(code: ParseErrorCode): string {
  const words = printParseErrorCode(code)
    .replace(/\B[A-Z]/g, (letter) => ` ${letter}`)
    .toLowerCase()
  const [, expected] = /^(.*) expected$/.exec(words) ?? []
  if (expected === undefined) return words
  return expected === 'end of file'
    ? 'expected nothing more'
    : `expected a ${expected.replace('close', 'closing')}`
}
