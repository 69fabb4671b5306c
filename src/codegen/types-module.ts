import { events, families } from '../contract/catalog.js'
import { documents } from './documents.js'
import { detailsTypeName, familyTypeName, typeName } from './event-names.js'
import type { JsonSchema } from './json-schema.js'
import { doc, objectType, quote } from './type-source.js'

/**
 * The source of the TypeScript types: an interface for each event and for its details, and types that look
 * them up.
 */
export function typesModule(): string {
  const { tolerant, strict } = documents
  const { bundle, envelope } = tolerant
  return [
    declare(
      [bundle.description],
      `type WebhookEvent = ${events.map(({ type }) => typeName(type)).join(' | ')}`,
    ),
    ...events.flatMap(({ type }) =>
      eventInterfaces(type, tolerant.events[typeName(type)] ?? {}, strict.events[typeName(type)] ?? {}),
    ),
    declare(
      [
        'An event of any type: the fields that all events have. Functions that take events accept it, so you can',
        'pass an event of a type that this version of prompt-webhooks does not know, or a JSON file that you import.',
        'Functions that return events return an `UnknownWebhookEvent` instead.',
      ],
      `interface WebhookEnvelope ${objectType(envelope, strict.envelope)}`,
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
    ...Object.entries(families).map(([family, members]) =>
      declare(
        [`An event of the family \`${family}\`.`],
        `type ${familyTypeName(family)} = ${members.map(({ type }) => typeName(type)).join(' | ')}`,
      ),
    ),
    declare(
      ['The events of each family: what they are about.'],
      `interface WebhookEventFamilyMap {${Object.keys(families)
        .map(
          (family) =>
            `${doc(`The events of the family \`${family}\`.`)}readonly ${family}: ${familyTypeName(family)}`,
        )
        .join('\n')}}`,
    ),
    declare(['The name of a family of events.'], 'type WebhookEventFamily = keyof WebhookEventFamilyMap'),
  ].join('\n\n')
}

function eventInterfaces(type: string, schema: JsonSchema, strict: JsonSchema): string[] {
  const name = typeName(type)
  const details = objectType(schema.properties?.details ?? {}, strict.properties?.details ?? {})
  return [
    declare([schema.description], `interface ${name} ${objectType(schema, strict)}`),
    declare([`The details of a \`${type}\` event.`], `interface ${detailsTypeName(name)} ${details}`),
  ]
}

function lookup(nameOf: (typeName: string) => string): string {
  const member = ({ type, description }: (typeof events)[number]) =>
    `${doc(description)}readonly ${type}: ${nameOf(typeName(type))}`
  return events.map(member).join('\n')
}

function declare(description: readonly (string | undefined)[], declaration: string): string {
  return `${doc(...description)}export ${declaration}`
}

const example = (code: string) => ['', '@example', '```ts', code, '```']
