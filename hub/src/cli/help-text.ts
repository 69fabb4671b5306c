/** What a help page has below the options. */
export interface HelpText {
  readonly notes?: string
  readonly environment?: Readonly<Record<string, string>>
  readonly exitCodes?: Readonly<Record<number, string>>
  readonly examples: readonly string[]
}

/** Writes the part of a help page below the options. */
export function helpText({ notes, environment, exitCodes, examples }: HelpText): string {
  const list = (title: string, rows: Readonly<Record<string, string>> = {}) => {
    const width = Math.max(...Object.keys(rows).map((name) => name.length))
    const lines = Object.entries(rows).map(([name, text]) => `  ${name.padEnd(width)}  ${text}`)
    return lines.length ? [title, ...lines].join('\n') : ''
  }
  const sections = [
    notes,
    list('Environment:', environment),
    list('Exit codes:', exitCodes),
    ['Examples:', ...examples.map((example) => `  $ ${example}`)].join('\n'),
  ]
  return `\n${sections.filter(Boolean).join('\n\n')}`
}
