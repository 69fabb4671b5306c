const minColumns = 20
const maxColumns = 80

/** Breaks a text between words into lines that fit the terminal, or 80 columns, after an indent. */
export function wrapped(text: string, indent: number): string[] {
  const columns = Math.min(process.stdout.columns || maxColumns, maxColumns)
  const width = Math.max(columns - indent, minColumns)
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= width) {
      lines[lines.length - 1] = `${last} ${word}`
    } else lines.push(word)
  }
  return lines
}
