/** Returns where JSON white space ends. */
export function skipSpace(text: string, start: number): number {
  let at = start
  for (;;) {
    const code = text.charCodeAt(at)
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return at
    at++
  }
}

/** Throws a `SyntaxError`. Its message holds no part of the text, because messages end up in logs. */
export function refuse(at: number, expected: string): never {
  throw new SyntaxError(`Not JSON as Python reads it: expected ${expected} at position ${at}`)
}
