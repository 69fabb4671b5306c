import type { PublishedEventDetails } from '../../published-event.js'
import { subjectText } from '../../subject.js'
import type { Webhook } from '../../webhook.js'
import { CopiedId } from '../copy-button.js'
import { counted } from '../counted.js'
import { DeliveryTable } from '../deliveries/delivery-table.js'
import { listAddress } from '../deliveries/filter.js'
import { SendSelectedAgain, selectionForm } from '../deliveries/send-selected-again.js'
import { WaitingNotes } from '../deliveries/waiting-notes.js'
import { schemaPath } from '../event-types/index.js'
import { Facts } from '../facts.js'
import { JsonText } from '../json-text.js'
import { Heading, Notice } from '../page.js'
import { Name } from '../prose.js'
import { Time } from '../time.js'
import { StateCounts } from './state-counts.js'

interface Props {
  readonly event: PublishedEventDetails
  readonly webhooks: readonly Webhook[]
  readonly notice: string | undefined
}

/** One event that was published, with its deliveries and its payload. */
export function EventDetails({ event, webhooks, notice }: Props) {
  const { id, event: payload, subject, deliveries, states } = event
  const type = payload.event_type
  const path = `/events/${id}`
  // The event comes with the newest 200 of them.
  const total = Object.values(states).reduce((sum, count) => sum + count, 0)
  return (
    <>
      <Heading
        trail={[{ name: 'Events', href: '/events' }, { name: 'Event' }]}
        lead={subjectText(subject)}
        actions={
          <>
            <a class="button" href={`/send/${type}?like=${id}`}>
              Send another…
            </a>
            {deliveries.length > 0 && <SendAgain path={path} deliveries={deliveries} total={total} />}
          </>
        }
      >
        <Name of={type} />
      </Heading>
      {notice && <Notice>{notice}</Notice>}
      <Glance event={event} />
      <section aria-labelledby="deliveries-heading">
        <h2 id="deliveries-heading">Deliveries of this event</h2>
        <WaitingNotes deliveries={deliveries} webhooks={webhooks} />
        <DeliveryTable
          deliveries={deliveries}
          webhooks={webhooks}
          common="event"
          selectionForm={selectionForm}
          empty={
            <>
              <strong>Not sent to any webhook.</strong> No enabled webhook received this type and workspace at
              the time. <a href="/settings/webhooks">See the webhooks</a>: each can replay what it missed.
            </>
          }
        />
        {total > deliveries.length && (
          <p class="muted">
            These are the newest {deliveries.length} of {counted(total, 'delivery', 'deliveries')}.{' '}
            <a href={listAddress({ filter: { eventId: id } })}>See all of them</a>.
          </p>
        )}
        {deliveries.length > 1 && <SendSelectedAgain to={path} />}
      </section>
      <section aria-labelledby="payload-heading">
        <h2 id="payload-heading">Payload</h2>
        <JsonText id="payload" value={payload} />
      </section>
    </>
  )
}

interface SendAgainProps {
  readonly path: string
  readonly deliveries: PublishedEventDetails['deliveries']
  /** Of all deliveries of the event, also those that are not shown. */
  readonly total: number
}

function SendAgain({ path, deliveries, total }: SendAgainProps) {
  const webhooks = counted(total, 'webhook', 'webhooks')
  return (
    <form method="post" action="/deliveries/send-again">
      <input type="hidden" name="to" value={path} />
      {deliveries.map(({ id }) => (
        <input type="hidden" name="id" value={id} />
      ))}
      <button class="primary" type="submit">
        {total === 1
          ? 'Send again'
          : `Send again to ${total > deliveries.length ? `${deliveries.length} of ${webhooks}` : webhooks}`}
      </button>
    </form>
  )
}

function Glance({ event }: { event: PublishedEventDetails }) {
  const { id, event: payload, subject, states, publishedAt } = event
  const type = payload.event_type
  const facts = [
    { name: 'Published', value: <Time at={publishedAt} /> },
    { name: 'Deliveries', value: <StateCounts id={id} states={states} /> },
    {
      name: 'Workspace',
      value: (
        <a href={`/events?workspace=${payload.workspace_id}`} title="All events of this workspace">
          {payload.workspace_id}
        </a>
      ),
    },
    {
      name: 'About',
      value: subjectText(subject) ? (
        <>
          {subject.name ?? ''}
          {subject.id !== null && <small>id {subject.id}</small>}
        </>
      ) : (
        <span class="muted">–</span>
      ),
    },
    {
      name: 'Type',
      value: (
        <>
          <a href={`/event-types#${type}`}>
            <Name of={type} />
          </a>
          <small>
            <a href={schemaPath(type)}>JSON Schema</a>
          </small>
        </>
      ),
      wide: true,
    },
    {
      name: 'Event ID',
      value: <CopiedId id="event-id" name="event ID" of={id} />,
      wide: true,
    },
  ]
  return <Facts id="facts" facts={facts} four aria-live="polite" />
}
