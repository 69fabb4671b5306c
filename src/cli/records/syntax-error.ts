import { type ParseErrorCode, printParseErrorCode, visit } from 'jsonc-parser'

/** Where a text stops being JSON, from line 0 and column 0, and why. */
export interface SyntaxErrorPlace {
  readonly line: number
  readonly column: number
  /** Such as `comma expected`. */
  readonly reason: string
}

/** The first thing that is wrong with a text that `JSON.parse` refuses: its own messages tell no place, and quote the text. */
export function findSyntaxError(text: string): SyntaxErrorPlace | undefined {
  let first: SyntaxErrorPlace | undefined
  const onError = (code: ParseErrorCode, _offset: number, _length: number, line: number, column: number) => {
    first ??= { line, column, reason: inWords(code) }
  }
  try {
    visit(text, { onError }, { disallowComments: true })
  } catch (error) {
    // Its parser calls itself: on 10,000 open brackets the stack is full. What it had found still holds.
    if (!(error instanceof RangeError)) throw error
  }
  return first
}

/** `CommaExpected` → `comma expected` */
function inWords(code: ParseErrorCode): string {
  return printParseErrorCode(code)
    .replace(/\B[A-Z]/g, (letter) => ` ${letter}`)
    .toLowerCase()
}
