import type { Page } from '../../delivery.js'
import type { PublishedEvent } from '../../published-event.js'
import { type ListRequest, listAddress, listQuery } from '../deliveries/filter.js'
import { FilterForm, Ignored } from '../deliveries/filter-form.js'
import { Heading } from '../page.js'
import { Name } from '../prose.js'
import { SubjectText } from '../subject-text.js'
import { type Column, Table } from '../table.js'
import { Time } from '../time.js'
import { StateCounts } from './state-counts.js'

const path = '/events'

export function EventList({ request, events }: { request: ListRequest; events: Page<PublishedEvent> }) {
  const { cursor, filter } = request
  const isFiltered = cursor !== undefined || Object.values(filter).some((value) => value !== undefined)
  return (
    <>
      <Heading
        lead="What was published, each event with its deliveries to all webhooks. Newest first."
        actions={
          <>
            <a class="button" href={listAddress({ ...request, cursor: undefined })}>
              Show single deliveries
            </a>
            <a class="button primary" href="/send">
              Send an event
            </a>
          </>
        }
      >
        Events
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

const columns: readonly Column[] = ['Event', 'Workspace', 'Deliveries', { name: 'Published', isTime: true }]

function EventRow({ event: { id, event, subject, states, publishedAt } }: { event: PublishedEvent }) {
  return (
    <tr id={`event-${id}`}>
      <th scope="row" data-label="Event">
        <a href={`${path}/${id}`}>
          <Name of={event.event_type} />
        </a>
        <SubjectText of={subject} />
      </th>
      <td data-label="Workspace" class="number">
        {event.workspace_id}
      </td>
      <td data-label="Deliveries">
        <StateCounts id={id} states={states} />
      </td>
      <td data-label="Published">
        <Time at={publishedAt} short />
      </td>
    </tr>
  )
}
