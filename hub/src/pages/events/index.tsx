import { Hono } from 'hono'
import { type CatalogueEntry, catalogue, type JsonSchema } from '../../catalogue.js'
import { JsonText } from '../json-text.js'
import { Heading, page } from '../page.js'
import { requirementOf } from './requirement.js'

/** The catalogue of events, from the contract. */
export function eventPages(): Hono {
  const app = new Hono()
  app.get('/events', (context) => page(context, { title: 'Events', section: 'Events' }, <Catalogue />))
  return app
}

function Catalogue() {
  return (
    <>
      <Heading lead="What the contract knows: each event is one JSON object, sent as the body of a POST.">
        Events
      </Heading>
      <div class="with-index">
        <nav class="index" aria-label="Event types">
          <ul>
            {catalogue.map(({ type }) => (
              <li>
                <a href={`#${type}`}>
                  <code>{type}</code>
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div class="stack wide">
          {catalogue.map((entry) => (
            <Entry entry={entry} />
          ))}
        </div>
      </div>
    </>
  )
}

function Entry({ entry }: { entry: CatalogueEntry }) {
  const { type, description, schema, example } = entry
  return (
    <section class="card" aria-labelledby={type}>
      <div class="heading">
        <h2 id={type} tabindex={-1}>
          <code>{type}</code>
        </h2>
        <a class="button" href={`/send/${type}`} aria-label={`Send ${type}`}>
          Send one
        </a>
      </div>
      <p>{description}</p>
      <div class="table">
        <table>
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">Value</th>
              <th scope="col">Meaning</th>
            </tr>
          </thead>
          <tbody>
            <Rows schema={schema} root={schema} path="" />
          </tbody>
        </table>
      </div>
      <details>
        <summary>Example</summary>
        <JsonText value={example} />
      </details>
    </section>
  )
}

/** One row for each field; those of an object beneath it. */
function Rows({ schema, root, path }: { schema: JsonSchema; root: JsonSchema; path: string }) {
  return (
    <>
      {Object.entries(schema.properties ?? {}).map(([name, property]) => (
        <>
          <tr>
            <th scope="row" data-label="Field">
              <code>
                {path && <span class="muted">{path}</span>}
                {name}
              </code>
              {!schema.required?.includes(name) && <span class="optional"> optional</span>}
            </th>
            <td data-label="Value">{requirementOf(property, root)}</td>
            <td data-label="Meaning">{property.description ?? ''}</td>
          </tr>
          <Rows schema={property} root={root} path={`${path}${name}.`} />
        </>
      ))}
    </>
  )
}
