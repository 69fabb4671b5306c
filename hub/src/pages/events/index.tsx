import { Hono } from 'hono'
import { type CatalogEntry, catalog, type JsonSchema } from '../../catalog.js'
import { JsonText } from '../json-text.js'
import { Heading, page } from '../page.js'
import { Name, Prose } from '../prose.js'
import { Table } from '../table.js'
import { requirementOf } from './requirement.js'

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

/** The fields that all events share. Events differ only in `event_type` and `details`. */
function Envelope() {
  const schema = catalog[0]?.schema
  if (!schema) return null
  const { event_type: type, details, ...others } = schema.properties ?? {}
  const properties = {
    event_type: { type: 'string', description: 'What happened. One of the types below.' },
    details: { type: 'object', description: 'What it happened to. The fields depend on the type.' },
    ...others,
  }
  return (
    <section class="card" aria-labelledby="every-event">
      <h2 id="every-event" tabindex={-1}>
        Every event
      </h2>
      <FieldTable schema={{ ...schema, properties }} root={schema} />
    </section>
  )
}

function Entry({ entry }: { entry: CatalogEntry }) {
  const { type, description, schema, example } = entry
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
      <FieldTable schema={schema.properties?.details ?? {}} root={schema} />
      <details>
        <summary>Example</summary>
        <JsonText value={example} />
      </details>
    </section>
  )
}

function FieldTable({ schema, root }: { schema: JsonSchema; root: JsonSchema }) {
  return (
    <Table class="fields-table" columns={['Field', 'Value', 'Description']}>
      <Rows schema={schema} root={root} path="" />
    </Table>
  )
}

/** One row per field. The fields of an object follow it. */
function Rows({ schema, root, path }: { schema: JsonSchema; root: JsonSchema; path: string }) {
  return (
    <>
      {Object.entries(schema.properties ?? {}).map(([name, property]) => (
        <>
          <tr>
            <th scope="row" data-label="Field">
              <span>
                <Name of={`${path}${name}`} />
                {!schema.required?.includes(name) && <span class="optional"> optional</span>}
              </span>
            </th>
            <td data-label="Value">
              <span>{requirementOf(property, root)}</span>
            </td>
            <td data-label="Description">
              <span>
                <Prose>{property.description ?? ''}</Prose>
              </span>
            </td>
          </tr>
          <Rows schema={property} root={root} path={`${path}${name}.`} />
        </>
      ))}
    </>
  )
}
