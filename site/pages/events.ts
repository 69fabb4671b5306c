import { readFileSync } from 'node:fs'
import { cacheTags } from '../../src/cache/index.js'
import { detailsFields } from '../../src/codegen/catalog-document.js'
import { schemasFolder } from '../../src/codegen/documents.js'
import { detailsTypeName, schemaName, strictName, typeName } from '../../src/codegen/event-names.js'
import { exampleBlock, fieldTable, identifiedBy, staleReadsInWords } from '../../src/codegen/event-section.js'
import { eventsIntroduction } from '../../src/codegen/events-document.js'
import { type events, families } from '../../src/contract/catalog.js'
import type { Page } from './page.js'

type Event = (typeof events)[number]

const source = 'docs/events.md'

/** The catalogue of events, and a page for each event in it. */
export function eventPages(): Page[] {
  const introduction = eventsIntroduction((type) => `#${type}`)
  const perEvent = Object.entries(families).flatMap(([family, members]) =>
    members.map((event: Event) => eventPage(event, family)),
  )
  return [
    { slug: 'events', source, title: 'The events', text: introduction },
    ...perEvent.map((page, order) => ({ ...page, frontmatter: { sidebar: { order } } })),
  ]
}

function eventPage(event: Event, family: string): Page {
  const { type, description, undocumented } = event
  const name = typeName(type)
  const details = detailsFields(type)
  const tags = cacheTags(event.example)
  const fields = details.filter(({ name }) => /^\w+$/.test(name)).map(({ name }) => name)
  return {
    slug: `events/${type}`,
    source: `${source}#${type}`,
    title: type,
    description,
    text: `${description}${undocumented ? ` ${undocumented}` : ''}

- Family: \`${family}\`
- Identified by: ${identifiedBy(event)}
- Stale reads: ${staleReadsInWords(event)}
- TypeScript: [\`${name}\`](../reference/prompt-webhooks.md#${name.toLowerCase()})

## Details

The fields of \`details\`. A receiver goes by the type alone. A sender also keeps what *strict* says.

${fieldTable(details)}

${fieldsOfEveryEvent}

## Example

${exampleBlock(event)}

Send it, signed, to a receiver on your machine whose secret is \`test-secret\`:

\`\`\`sh
npx prompt-webhooks send ${type} --to http://localhost:3000/webhooks --secret test-secret
\`\`\`

## Type

\`\`\`ts
${declarationOf(name)}

${declarationOf(detailsTypeName(name))}
\`\`\`

## Receive it

\`\`\`ts
import { createReceiver } from 'prompt-webhooks/receiver'

export const receiver = createReceiver({
  secret: process.env.WEBHOOK_SECRET ?? '',
  on: {
    ${type}: ({ details }) => {
      const { ${fields.join(', ')} } = details
      console.log(${fields.join(', ')})
    },
  },
})
\`\`\`

If you have an event of any type, \`event_type\` narrows it:

\`\`\`ts
import { parseWebhookEvent } from 'prompt-webhooks'

export function handle(value: unknown): void {
  const event = parseWebhookEvent(value)
  if (event.event_type === '${type}') console.log(event.details.${fields[0]})
}
\`\`\`

## Cached prompts

${cacheText(event, tags)}

## Schemas

| form | tolerant, for receivers | strict, for senders and tests |
| --- | --- | --- |
| JSON Schema draft-07 | ${schemaLink(`${name}.json`)} | ${schemaLink(`strict/${name}.json`)} |
| JSON Schema 2020-12 | ${schemaLink(`2020-12/${name}.json`)} | ${schemaLink(`2020-12/strict/${name}.json`)} |
| zod | ${zodLink(schemaName(type))} | ${zodLink(strictName(schemaName(type)))} |
| example | [\`${type}.json\`](../examples/payloads/${type}.json) | the same |
${relatives(event, family)}`,
  }
}

const fieldsOfEveryEvent =
  'Beside `details`, it has the [fields of every event](events.md#every-event). The tolerant contract accepts unknown fields and keeps them, and the strict contract refuses them.'

function relatives(event: Event, family: string): string {
  const members: readonly Event[] = families[family as keyof typeof families]
  const others = members.filter((each) => each !== event)
  if (others.length === 0) return ''
  const items = others.map(({ type, description }) => `- [\`${type}\`](events.md#${type}): ${description}`)
  return `\n## Other events of the family\n\n${items.join('\n')}\n`
}

function cacheText(event: Event, tags: readonly string[]): string {
  if (tags.length === 0) return 'Keep them: no cached prompt changes. [Caches](cache.md) explains the rule.'
  const dropped = tags.map((tag) => `\`${tag}\``).join(' and ')
  return `Drop ${staleReadsInWords(event)}. For the example, [\`cacheTags\`](cache.md) returns ${dropped}.`
}

const schemaLink = (path: string) => `[\`${path}\`](../${schemasFolder}/${path})`
const zodLink = (name: string) => `[\`${name}\`](../reference/prompt-webhooks/zod.md#${name.toLowerCase()})`

const declarations = readFileSync('src/generated/types.ts', 'utf8')

/** The declaration of a type, without what the table of its fields says. */
function declarationOf(name: string): string {
  const [, source] =
    new RegExp(`^export (interface ${name} \\{$[\\s\\S]*?^\\})$`, 'm').exec(declarations) ?? []
  if (source === undefined) throw new Error(`src/generated/types.ts: expected an interface ${name}`)
  return source.replaceAll(/^ *\/\*\*[\s\S]*?\*\/\n/gm, '')
}
