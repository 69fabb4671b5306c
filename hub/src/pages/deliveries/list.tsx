import type { Delivery, Page } from '../../delivery.js'
import type { PublishedEvent } from '../../published-event.js'
import type { Webhook } from '../../webhook.js'
import { StateBadge } from '../badge.js'
import { JsonText } from '../json-text.js'
import { Heading, Notice } from '../page.js'
import { Name } from '../prose.js'
import { SubjectText } from '../subject-text.js'
import { Table } from '../table.js'
import { Time } from '../time.js'
import { UrlText } from '../url-text.js'
import { webhookPath } from '../webhooks/webhook-path.js'
import { type ListRequest, listAddress, listQuery } from './filter.js'
import { FilterForm, Ignored } from './filter-form.js'
import { nextAttemptOf } from './next-attempt.js'
import { whyInState } from './why-in-state.js'

export interface DeliveryListProps {
  readonly request: ListRequest
  readonly deliveries: Page<Delivery>
  readonly webhooks: readonly Webhook[]
  /** The event whose deliveries are listed, if the list is filtered by one. */
  readonly event: PublishedEvent | undefined
  readonly notice: string | undefined
}

export function DeliveryList(props: DeliveryListProps) {
  const { request, deliveries, webhooks, event, notice } = props
  return (
    <>
      {event ? (
        <EventHeading event={event} />
      ) : (
        <Heading
          lead="Each row is one event sent to one webhook. Newest first."
          actions={
            <a class="button" href={`/published-events${listQuery({ ...request, cursor: undefined })}`}>
              Group by event
            </a>
          }
        >
          Deliveries
        </Heading>
      )}
      {notice && <Notice>{notice}</Notice>}
      <section aria-labelledby="list-heading">
        <h2 id="list-heading" class={event ? undefined : 'visually-hidden'}>
          {event ? 'Deliveries of this event' : 'List of deliveries'}
        </h2>
        {!event && <FilterForm action="/deliveries" request={request} webhooks={webhooks} />}
        <Ignored of={request.ignored} />
        <DeliveryTable deliveries={deliveries.items} request={request} webhooks={webhooks} />
        <Paging request={request} nextCursor={deliveries.nextCursor} />
      </section>
    </>
  )
}

function EventHeading({ event }: { event: PublishedEvent }) {
  return (
    <>
      <Heading
        trail={[
          { name: 'Deliveries', href: '/deliveries' },
          { name: 'Published events', href: '/published-events' },
          { name: 'Event' },
        ]}
        actions={
          <a class="button" href={`/send/${event.event.event_type}`}>
            Send another
          </a>
        }
        lead={
          <>
            Published <Time at={event.publishedAt} />
          </>
        }
      >
        <Name of={event.event.event_type} />
      </Heading>
      <p>
        <SubjectText of={event.subject} />
      </p>
      <details class="card" id="event">
        <summary>Event payload</summary>
        <JsonText id="payload" value={event.event} />
      </details>
    </>
  )
}

interface TableProps {
  readonly deliveries: readonly Delivery[]
  readonly request: ListRequest
  readonly webhooks: readonly Webhook[]
}

const columns = ['Event', 'Endpoint', 'State', 'Attempts', 'Response', 'Updated']

function DeliveryTable({ deliveries, request, webhooks }: TableProps) {
  const webhookOf = new Map(webhooks.map((webhook) => [webhook.id, webhook]))
  return (
    <>
      <Table id="deliveries" class="deliveries" columns={columns}>
        {deliveries.map((delivery) => (
          <DeliveryRow delivery={delivery} webhook={webhookOf.get(delivery.webhookId)} />
        ))}
        {deliveries.length === 0 && (
          <tr id="no-delivery">
            <td class="empty" colspan={columns.length}>
              <WhyEmpty request={request} hasWebhooks={webhooks.length > 0} />
            </td>
          </tr>
        )}
      </Table>
      {deliveries.length > 0 && <SendSelectedAgain {...request} />}
      {request.filter.state === 'given_up' && deliveries.length > 0 && <SendGivenUpAgain {...request} />}
    </>
  )
}

function DeliveryRow({ delivery, webhook }: { delivery: Delivery; webhook: Webhook | undefined }) {
  const { id, eventType, subject, webhookId, url, state, attempts, lastStatus, updatedAt } = delivery
  const next = nextAttemptOf(delivery, webhook)
  const why = whyInState(delivery)
  return (
    <tr id={`delivery-${id}`}>
      <th scope="row" data-label="Event">
        <input
          type="checkbox"
          name="id"
          value={id}
          form={selectionForm}
          aria-label={`Select the delivery of ${eventType} to ${url}`}
          autocomplete="off"
        />
        <a href={`/deliveries/${id}`}>
          <Name of={eventType} />
        </a>
        <SubjectText of={subject} />
      </th>
      <td data-label="Endpoint">
        <a class="plain clamped" title={url} href={webhookPath({ id: webhookId })}>
          <UrlText of={url} />
        </a>
      </td>
      <td data-label="State">
        <StateBadge state={state} />
        {why && <small>{why}</small>}
        {next?.at && (
          <small>
            next <Time at={next.at} />
          </small>
        )}
        {next?.why && <small>{next.why}</small>}
      </td>
      <td data-label="Attempts" class="number">
        {attempts}
      </td>
      <td data-label="Response">{lastStatus ?? <span class="muted">{attempts ? 'none' : '–'}</span>}</td>
      <td data-label="Updated">
        <Time at={updatedAt} />
      </td>
    </tr>
  )
}

function WhyEmpty({ request, hasWebhooks }: { request: ListRequest; hasWebhooks: boolean }) {
  const { filter, cursor } = request
  const isFiltered = cursor !== undefined || Object.values(filter).some((value) => value !== undefined)
  if (!hasWebhooks) {
    return (
      <>
        <strong>No webhooks yet.</strong> <a href="/settings/webhooks">Add a webhook</a> first.
      </>
    )
  }
  if (filter.eventId) {
    return (
      <>
        <strong>Not sent to any webhook.</strong> No enabled webhook received this type at the time.{' '}
        <a href="/settings/webhooks">See the webhooks</a>.
      </>
    )
  }
  if (isFiltered) {
    return (
      <>
        <strong>No deliveries match.</strong> <a href="/deliveries">Show all deliveries</a>.
      </>
    )
  }
  return (
    <>
      <strong>No deliveries yet.</strong> <a href="/send">Send an event</a> to see one here.
    </>
  )
}

// The checkboxes are in the rows, and belong to the form by its id.
const selectionForm = 'selection'

function SendSelectedAgain(request: ListRequest) {
  return (
    <form class="below" id={selectionForm} method="post" action="/deliveries/send-again">
      <FilterFields {...request} />
      <input type="hidden" name="state" value={request.filter.state ?? ''} />
      <button type="submit">Send selected again</button>
    </form>
  )
}

function SendGivenUpAgain(request: ListRequest) {
  return (
    <form class="below" method="post" action="/deliveries/send-given-up-again">
      <FilterFields {...request} />
      <button type="submit">Send all again</button>{' '}
      <span class="muted">Includes deliveries on other pages. Skips disabled webhooks.</span>
    </form>
  )
}

/** The filter of the list, so that the answer shows the same list again. */
function FilterFields({ filter, days }: ListRequest) {
  return (
    <>
      <input type="hidden" name="webhook" value={filter.webhookId ?? ''} />
      <input type="hidden" name="event" value={filter.eventId ?? ''} />
      <input type="hidden" name="type" value={filter.eventType ?? ''} />
      <input type="hidden" name="search" value={filter.search ?? ''} />
      <input type="hidden" name="workspace" value={filter.workspaceId ?? ''} />
      <input type="hidden" name="from" value={days.from ?? ''} />
      <input type="hidden" name="to" value={days.to ?? ''} />
    </>
  )
}

function Paging({ request, nextCursor }: { request: ListRequest; nextCursor: string | null }) {
  return (
    <nav class="paging" aria-label="Pages" id="paging" data-live>
      {request.cursor && (
        <a class="button" id="newest" href={listAddress({ ...request, cursor: undefined })}>
          Newest
        </a>
      )}
      {nextCursor && (
        <a class="button" id="older" href={listAddress({ ...request, cursor: nextCursor })}>
          Older
        </a>
      )}
    </nav>
  )
}
