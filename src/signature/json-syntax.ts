/** Returns where JSON white space ends. */
export function skipSpace(units: Uint16Array, start: number): number {
  let at = start
  for (;;) {
    const unit = units[at]
    if (unit !== 0x20 && unit !== 0x0a && unit !== 0x0d && unit !== 0x09) return at
    at++
  }
}

/** Throws a `SyntaxError`. Its message holds no part of the text, because messages end up in logs. */
export function refuse(at: number, expected: string): never {
  throw new SyntaxError(`Not JSON as Python reads it: expected ${expected} at position ${at}`)
}
