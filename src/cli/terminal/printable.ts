import { quoted } from '../../issue/quoted.js'

/** Makes untrusted text safe to print on one line. Text with control characters is quoted and escaped. */
export function printable(text: string): string {
  return /\p{C}/u.test(text) ? quoted(text) : text
}

/** Makes untrusted text safe to print, line by line. */
export function printableLines(text: string): string {
  return text.split(/\r?\n/).map(printable).join('\n')
}
