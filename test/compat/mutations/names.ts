import { detailsSchemas, type Editable, type EditableFiles, eventSchemas } from '../edit-schemas.js'
import { everyEvent, fileOf, makeOptional, unionOf } from './edits.js'
import { breaking, compatible, type Mutation, neutral } from './mutation.js'

/** Changes of files, names and API documents. */
export const names: readonly Mutation[] = [
  breaking('a file is removed', (files) => void files.delete('strict/WebhookEvent.json')),
  breaking('a file is renamed', (files) => {
    files.set('Envelope.json', fileOf(files, 'WebhookEnvelope.json'))
    files.delete('WebhookEnvelope.json')
  }),
  breaking('a file loses its $schema', (files, { id }) => {
    delete fileOf(files, pathOfEvent(files, id.type)).$schema
  }),
  breaking('a file becomes an empty schema', (files, { id }) => {
    files.set(pathOfEvent(files, id.type), {})
  }),
  breaking('a file becomes the schema false', (files) => {
    files.set('strict/WebhookEvent.json', false as unknown as Editable)
  }),
  breaking('the union of all events becomes empty', (files) => {
    unionOf(files).oneOf = []
  }),
  compatible('a file is added', (files) => {
    files.set('other/WebhookEnvelope.json', fileOf(files, 'WebhookEnvelope.json'))
  }),
  breaking('a $id changes', (files) => {
    fileOf(files, 'WebhookEnvelope.json').$id = 'https://example.com/WebhookEnvelope.json'
  }),
  breaking('a file is written in another dialect', (files) => {
    fileOf(files, 'WebhookEnvelope.json').$schema = 'https://json-schema.org/draft/2020-12/schema'
  }),
  breaking('a definition is renamed', (files) => {
    const { definitions = {}, oneOf = [] } = unionOf(files)
    const reference = oneOf[0] as Editable
    const key = String(reference.$ref).replace(/^.*[/]/, '')
    reference.$ref = '#/definitions/Renamed'
    definitions.Renamed = definitions[key] as Editable
    delete definitions[key]
  }),
  compatible('a definition is added', (files) => {
    const { definitions = {} } = unionOf(files)
    definitions.Added = { type: 'string' }
  }),
  compatible('every schema is published in other files too, in another dialect', (files) => {
    for (const [path, schema] of [...files]) {
      if (schema.$schema) files.set(`other-dialect/${path}`, inNewDialect(schema))
    }
  }),
  compatible('the details of an event become a definition', (files, { id }) => {
    for (const [path, schema] of files) {
      const { details } = schema.properties ?? {}
      if (!path.includes('/') && details?.title && eventSchemas(new Map([[path, schema]]), id.type).length) {
        schema.definitions = { [details.title]: details }
        schema.properties = { ...schema.properties, details: { $ref: `#/definitions/${details.title}` } }
      }
    }
  }),
  breaking('the title of an event changes', (files, { id }) =>
    everyEvent(files, id.type, undefined, (schema) => {
      schema.title = 'Renamed'
    }),
  ),
  breaking('the title of details changes', (files, { id }) =>
    detailsSchemas(files, id.type).forEach((schema) => {
      schema.title = 'Renamed'
    }),
  ),
  breaking('the index loses an event', (files, { id }) => {
    delete fileOf(files, 'index.json')[id.type]
  }),
  breaking('the index names another file', (files, { id }) => {
    fileOf(files, 'index.json')[id.type] = 'Other.json'
  }),
  breaking('OpenAPI loses a webhook', (files, { id }) => {
    delete (fileOf(files, 'openapi.json').webhooks as Editable)[id.type]
  }),
  breaking('OpenAPI loses an answer', (files) => {
    const { responses } = fileOf(files, 'openapi.json').components as Record<string, Editable>
    delete responses?.[Object.keys(responses)[0] ?? '']
  }),
  compatible('OpenAPI gets an answer', (files) => {
    const { responses } = fileOf(files, 'openapi.json').components as Record<string, Editable>
    if (responses) responses.Added = { description: 'Added' }
  }),
  breaking('AsyncAPI loses a message', (files, { id }) => {
    const { messages } = fileOf(files, 'asyncapi.json').components as Record<string, Editable>
    delete messages?.[id.type]
  }),
  breaking('an event changes only in OpenAPI', (files, { id }) => {
    const [details] = detailsSchemas(new Map([['openapi.json', fileOf(files, 'openapi.json')]]), id.type)
    const components = fileOf(files, 'openapi.json').components as { schemas: Record<string, Editable> }
    const named =
      details ?? Object.values(components.schemas).find(({ properties }) => properties?.[id.field])
    if (named) makeOptional([named], id.field)
  }),
  neutral('OpenAPI is described in other words', (files) => {
    const info = fileOf(files, 'openapi.json').info as Editable
    info.description = 'Another description.'
  }),
  breaking('the catalog loses an event', (files, { id }) => {
    delete (fileOf(files, 'catalog.json').events as Editable)[id.type]
  }),
  compatible('an event makes other reads stale', (files, { id }) =>
    editCatalog(files, id.type, (event) => {
      event.stale = event.stale === 'none' ? 'every' : 'none'
    }),
  ),
  neutral('the catalog describes an event in other words', (files, { id }) =>
    editCatalog(files, id.type, (event) => {
      event.description = 'Another description.'
    }),
  ),
]

function pathOfEvent(files: EditableFiles, type: string): string {
  return String(fileOf(files, 'index.json')[type])
}

function editCatalog(files: EditableFiles, type: string, change: (event: Editable) => void): void {
  const { events } = fileOf(files, 'catalog.json') as { events: Record<string, Editable> }
  if (events[type]) change(events[type])
}

function inNewDialect({ definitions, ...schema }: Editable): Editable {
  const text = JSON.stringify({ ...schema, ...(definitions && { $defs: definitions }) })
  return {
    ...JSON.parse(text.replaceAll('#/definitions/', '#/$defs/')),
    $schema: 'https://json-schema.org/draft/2020-12/schema',
  }
}
