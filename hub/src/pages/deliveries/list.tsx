import { webhookEventTypes } from 'prompt-webhooks'
import { type Delivery, type DeliveryFilter, deliveryStates, type Page } from '../../delivery.js'
import type { PublishedEvent } from '../../published-event.js'
import type { Webhook } from '../../webhook.js'
import { StateBadge, stateName } from '../badge.js'
import { JsonText } from '../json-text.js'
import { Heading, Notice } from '../page.js'
import { Name } from '../prose.js'
import { Table } from '../table.js'
import { Time } from '../time.js'
import { UrlText } from '../url-text.js'
import { webhookPath } from '../webhooks/webhook-path.js'
import { type ListRequest, listAddress, ranges } from './filter.js'
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
        <Heading lead="Each row is one event sent to one webhook. Newest first.">Deliveries</Heading>
      )}
      {notice && <Notice>{notice}</Notice>}
      <section aria-labelledby="list-heading">
        <h2 id="list-heading" class={event ? undefined : 'visually-hidden'}>
          {event ? 'Deliveries of this event' : 'List of deliveries'}
        </h2>
        {!event && <FilterForm request={request} webhooks={webhooks} />}
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
        trail={[{ name: 'Deliveries', href: '/deliveries' }, { name: 'Event' }]}
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
      <details class="card" id="event">
        <summary>Event payload</summary>
        <JsonText id="payload" value={event.event} />
      </details>
    </>
  )
}

function FilterForm({ request, webhooks }: { request: ListRequest; webhooks: readonly Webhook[] }) {
  const { filter, range } = request
  const isFiltered = Object.values(filter).some((value) => value !== undefined)
  const urls = webhooks.map(({ id, url }) => [id, url] as const)
  return (
    <form class="filter" method="get" action="/deliveries" aria-label="Filter">
      <Choice name="webhook" label="Endpoint" chosen={filter.webhookId} values={urls} />
      <Choice name="type" label="Event type" chosen={filter.eventType} values={types} />
      <Choice name="state" label="State" chosen={filter.state} values={states} />
      {range !== ranges[0] && <input type="hidden" name="range" value={range.name} />}
      <div class="actions">
        <button type="submit">Filter</button>
        {isFiltered && (
          <a class="button quiet" href={listAddress({ range })}>
            Show all
          </a>
        )}
      </div>
    </form>
  )
}

const types = webhookEventTypes.map((type) => [type, type] as const)
const states = deliveryStates.map((state) => [state, stateName(state)] as const)

function Choice(props: {
  name: string
  label: string
  chosen: string | undefined
  values: readonly (readonly [string, string])[]
}) {
  const { name, label, chosen, values } = props
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <select id={name} name={name}>
        <option value="">All</option>
        {values.map(([value, text]) => (
          <option value={value} selected={value === chosen}>
            {text}
          </option>
        ))}
      </select>
    </div>
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
      {request.filter.state === 'given_up' && deliveries.length > 0 && (
        <SendGivenUpAgain filter={request.filter} />
      )}
    </>
  )
}

function DeliveryRow({ delivery, webhook }: { delivery: Delivery; webhook: Webhook | undefined }) {
  const { id, eventType, webhookId, url, state, attempts, lastStatus, updatedAt } = delivery
  const next = nextAttemptOf(delivery, webhook)
  const why = whyInState(delivery)
  return (
    <tr id={`delivery-${id}`}>
      <th scope="row" data-label="Event">
        <a href={`/deliveries/${id}`}>
          <Name of={eventType} />
        </a>
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

function SendGivenUpAgain({ filter }: { filter: DeliveryFilter }) {
  return (
    <form class="below" method="post" action="/deliveries/send-given-up-again">
      <input type="hidden" name="webhook" value={filter.webhookId ?? ''} />
      <input type="hidden" name="event" value={filter.eventId ?? ''} />
      <input type="hidden" name="type" value={filter.eventType ?? ''} />
      <button type="submit">Send all again</button>{' '}
      <span class="muted">Includes deliveries on other pages. Skips disabled webhooks.</span>
    </form>
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
