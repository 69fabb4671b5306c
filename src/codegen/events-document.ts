import { events } from '../contract/catalog.js'
import { detailsFields, envelopeFields } from './catalog-document.js'
import { typeName } from './event-names.js'
import type { DocumentedField } from './schema-fields.js'

/** Builds `docs/events.md`, the catalog for people. */
export function eventsDocument(): string {
  return `<!-- Written by \`npm run generate\`. Do not edit. -->

# The events

Each event is one JSON object, sent as the body of an HTTP \`POST\`. The \`event_type\` says what happened, and the
\`details\` say what it is about. Receivers use the *tolerant* schemas. Emitters and tests use the *strict* schemas, which
also refuse unknown keys.

| \`event_type\` | sent when |
| --- | --- |
${events.map(({ type, description }) => `| [\`${type}\`](#${type}) | ${description} |`).join('\n')}

## Every event

${table(envelopeFields())}

A timestamp is \`YYYY-MM-DDTHH:MM:SS\`, followed by an optional fraction of any length and an optional zone: \`Z\` or an
offset, \`±HH:MM\`. It is a real calendar date in upper case and ASCII digits. Without a zone it is in UTC. \`new Date\`
would read it as local time, so use \`eventDate\`.

${events.map(section).join('\n\n')}
`
}

function section({ type, description, stale, subject, example }: (typeof events)[number]): string {
  const name = typeName(type)
  return `## ${type}

${description}

${table(detailsFields(type))}

\`\`\`json
${JSON.stringify(example, null, 2)}
\`\`\`

Type \`${name}\`, schema [\`${name}.json\`](../schemas/v1/${name}.json),
strict [\`strict/${name}.json\`](../schemas/v1/strict/${name}.json).

Identified by ${identified(subject)}. [Stale reads](cache.md): ${stale}.`
}

function identified(subject: (typeof events)[number]['subject']): string {
  const parts = Object.entries(subject).map(
    ([part, field]) => `${words[part as keyof typeof subject]} \`${field}\``,
  )
  return parts.join(', ')
}

const words = {
  id: 'id',
  name: 'name',
  previousName: 'previous name',
  label: 'label',
  version: 'version',
  run: 'run',
} as const

function table(fields: readonly DocumentedField[]): string {
  const rows = fields.map(({ name, type, strict, required, description }) => {
    const presence = required ? '' : ', optional'
    return `| \`${name}\` | ${type}${presence} | ${strict} | ${description} |`
  })
  return ['| field | type | strict | |', '| --- | --- | --- | --- |', ...rows].join('\n')
}
