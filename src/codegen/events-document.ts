import { events } from '../contract/catalog.js'
import { documents } from './documents.js'
import { typeName } from './event-names.js'
import type { JsonSchema } from './json-schema.js'
import { fieldsOf } from './schema-fields.js'

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

${table(documents.tolerant.envelope, documents.strict.envelope)}

A timestamp is \`YYYY-MM-DDTHH:MM:SS\`, followed by an optional fraction of any length and an optional zone: \`Z\` or an
offset, \`±HH:MM\`. It is a real calendar date in upper case and ASCII digits. Without a zone it is in UTC. \`new Date\`
would read it as local time, so use \`eventDate\`.

${events.map(section).join('\n\n')}
`
}

function section({ type, description, stale, example }: (typeof events)[number]): string {
  const name = typeName(type)
  const details = (strength: keyof typeof documents) =>
    documents[strength].events[name]?.properties?.details ?? {}
  return `## ${type}

${description}

${table(details('tolerant'), details('strict'))}

\`\`\`json
${JSON.stringify(example, null, 2)}
\`\`\`

Type \`${name}\`, schema [\`${name}.json\`](../schemas/v1/${name}.json),
strict [\`strict/${name}.json\`](../schemas/v1/strict/${name}.json).

[Stale reads](cache.md): ${stale}.`
}

function table(tolerant: JsonSchema, strict: JsonSchema): string {
  const rows = fieldsOf(tolerant).map(({ name, type, required, description }) => {
    const presence = required ? '' : ', optional'
    return `| \`${name}\` | ${type}${presence} | ${strictRule(strict.properties?.[name])} | ${description} |`
  })
  return ['| field | type | strict | |', '| --- | --- | --- | --- |', ...rows].join('\n')
}

function strictRule(schema: JsonSchema = {}): string {
  const { minimum, maximum, minLength } = schema.oneOf?.[0] ?? schema
  if (minLength) return 'not empty'
  if (minimum === undefined) return ''
  return minimum === maximum ? `exactly ${minimum}` : `at least ${minimum}`
}
