import { createApi } from '../../hub/dist/api/index.js'
import type { Hub } from '../../hub/dist/index.js'
import { typeName } from '../../src/codegen/event-names.js'
import { events } from '../../src/contract/catalog.js'
import type { Page } from './page.js'
import { table } from './table.js'

/** The part of a JSON Schema that the document uses. */
interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly additionalProperties?: boolean | Schema
  readonly oneOf?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly enum?: readonly unknown[]
  readonly description?: string
  readonly format?: string
  readonly default?: unknown
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly minItems?: number
  readonly maxItems?: number
}

type Content = Readonly<Record<string, { readonly schema?: Schema; readonly example?: unknown }>>

interface Answer {
  readonly $ref?: string
  readonly description: string
  readonly headers?: Readonly<Record<string, { readonly description?: string }>>
  readonly content?: Content
}

interface Operation {
  readonly operationId: string
  readonly tags: readonly string[]
  readonly summary: string
  readonly description: string
  readonly security?: readonly object[]
  readonly parameters?: readonly {
    readonly name: string
    readonly in: string
    readonly required?: boolean
    readonly description?: string
    readonly schema: Schema
  }[]
  readonly requestBody?: { readonly content: Content }
  readonly responses: Readonly<Record<string, Answer>>
}

type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>

/** The OpenAPI document of the hub. */
interface Document {
  readonly info: { readonly description: string }
  readonly servers: readonly { readonly url: string }[]
  readonly tags: readonly { readonly name: string; readonly description: string }[]
  readonly paths: Paths
  readonly webhooks: Paths
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>
    readonly responses: Readonly<Record<string, Answer>>
    readonly securitySchemes: { readonly token: { readonly description: string } }
  }
}

const folder = 'http-api'

/** Returns the OpenAPI document that the hub serves. */
export async function openApiText(): Promise<string> {
  // The document needs no data.
  const response = await createApi({} as Hub).request('/openapi.json')
  return `${JSON.stringify(await response.json(), null, 2)}\n`
}

/** The hub's API: a page for what all operations have in common, one for each tag, and one for the alerts. */
export function httpApiPages(text: string): Page[] {
  const document: Document = JSON.parse(text)
  const page = (name: string, title: string, text: string): Page => ({
    slug: name === 'README' ? folder : `${folder}/${name}`,
    source: `${folder}/${name}.md`,
    title,
    text,
  })
  const operations = listed(document.paths)
  const tags = document.tags.map(({ name, description }) => {
    const own = operations.filter(({ operation }) => operation.tags.includes(name))
    const text = [description, overviewOf(own), ...own.map((each) => operationText(each, document))].join(
      '\n\n',
    )
    return page(name.toLowerCase(), name, text)
  })
  return [
    page('README', 'HTTP API of the hub', introduction(document, tags)),
    ...tags,
    page('alerts', 'Alerts', alertsText(document)),
    page('objects', 'Objects', objectsText(document)),
  ].map((each, order) => ({ ...each, frontmatter: { sidebar: { order } } }))
}

interface ListedOperation {
  readonly method: string
  readonly path: string
  readonly operation: Operation
}

function listed(paths: Paths): ListedOperation[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  )
}

function introduction(document: Document, pages: readonly Page[]): string {
  const { info, servers, tags, components } = document
  const [server] = servers
  const rows = Object.entries(components.responses).map(
    ([name, answer]) => `| ${statusOf(name, document)} | ${answer.description}${headersText(answer)} |`,
  )
  return `${info.description} Every path begins with \`${server?.url}\`.

The document is [\`openapi.json\`](openapi.json), OpenAPI 3.1. The hub serves it at \`${server?.url}/openapi.json\`. To run a hub, and to use it from TypeScript, see [the guide](../docs/hub.md).

${tags.map(({ name, description }, index) => `- [${name}](../${pages[index]?.source}): ${description}`).join('\n')}
- [Alerts](alerts.md): Messages that the hub sends when something needs attention.
- [Objects](objects.md): What requests and answers consist of.

## Token

Send the token as \`Authorization: Bearer <token>\`. ${components.securitySchemes.token.description}

## Failures

An answer that is no success has the media type \`application/problem+json\` and is a [\`Problem\`](objects.md#problem). These failures do not depend on what an operation does. Each operation lists the statuses that it can have.

| status | when |
| --- | --- |
${rows.join('\n')}
`
}

/** The status with which operations give an answer that they share. */
function statusOf(name: string, { paths }: Document): string | undefined {
  const answers = listed(paths).flatMap(({ operation }) => Object.entries(operation.responses))
  return answers.find(([, { $ref }]) => $ref?.endsWith(`/${name}`))?.[0]
}

function overviewOf(operations: readonly ListedOperation[]): string {
  const rows = operations.map(
    ({ method, path, operation: { operationId, summary } }) =>
      `| [\`${operationId}\`](#${operationId.toLowerCase()}) | \`${method} ${path}\` | ${summary} |`,
  )
  return ['| operation | request | what it does |', '| --- | --- | --- |', ...rows].join('\n')
}

function operationText({ method, path, operation }: ListedOperation, document: Document): string {
  const { operationId, summary, description, parameters = [], requestBody, security, responses } = operation
  const [media, body] = Object.entries(requestBody?.content ?? {})[0] ?? []
  const url = `http://127.0.0.1:8484${document.servers[0]?.url}${path}`
  return [
    `## ${operationId}`,
    `\`\`\`http\n${method} ${document.servers[0]?.url}${path}\n\`\`\``,
    `${summary}.${description === `${summary}.` ? '' : ` ${description}`}`,
    parameters.length > 0 &&
      table(
        ['parameter', 'in', 'type', 'description'],
        parameters.map(({ name, in: place, required, schema, description }) => [
          `\`${name}\`${required ? '' : '?'}`,
          place,
          typeText(schema),
          sentences(description ?? schema.description, limitsText(schema)),
        ]),
      ),
    body?.schema && bodyText(media ?? '', body.schema),
    `\`\`\`sh\n${curl({ method, url, needsToken: security === undefined, media, example: body?.example })}\n\`\`\``,
    table(
      ['status', 'answer', 'body'],
      Object.entries(responses)
        .filter(([, { $ref }]) => $ref === undefined)
        .map(([status, answer]) => answerRow(status, answer)),
    ),
    sharedText(responses),
  ]
    .filter(Boolean)
    .join('\n\n')
}

function bodyText(media: string, schema: Schema): string {
  const intro = `The body is \`${media}\``
  return schema.properties ? `${intro}:\n\n${propertiesTable(schema)}` : `${intro}: ${typeText(schema)}.`
}

function curl(request: {
  method: string
  url: string
  needsToken: boolean
  media: string | undefined
  example: unknown
}): string {
  const { method, url, needsToken, media, example } = request
  const address = url.replaceAll(/\{(\w+)\}/g, (_, name: string) => `<${name}>`)
  return [
    `curl ${method === 'GET' ? '' : `-X ${method} `}'${address}'`,
    needsToken && `-H "Authorization: Bearer $PROMPT_WEBHOOKS_TOKEN"`,
    media && `-H 'Content-Type: ${media}'`,
    example !== undefined && `-d '${JSON.stringify(example).replaceAll("'", "'\\''")}'`,
  ]
    .filter(Boolean)
    .join(' \\\n  ')
}

function answerRow(status: string, answer: Answer): string[] {
  const [media = '', { schema } = {}] = Object.entries(answer.content ?? {})[0] ?? []
  const isUsual = ['', 'application/json', 'application/problem+json'].includes(media)
  const body = media === '' ? 'none' : typeText(schema)
  return [status, `${answer.description}${headersText(answer)}`, isUsual ? body : `\`${media}\``]
}

function sharedText(responses: Operation['responses']): string {
  const statuses = Object.entries(responses).filter(([, { $ref }]) => $ref !== undefined)
  return `It can also fail with ${statuses.map(([status]) => status).join(', ')}, as [any operation can](README.md#failures).`
}

function headersText({ headers = {} }: Pick<Answer, 'headers'>): string {
  return Object.entries(headers)
    .map(([name, { description = '' }]) => ` Header \`${name}\`: ${description}`)
    .join('')
}

function alertsText({ webhooks }: Document): string {
  const operations = listed(webhooks)
  const [first] = operations
  const sections = operations.map(({ path, operation: { requestBody } }) => {
    const { schema = {} } = Object.values(requestBody?.content ?? {})[0] ?? {}
    return `## ${path}\n\n${schema.description ?? ''}\n\n${propertiesTable(schema)}`
  })
  const headers = (first?.operation.parameters ?? []).map(({ name, description = '' }) => [
    `\`${name}\``,
    description,
  ])
  return `Messages that the hub sends to the alert URL when something needs attention. Each is a \`POST\`, signed by Standard Webhooks with these headers. [The guide](../docs/hub.md) says how to set the URL.

${table(['header', 'description'], headers)}

${sections.join('\n\n')}
`
}

const eventNames = new Map(events.map(({ type }) => [typeName(type), type]))

function objectsText({ components }: Document): string {
  const sections = Object.entries(components.schemas)
    .filter(([name]) => !eventNames.has(name) && name !== 'WebhookEvent')
    .map(([name, schema]) => {
      const description = schema.description ? `${schema.description}\n\n` : ''
      return `## ${name}\n\n${description}${schema.properties ? propertiesTable(schema) : `${typeText(schema)}.`}`
    })
  return `What requests and answers consist of. A field with a question mark may be absent. Times are in UTC, as in \`2026-11-01T12:00:00.000Z\`.\n\n${sections.join('\n\n')}\n`
}

function propertiesTable(schema: Schema): string {
  return table(['field', 'type', 'description'], propertyRows(schema, ''))
}

function propertyRows({ properties = {}, required = [] }: Schema, prefix: string): string[][] {
  return Object.entries(properties).flatMap(([key, property]) => {
    const name = `${prefix}${key}`
    const inner = property.items?.properties ? property.items : property
    return [
      [
        `\`${name}\`${required.includes(key) ? '' : '?'}`,
        // The rows that follow say what is inside.
        typeText(inner.properties ? withoutProperties(property) : property),
        sentences(describe(property), limitsText(property)),
      ],
      ...propertyRows(inner, inner === property ? `${name}.` : `${name}[].`),
    ]
  })
}

function withoutProperties({ properties: _, items, ...rest }: Schema): Schema {
  return { ...rest, ...(items && { items: withoutProperties(items) }) }
}

/** The description of a schema, or of a part of it. */
function describe({ description, allOf = [] }: Schema): string | undefined {
  return description ?? allOf.map(describe).find((text) => text !== undefined)
}

/** The type of a value in words, with links. */
function typeText(schema: Schema = {}): string {
  const {
    $ref,
    type,
    items,
    enum: values,
    format,
    properties,
    additionalProperties,
    oneOf,
    anyOf,
    allOf,
  } = schema
  if ($ref !== undefined) return link($ref.split('/').at(-1) ?? '')
  if (allOf)
    return allOf
      .map(typeText)
      .filter((text) => text !== anyValue)
      .join(' and ')
  const variants = oneOf ?? anyOf
  if (variants) return [...new Set(variants.map(typeText))].join(' or ')
  if (values)
    return values.map((value) => (value === null ? 'null' : `\`${JSON.stringify(value)}\``)).join(' or ')
  const types = [type ?? []].flat().map((each) => {
    if (each === 'array') return `list of ${typeText(items)}`
    if (each !== 'object') return format && each !== 'null' ? `${each} (${format})` : each
    if (properties) return objectText(properties)
    return typeof additionalProperties === 'object' ? `object of ${typeText(additionalProperties)}` : each
  })
  return types.join(' or ') || anyValue
}

function objectText(properties: Readonly<Record<string, Schema>>): string {
  const fields = Object.entries(properties).map(([name, schema]) => `\`${name}\` (${typeText(schema)})`)
  return `object with ${fields.join(', ')}`
}

const anyValue = 'any value'

function link(name: string): string {
  const event = eventNames.get(name)
  if (event) return `[\`${name}\`](../docs/events.md#${event})`
  return name === 'WebhookEvent'
    ? '[`WebhookEvent`](../docs/events.md)'
    : `[\`${name}\`](objects.md#${name.toLowerCase()})`
}

function limitsText(schema: Schema): string {
  const { minimum, maximum, minLength, maxLength, minItems, maxItems, default: fallback } = schema
  return [
    range(minimum, maximum, ''),
    range(minLength, maxLength, ' characters'),
    range(minItems, maxItems, ' items'),
    fallback === undefined ? '' : `Default: \`${JSON.stringify(fallback)}\`.`,
  ]
    .filter(Boolean)
    .join(' ')
}

function range(min: number | undefined, max: number | undefined, unit: string): string {
  const from = min === undefined || min === Number.MIN_SAFE_INTEGER ? undefined : min
  const to = max === undefined || max === Number.MAX_SAFE_INTEGER ? undefined : max
  if (from !== undefined && to !== undefined) return `${from} to ${to}${unit}.`
  if (from !== undefined) return `At least ${from}${unit}.`
  return to === undefined ? '' : `At most ${to}${unit}.`
}

/** Joins texts to sentences on one line. */
function sentences(...texts: readonly (string | undefined)[]): string {
  return texts
    .filter(Boolean)
    .join(' ')
    .replaceAll(/\s*\n\s*/g, ' ')
}
