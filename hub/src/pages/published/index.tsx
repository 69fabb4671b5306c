import { Hono } from 'hono'
import { deliveryStates, type Page } from '../../delivery.js'
import type { Hub } from '../../hub.js'
import type { PublishedEvent } from '../../published-event.js'
import { StateBadge } from '../badge.js'
import { type ListRequest, listAddress, listQuery, readListRequest } from '../deliveries/filter.js'
import { FilterForm, Ignored } from '../deliveries/filter-form.js'
import { Heading, page } from '../page.js'
import { Name } from '../prose.js'
import { SubjectText } from '../subject-text.js'
import { Table } from '../table.js'
import { Time } from '../time.js'

const path = '/published-events'

/** The list of published events, each with its deliveries. */
export function publishedPages(hub: Hub): Hono {
  const app = new Hono()
  app.get(path, async (context) => {
    const request = readListRequest(context.req.query())
    const { webhookId: _, eventId: __, state: ___, ...filter } = request.filter
    const shown = { ...request, filter }
    const events = await hub.events.list(filter, { cursor: request.cursor })
    return page(
      context,
      { title: 'Published events', section: 'Deliveries', follow: {} },
      <PublishedEvents request={shown} events={events} />,
    )
  })
  return app
}

function PublishedEvents({ request, events }: { request: ListRequest; events: Page<PublishedEvent> }) {
  const { cursor, filter } = request
  const isFiltered = cursor !== undefined || Object.values(filter).some((value) => value !== undefined)
  return (
    <>
      <Heading
        trail={[{ name: 'Deliveries', href: '/deliveries' }, { name: 'Published events' }]}
        lead="Each row is one event, with its deliveries to all webhooks. Newest first."
        actions={
          <a class="button" href={listAddress({ ...request, cursor: undefined })}>
            Show single deliveries
          </a>
        }
      >
        Published events
      </Heading>
      <section aria-labelledby="list-heading">
        <h2 id="list-heading" class="visually-hidden">
          List of events
        </h2>
        <FilterForm action={path} request={request} />
        <Ignored of={request.ignored} />
        <Table id="published" class="published" columns={columns}>
          {events.items.map((event) => (
            <EventRow event={event} />
          ))}
          {events.items.length === 0 && (
            <tr id="no-event">
              <td class="empty" colspan={columns.length}>
                {isFiltered ? (
                  <>
                    <strong>No events match.</strong> <a href={path}>Show all events</a>.
                  </>
                ) : (
                  <>
                    <strong>No events yet.</strong> <a href="/send">Send an event</a> to see one here.
                  </>
                )}
              </td>
            </tr>
          )}
        </Table>
        <nav class="paging" aria-label="Pages" id="paging" data-live>
          {cursor && (
            <a class="button" id="newest" href={`${path}${listQuery({ ...request, cursor: undefined })}`}>
              Newest
            </a>
          )}
          {events.nextCursor && (
            <a
              class="button"
              id="older"
              href={`${path}${listQuery({ ...request, cursor: events.nextCursor })}`}
            >
              Older
            </a>
          )}
        </nav>
      </section>
    </>
  )
}

const columns = ['Event', 'Workspace', 'Deliveries', 'Published']

function EventRow({ event: { id, event, subject, states, publishedAt } }: { event: PublishedEvent }) {
  const present = deliveryStates.filter((state) => states[state] > 0)
  return (
    <tr id={`event-${id}`}>
      <th scope="row" data-label="Event">
        <a href={listAddress({ filter: { eventId: id } })}>
          <Name of={event.event_type} />
        </a>
        <SubjectText of={subject} />
      </th>
      <td data-label="Workspace" class="number">
        {event.workspace_id}
      </td>
      <td data-label="Deliveries">
        {present.map((state) => (
          <a class="plain" href={listAddress({ filter: { eventId: id, state } })}>
            <StateBadge state={state} /> {states[state]}
          </a>
        ))}
        {present.length === 0 && <span class="muted">None</span>}
      </td>
      <td data-label="Published">
        <Time at={publishedAt} />
      </td>
    </tr>
  )
}
