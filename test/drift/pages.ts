import { documents } from '../../src/codegen/documents.js'
import { typeName } from '../../src/codegen/event-names.js'
import type { JsonSchema } from '../../src/codegen/json-schema.js'
import { events } from '../../src/contract/catalog.js'

/** A field of a page: its type in words, and the value that examples show. */
export interface PageField {
  readonly name: string
  readonly type: string
  readonly value: unknown
}

export interface PageEvent {
  readonly type: string
  readonly description: string
  readonly fields: readonly PageField[]
}

/** What a page says, in no particular form. */
export interface PageContent {
  readonly envelope: readonly PageField[]
  readonly events: readonly PageEvent[]
}

/** The form of a page: how it writes its content. */
export type WritePage = (content: PageContent) => string

/** A page that agrees with the contract, as its first generation did: seven events and a short envelope. */
export function firstGeneration(): PageContent {
  const { envelope, events } = allOfIt()
  const required = documents.tolerant.envelope.required ?? []
  return {
    envelope: envelope.filter(({ name }) => required.includes(name)),
    events: events.slice(0, 7),
  }
}

/** The same with the fields that the envelope got later. */
export function secondGeneration(): PageContent {
  return { ...firstGeneration(), envelope: allOfIt().envelope }
}

/** A page that documents the whole contract. */
export function allOfIt(): PageContent {
  return {
    envelope: fieldsOf(documents.strict.envelope, {}),
    events: events.map(({ type, description, example }) => ({
      type,
      description,
      fields: fieldsOf(schemaOf(type), example.details),
    })),
  }
}

/** A page as it is today: without the events of which the contract states that they are not on the page. */
export function today(): PageContent {
  const { envelope, events: all } = allOfIt()
  const isDocumented = ({ type }: PageEvent) =>
    events.some((entry) => entry.type === type && entry.undocumented === undefined)
  return { envelope, events: all.filter(isDocumented) }
}

function schemaOf(type: string): JsonSchema {
  return documents.strict.events[typeName(type)]?.properties?.details ?? {}
}

function fieldsOf({ properties = {} }: JsonSchema, example: unknown): PageField[] {
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    type: words(schema),
    value: shown(schema, member(example, name)),
  }))
}

const member = (example: unknown, name: string): unknown => Object(example)[name]

/** A value that shows every field of a schema: that of the example, where it has one. */
function shown(schema: JsonSchema, example: unknown): unknown {
  const { type, properties = {}, items, enum: values } = present(schema)
  if (type === 'object') {
    const fields = Object.entries(properties)
    return Object.fromEntries(fields.map(([name, inner]) => [name, shown(inner, member(example, name))]))
  }
  if (items) {
    const list = Array.isArray(example) && example.length ? example : [undefined]
    return list.map((item) => shown(items, item))
  }
  return example ?? values?.[0] ?? samples[type ?? ''] ?? 'text'
}

const samples: Record<string, unknown> = { number: 7, integer: 7, boolean: true }

/** The type of a field, as a page would put it. */
function words(schema: JsonSchema): string {
  const values = valuesOf(schema)?.map((value) => JSON.stringify(value))
  return values ? `${types(schema)}: ${values.join(' or ')}` : types(schema)
}

function types({ type, oneOf = [], items }: JsonSchema): string {
  if (items) return `array of ${types(items)}${items.type === 'array' ? '' : 's'}`
  if (type) return type === 'integer' ? 'number' : type
  return [...new Set(oneOf.map(types))].join(' or ')
}

function valuesOf(schema: JsonSchema): readonly string[] | undefined {
  const { enum: values, items } = present(schema)
  return values ?? (items && valuesOf(items))
}

/** The schema of a value that is not null. */
function present(schema: JsonSchema): JsonSchema {
  return schema.oneOf?.find(({ type }) => type !== 'null') ?? schema
}

const declaration = (fields: readonly PageField[]) =>
  // The sender's page has this comma.
  `{\n${fields.map(({ name, type }) => `  "${name}": ${JSON.stringify(type)},\n`).join('')}}`

const exampleOf = (fields: readonly PageField[]) =>
  Object.fromEntries(fields.map(({ name, value }) => [name, value]))

/** Markdown with a section for each event. */
export function sections(
  { envelope, events }: PageContent,
  {
    level = 4,
    between = '',
    example = (event: PageEvent): string =>
      `\`\`\`json\n${JSON.stringify({ details: exampleOf(event.fields) }, null, 2)}\n\`\`\``,
    title = ({ type }: PageEvent) => type,
    list = events.map(({ type }) => type),
  } = {},
): string {
  return `---
title: "What we send"
---

Each message has a few fields in common. What happened is in \`details\`.

### The message

\`\`\`json
${declaration(envelope)}
\`\`\`

### The events

${list.map((type) => `- [\`${type}\`](#${type})`).join('\n')}

${events
  .map(
    (event) =>
      `${'#'.repeat(level)} ${title(event)}\n\n${event.description}\n${between}\n${example(event)}\n`,
  )
  .join('\n')}`
}

/** Markdown with one table, whose cells list the fields in HTML. */
export function pipeTable({ envelope, events }: PageContent): string {
  const items = (fields: readonly PageField[]) =>
    fields.map(({ name, type }) => `<li>\`${name}\` (${type})</li>`).join('')
  return `### The message

\`\`\`json
${declaration(envelope)}
\`\`\`

### The events

| Event | What happened | Fields |
|-------|---------------|--------|
${events
  .map(({ type, description, fields }) => `| \`${type}\` | ${description} | <ul>${items(fields)}</ul> |`)
  .join('\n')}

### Setting it up

Enter a URL.
`
}

/** MDX with one HTML table, with empty lines and indentation inside. */
export function htmlTable({ envelope, events }: PageContent): string {
  return `<Note>Read this first.</Note>

<CodeGroup>
\`\`\`python Python
# A comment, not a heading

payload = {}
\`\`\`
</CodeGroup>

## The message

\`\`\`json
${declaration(envelope)}
\`\`\`

<table>
  <thead>
    <tr><th>Event</th><th>Meaning</th><th>Fields</th></tr>
  </thead>
  <tbody>
${events
  .map(
    ({ type, description, fields }) => `
    <tr>
      <td>${type}</td>
      <td>${description}</td>

      <td>
        <ul>
${fields.map((field) => `          <li><code>${field.name}</code> (${field.type})</li>`).join('\n')}
        </ul>
      </td>
    </tr>
`,
  )
  .join('')}
  </tbody>
</table>
`
}

/** Plain text, as a browser copies a page with a table: the cells of a row are joined without a space. */
export function plainText({ envelope, events }: PageContent): string {
  const rows = events.map(
    ({ type, description, fields }) =>
      `${type}${description}\n${fields.map((field) => `  • ${field.name} (${field.type})`).join('\n')}`,
  )
  return `A message tells you what happened.

The Message

It looks like this:

${declaration(envelope)}

The Events

EventMeaningFields
${rows.join('\n')}

Note: ${events[0]?.type} comes with the first version.

Setting It Up

Enter a URL.`
}

/** Plain text, as a browser copies a page with sections. */
export function plainSections({ envelope, events }: PageContent): string {
  const list = events.map(({ type }) => type).join('\n')
  const parts = events.map(
    ({ type, description, fields }) =>
      `${type}\n${description}\n${JSON.stringify({ details: exampleOf(fields) }, null, 2)}`,
  )
  return `The message\n${declaration(envelope)}\nThe events\n${list}\n${parts.join('\n\n')}\n`
}

/** Every form of a page. */
export const forms: Readonly<Record<string, WritePage>> = {
  'Markdown sections': (content) => sections(content),
  'Markdown table': pipeTable,
  'HTML table': htmlTable,
  'plain text of a table': plainText,
  'plain text of sections': plainSections,
}
