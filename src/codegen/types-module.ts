import { events } from '../contract/catalog.js'
import { documents } from './documents.js'
import { detailsTypeName, typeName } from './event-names.js'
import type { JsonSchema } from './json-schema.js'

/**
 * The source of the TypeScript types: an interface for each event and for its details, and types that look
 * them up.
 */
export function typesModule(): string {
  const { bundle, events: schemas, envelope } = documents.tolerant
  return [
    declare(
      [bundle.description],
      `type WebhookEvent = ${events.map(({ type }) => typeName(type)).join(' | ')}`,
    ),
    ...events.flatMap(({ type }) => eventInterfaces(type, schemas[typeName(type)] ?? {})),
    declare(
      [
        'An event of any type: the fields that all events have. Functions that take events accept it, so you can',
        'pass an event of a type that this version of prompt-webhooks does not know, or a JSON file that you import.',
        'Functions that return events return an `UnknownWebhookEvent` instead.',
      ],
      `interface WebhookEnvelope ${objectType(envelope)}`,
    ),
    declare(['The event of each event type.'], `interface WebhookEventMap {${lookup((name) => name)}}`),
    declare(
      ['The details of each event type.'],
      `interface WebhookEventDetailsMap {${lookup(detailsTypeName)}}`,
    ),
    declare(
      ['An `event_type` of the contract.'],
      `type WebhookEventType = ${events.map(({ type }) => quote(type)).join(' | ')}`,
    ),
    declare(
      ['The event of an event type.', ...example(`type Created = WebhookEventOf<'${events[0].type}'>`)],
      'type WebhookEventOf<Type extends WebhookEventType> = WebhookEventMap[Type]',
    ),
    declare(
      [
        'The details of an event type.',
        ...example(`type Details = WebhookEventDetails<'${events[0].type}'>`),
      ],
      'type WebhookEventDetails<Type extends WebhookEventType> = WebhookEventDetailsMap[Type]',
    ),
  ].join('\n\n')
}

function eventInterfaces(type: string, schema: JsonSchema): string[] {
  const name = typeName(type)
  const details = `interface ${detailsTypeName(name)} ${objectType(schema.properties?.details ?? {})}`
  return [
    declare([schema.description], `interface ${name} ${objectType(schema)}`),
    declare([`The details of a \`${type}\` event.`], details),
  ]
}

function lookup(nameOf: (typeName: string) => string): string {
  const member = ({ type, description }: (typeof events)[number]) =>
    `${doc(description)}readonly ${type}: ${nameOf(typeName(type))}`
  return events.map(member).join('\n')
}

function typeOf(schema: JsonSchema): string {
  const { title, oneOf, type, items } = schema
  if (title !== undefined) return title
  if (oneOf) return oneOf.map(typeOf).join(' | ')
  if (schema.enum) return schema.enum.map(quote).join(' | ')
  if (type === undefined) throw new Error(`No type for ${JSON.stringify(schema)}`)
  if (type === 'object') return objectType(schema)
  if (type === 'array') return `readonly (${items ? typeOf(items) : 'unknown'})[]`
  return type === 'integer' ? 'number' : type
}

function objectType({ properties, required = [] }: JsonSchema): string {
  if (!properties) return '{ readonly [key: string]: unknown }'
  const members = Object.entries(properties).map(([key, schema]) => {
    const optional = required.includes(key) ? '' : '?'
    return `${doc(schema.description)}readonly ${quote(key)}${optional}: ${typeOf(schema)}`
  })
  return `{\n${members.join('\n')}\n}`
}

function declare(description: readonly (string | undefined)[], declaration: string): string {
  return `${doc(...description)}export ${declaration}`
}

const example = (code: string) => ['', '@example', '```ts', code, '```']

function doc(...lines: readonly (string | undefined)[]): string {
  const [only, ...more] = lines
  if (more.length) return `/**\n${lines.map((line) => ` * ${line}`.trimEnd()).join('\n')}\n */\n`
  return only === undefined ? '' : `/** ${only} */\n`
}

const quote = (text: string) => JSON.stringify(text)
