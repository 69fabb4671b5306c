/** Where white space, as JSON has it, ends. */
export function skipSpace(text: string, start: number): number {
  let at = start
  for (;;) {
    const code = text.charCodeAt(at)
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return at
    at++
  }
}

/** The message holds nothing of the text, since messages end in logs. */
export function refuse(at: number, expected: string): never {
  throw new SyntaxError(`Not JSON as Python reads it: expected ${expected} at position ${at}`)
}
