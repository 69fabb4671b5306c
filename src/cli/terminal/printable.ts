import { quoted } from '../../issue/quoted.js'

/** Text from outside, on one line: it may hold anything, and a terminal obeys. */
export function printable(text: string): string {
  return /\p{C}/u.test(text) ? quoted(text) : text
}
