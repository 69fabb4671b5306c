import { Hono } from 'hono'
import { type CatalogEntry, type CatalogField, catalog, envelopeFields } from '../../catalog.js'
import { JsonText } from '../json-text.js'
import { Heading, page } from '../page.js'
import { Name, Prose } from '../prose.js'
import { Table } from '../table.js'

/** The catalog of events. */
export function eventPages(): Hono {
  const app = new Hono()
  app.get('/events', (context) => page(context, { title: 'Events', section: 'Events' }, <Catalog />))
  return app
}

function Catalog() {
  return (
    <>
      <Heading lead="All event types. Each event is a JSON object, sent as the body of a POST request.">
        Events
      </Heading>
      <div class="with-index">
        <nav class="index" aria-label="Event types">
          <ul>
            <li>
              <a href="#every-event">Every event</a>
            </li>
            {catalog.map(({ type }) => (
              <li>
                <a href={`#${type}`}>
                  <Name of={type} />
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div class="stack">
          <Envelope />
          {catalog.map((entry) => (
            <Entry entry={entry} />
          ))}
        </div>
      </div>
    </>
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
        <a class="button" href={`/send/${type}`} aria-label={`Send this event: ${type}`}>
          Send this event
        </a>
      </div>
      <p>
        <Prose>{description}</Prose>
      </p>
      <FieldTable fields={details} />
      <details>
        <summary>Example</summary>
        <JsonText value={example} />
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
