import { readFileSync } from 'node:fs'

/** Reads a Markdown file of the repository: its first heading, and what follows. */
export function readMarkdown(file: string): { title: string; text: string } {
  const [, title, text = ''] = /^(?:<!--.*?-->\s*)?# (.*)\n([\s\S]*)$/.exec(readFileSync(file, 'utf8')) ?? []
  if (!title) throw new Error(`${file}: expected a heading, such as "# Title", in the first line`)
  return { title, text }
}
