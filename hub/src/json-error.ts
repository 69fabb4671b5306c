import { type ParseErrorCode, printParseErrorCode, visit } from 'jsonc-parser'

/**
 * Says where a text that `JSON.parse` rejects stops being JSON, and why, such as `line 3, column 7: comma
 * expected`. The messages of `JSON.parse` quote the text, and most do not say where.
 */
export function jsonError(text: string): string {
  let first: string | undefined
  const onError = (code: ParseErrorCode, _offset: number, _length: number, line: number, column: number) => {
    first ??= `line ${line + 1}, column ${column + 1}: ${inWords(code)}`
  }
  try {
    visit(text, { onError }, { disallowComments: true })
  } catch (error) {
    // The parser is recursive: 10,000 open brackets overflow the stack.
    if (!(error instanceof RangeError)) throw error
  }
  return first ?? 'it cannot be read'
}

/** `CommaExpected` → `comma expected` */
function inWords(code: ParseErrorCode): string {
  return printParseErrorCode(code)
    .replace(/\B[A-Z]/g, (letter) => ` ${letter}`)
    .toLowerCase()
}
