import { contractMark } from '../compat/announced.js'

/** The parts of an entry of a changelog, in their order. */
export const groups = ['Contract', 'Code'] as const

/** What a changeset says about a package. */
export interface Note {
  readonly group: (typeof groups)[number]
  /** Markdown, of one or more paragraphs. */
  readonly text: string
}

/** Reads the summary of a changeset. One that starts with "Contract:" is about the contract. */
export function noteOf(summary: string): Note {
  const group = contractMark.test(summary) ? 'Contract' : 'Code'
  return { group, text: summary.replace(contractMark, '').trim() }
}

/**
 * Adds notes to the entry of a version in a changelog, below what it already has in their group. A version
 * without an entry gets one above all others.
 */
export function addNotes(changelog: string, title: string, version: string, notes: readonly Note[]): string {
  const [head = '', ...entries] = (changelog || `# ${title}\n`).split(/^(?=## )/m)
  const isEntry = (entry: string) => entry.startsWith(`## ${version}\n`)
  const own = entries.find(isEntry) ?? `## ${version}\n`
  const others = entries.filter((entry) => !isEntry(entry))
  return `${[head, withNotes(own, notes), ...others].map((part) => part.trim()).join('\n\n')}\n`
}

function withNotes(entry: string, notes: readonly Note[]): string {
  const [head = '', ...parts] = entry.split(/^(?=### )/m)
  const sections = groups.flatMap((group) => {
    const existing = parts.find((part) => part.startsWith(`### ${group}\n`))?.trim()
    const added = notes.filter((note) => note.group === group).map(({ text }) => itemOf(text))
    if (existing === undefined && added.length === 0) return []
    return [[existing ?? `### ${group}\n`, ...added].join('\n')]
  })
  return [head.trim(), ...sections].join('\n\n')
}

function itemOf(text: string): string {
  return `- ${text.replaceAll(/\n(?=[^\n])/g, '\n  ')}`
}
