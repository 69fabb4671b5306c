import type { events } from '../contract/catalog.js'
import type { DocumentedField } from './schema-fields.js'

type Event = (typeof events)[number]

/** A Markdown table of fields: the type by the tolerant contract, and what the strict contract adds. */
export function fieldTable(fields: readonly DocumentedField[]): string {
  const rows = fields.map(({ name, type, strict, required, description }) => {
    const presence = required ? '' : ', optional'
    return `| \`${name}\` | ${type}${presence} | ${strict} | ${description} |`
  })
  return ['| field | type | strict | description |', '| --- | --- | --- | --- |', ...rows].join('\n')
}

/** A Markdown block with the example payload of an event. */
export function exampleBlock({ example }: Event): string {
  return `\`\`\`json\n${JSON.stringify(example, null, 2)}\n\`\`\``
}

/** Names the fields that say what an event is about. */
export function identifiedBy({ subject }: Event): string {
  const parts = Object.entries(subject).map(
    ([part, field]) => `${subjectWords[part as keyof Event['subject']]} \`${field}\``,
  )
  return parts.join(', ')
}

const subjectWords = {
  id: 'id',
  name: 'name',
  previousName: 'previous name',
  label: 'label',
  version: 'version',
  run: 'run',
} as const

/** Says which cached reads of a prompt template an event makes stale. */
export function staleReadsInWords({ stale, subject }: Event): string {
  const oldName = subject.previousName ? ', and by the previous name' : ''
  return `${staleWords[stale]}${stale === 'every' ? oldName : ''}`
}

const staleWords: Readonly<Record<Event['stale'], string>> = {
  every: 'every read by the name',
  version: 'the read of the version, and the read of the latest version',
  label: 'the read of the label',
  none: 'none',
}
