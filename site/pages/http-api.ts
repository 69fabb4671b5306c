import {
  type Answer,
  type ListedOperation,
  type OpenApiDocument,
  type Operation,
  operationsOf,
  type Schema,
} from './openapi-document.js'
import type { Page } from './page.js'
import { isEvent, limitsText, propertiesTable, sentences, typeText } from './schema-in-words.js'
import { table } from './table.js'

const folder = 'http-api'

/** The hub's API: a page for what all operations have in common, one for each tag, and one for the alerts. */
export function httpApiPages(text: string): Page[] {
  const document: OpenApiDocument = JSON.parse(text)
  const page = (name: string, title: string, text: string): Page => ({
    slug: name === 'README' ? folder : `${folder}/${name}`,
    source: `${folder}/${name}.md`,
    title,
    text,
  })
  const operations = operationsOf(document.paths)
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

function introduction(document: OpenApiDocument, pages: readonly Page[]): string {
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

An answer that is not a success has the media type \`application/problem+json\` and is a [\`Problem\`](objects.md#problem). These failures do not depend on what an operation does. Each operation lists the statuses that it can have.

| status | when |
| --- | --- |
${rows.join('\n')}
`
}

/** The status with which operations give an answer that they share. */
function statusOf(name: string, { paths }: OpenApiDocument): string | undefined {
  const answers = operationsOf(paths).flatMap(({ operation }) => Object.entries(operation.responses))
  return answers.find(([, { $ref }]) => $ref?.endsWith(`/${name}`))?.[0]
}

function overviewOf(operations: readonly ListedOperation[]): string {
  const rows = operations.map(
    ({ method, path, operation: { operationId, summary } }) =>
      `| [\`${operationId}\`](#${operationId.toLowerCase()}) | \`${method} ${path}\` | ${summary} |`,
  )
  return ['| operation | request | what it does |', '| --- | --- | --- |', ...rows].join('\n')
}

function operationText({ method, path, operation }: ListedOperation, document: OpenApiDocument): string {
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

function alertsText({ webhooks }: OpenApiDocument): string {
  const operations = operationsOf(webhooks)
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

function objectsText({ components }: OpenApiDocument): string {
  const sections = Object.entries(components.schemas)
    .filter(([name]) => !isEvent(name))
    .map(([name, schema]) => {
      const description = schema.description ? `${schema.description}\n\n` : ''
      return `## ${name}\n\n${description}${schema.properties ? propertiesTable(schema) : `${typeText(schema)}.`}`
    })
  return `What requests and answers consist of. A field with a question mark may be absent. Times are in UTC, as in \`2026-11-01T12:00:00.000Z\`.\n\n${sections.join('\n\n')}\n`
}
