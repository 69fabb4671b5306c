import { Hono } from 'hono'
import { type CatalogEntry, type CatalogField, catalog, envelopeFields } from '../../catalog.js'
import { NotFoundError } from '../../errors.js'
import { JsonText } from '../json-text.js'
import { Heading, page } from '../page.js'
import { Name, Prose } from '../prose.js'
import { Table } from '../table.js'

/** The catalog of event types. */
export function eventTypePages(): Hono {
  const app = new Hono()
  app.get('/event-types', (context) => {
    const search = context.req.query('search')?.trim() ?? ''
    return page(context, { title: 'Event types', section: 'Event types' }, <Catalog search={search} />)
  })
  app.get('/event-types/:type/schema.json', (context) => {
    const entry = catalog.find(({ type }) => type === context.req.param('type'))
    if (!entry) throw new NotFoundError('No event type has this name')
    return context.body(JSON.stringify(entry.schema, null, 2), 200, {
      'Content-Type': 'application/schema+json; charset=utf-8',
    })
  })
  return app
}

/** The address of the JSON Schema of a type. */
export function schemaPath(type: string): string {
  return `/event-types/${type}/schema.json`
}

/** Whether each of the words is in the names or descriptions of an event and its fields. */
function matches({ type, description, details }: CatalogEntry, search: string): boolean {
  const text = [type, description, ...details.flatMap((field) => [field.name, field.description])].join(' ')
  const words = search.toLowerCase().split(/\s+/)
  return words.every((word) => text.toLowerCase().includes(word))
}

function Catalog({ search }: { search: string }) {
  const entries = catalog.filter((entry) => matches(entry, search))
  return (
    <>
      <Heading lead="What can be published. Each event is a JSON object, sent as the body of a POST request.">
        Event types
      </Heading>
      <search>
        <form class="joined" method="get" action="/event-types">
          <input
            type="search"
            name="search"
            value={search}
            aria-label="Search types and fields"
            placeholder="Search types and fields, such as label"
            autocomplete="off"
          />
          <button type="submit">Search</button>
          {search && (
            <a class="button quiet" href="/event-types">
              Show all
            </a>
          )}
        </form>
      </search>
      {entries.length ? <Entries entries={entries} withEnvelope={!search} /> : <NothingFound />}
    </>
  )
}

function NothingFound() {
  return (
    <div class="empty">
      <p>
        <strong>No type matches.</strong>
      </p>
      <p>
        Try a part of a type, such as <code>label</code>, or of a field.
      </p>
    </div>
  )
}

function Entries({ entries, withEnvelope }: { entries: readonly CatalogEntry[]; withEnvelope: boolean }) {
  return (
    <div class="with-index">
      <nav class="index" aria-label="Event types">
        <ul>
          {withEnvelope && (
            <li>
              <a href="#every-event">Every event</a>
            </li>
          )}
          {entries.map(({ type }) => (
            <li>
              <a href={`#${type}`}>
                <Name of={type} />
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div class="stack">
        {withEnvelope && <Envelope />}
        {entries.map((entry) => (
          <Entry entry={entry} />
        ))}
      </div>
    </div>
  )
}

/** The fields that all events share. */
function Envelope() {
  return (
    <section class="card" aria-labelledby="every-event">
      <h2 id="every-event" tabindex={-1}>
        Every event
      </h2>
      <FieldTable fields={envelopeFields} />
    </section>
  )
}

function Entry({ entry }: { entry: CatalogEntry }) {
  const { type, description, details, example } = entry
  return (
    <section class="card" aria-labelledby={type}>
      <div class="heading">
        <h2 id={type} tabindex={-1}>
          <Name of={type} />
        </h2>
        <div class="actions">
          <a class="button quiet" href={schemaPath(type)} aria-label={`JSON Schema of ${type}`}>
            JSON Schema
          </a>
          <a class="button" href={`/send/${type}`} aria-label={`Send this event: ${type}`}>
            Send this event
          </a>
        </div>
      </div>
      <p>
        <Prose>{description}</Prose>
      </p>
      <FieldTable fields={details} />
      <details>
        <summary>Example</summary>
        <JsonText id={`example-${type}`} value={example} />
      </details>
    </section>
  )
}

function FieldTable({ fields }: { fields: readonly CatalogField[] }) {
  return (
    <Table class="fields-table" columns={['Field', 'Value', 'Description']}>
      {fields.map(({ name, type, strict, required, description }) => (
        <tr>
          <th scope="row" data-label="Field">
            <span>
              <Name of={name} />
              {!required && <span class="optional"> optional</span>}
            </span>
          </th>
          <td data-label="Value">
            <span>{strict ? `${type}, ${strict}` : type}</span>
          </td>
          <td data-label="Description">
            <span>
              <Prose>{description}</Prose>
            </span>
          </td>
        </tr>
      ))}
    </Table>
  )
}
