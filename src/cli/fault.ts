import { printableLines } from './terminal/printable.js'

/** Reports an error that nothing expects, so a fault of the command and not of its user. */
export function reportFault(error: unknown): void {
  const { stack } = Object(error) as { readonly stack?: unknown }
  const text = printableLines(String(stack ?? error))
  process.stderr.write(`error: this is a fault of prompt-webhooks\n${text}\n`)
}
