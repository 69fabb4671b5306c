import { events } from '../contract/catalog.js'
import { detailsFields, envelopeFields } from './catalog-document.js'
import { typeName } from './event-names.js'
import { exampleBlock, fieldTable, identifiedBy, staleReadsInWords } from './event-section.js'

/** Builds `docs/events.md`, the catalog for people. */
export function eventsDocument(): string {
  return `<!-- Written by \`npm run generate\`. Do not edit. -->

# The events

${eventsIntroduction((type) => `#${type}`)}

${events.map(section).join('\n\n')}
`
}

/** What all events have in common, and a list of them with links. */
export function eventsIntroduction(addressOf: (type: string) => string): string {
  return `Each event is one JSON object, sent as the body of an HTTP \`POST\`. The \`event_type\` says what happened, and the
\`details\` say what it is about. Receivers use the *tolerant* schemas. Emitters and tests use the *strict* schemas, which
also refuse unknown keys.

| \`event_type\` | sent when |
| --- | --- |
${events.map(({ type, description }) => `| [\`${type}\`](${addressOf(type)}) | ${description} |`).join('\n')}

## Every event

${fieldTable(envelopeFields())}

A timestamp is \`YYYY-MM-DDTHH:MM:SS\`, followed by an optional fraction of any length and an optional zone: \`Z\` or an
offset, \`±HH:MM\`. It is a real calendar date in upper case and ASCII digits. Without a zone it is in UTC. \`new Date\`
would read it as local time, so use \`eventDate\`.`
}

function section(event: (typeof events)[number]): string {
  const { type, description } = event
  const name = typeName(type)
  return `## ${type}

${description}

${fieldTable(detailsFields(type))}

${exampleBlock(event)}

Type \`${name}\`, schema [\`${name}.json\`](../schemas/v1/${name}.json),
strict [\`strict/${name}.json\`](../schemas/v1/strict/${name}.json).

Identified by ${identifiedBy(event)}. [Stale reads](cache.md): ${staleReadsInWords(event)}.`
}
