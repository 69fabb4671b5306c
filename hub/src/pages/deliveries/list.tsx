import type { Delivery, Page } from '../../delivery.js'
import type { Webhook } from '../../webhook.js'
import { Heading, Notice } from '../page.js'
import { DeliveryTable } from './delivery-table.js'
import { filterParameters, type ListRequest, listAddress, listQuery } from './filter.js'
import { FilterForm, Ignored } from './filter-form.js'
import { SendSelectedAgain, selectionForm } from './send-selected-again.js'
import { WaitingNotes } from './waiting-notes.js'

export interface DeliveryListProps {
  readonly request: ListRequest
  readonly deliveries: Page<Delivery>
  readonly webhooks: readonly Webhook[]
  readonly notice: string | undefined
}

export function DeliveryList({ request, deliveries, webhooks, notice }: DeliveryListProps) {
  const { items, nextCursor } = deliveries
  return (
    <>
      <Heading
        lead="Each row is one event sent to one webhook. Newest first."
        actions={
          <a class="button" href={`/events${listQuery({ ...request, cursor: undefined })}`}>
            Group by event
          </a>
        }
      >
        Deliveries
      </Heading>
      {notice && <Notice>{notice}</Notice>}
      <section aria-labelledby="list-heading">
        <h2 id="list-heading" class="visually-hidden">
          List of deliveries
        </h2>
        <FilterForm action="/deliveries" request={request} webhooks={webhooks} />
        <Ignored of={request.ignored} />
        {request.filter.eventId !== undefined && (
          <p class="note">
            Only deliveries of <a href={`/events/${request.filter.eventId}`}>one event</a>.
          </p>
        )}
        <WaitingNotes deliveries={items} webhooks={webhooks} />
        <DeliveryTable
          deliveries={items}
          webhooks={webhooks}
          selectionForm={selectionForm}
          empty={<WhyEmpty request={request} hasWebhooks={webhooks.length > 0} />}
        />
        {items.length > 0 && <SendSelectedAgain to={listAddress({ filter: request.filter })} />}
        {request.filter.state === 'given_up' && items.length > 0 && <SendGivenUpAgain {...request} />}
        <Paging request={request} nextCursor={nextCursor} />
      </section>
    </>
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

function SendGivenUpAgain({ filter }: ListRequest) {
  return (
    <form class="below" method="post" action="/deliveries/send-given-up-again">
      {filterParameters(filter).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <button type="submit">Send all again</button>{' '}
      <span class="muted">
        Includes deliveries on other pages, at most 10,000 at a time. Skips disabled webhooks.
      </span>
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
