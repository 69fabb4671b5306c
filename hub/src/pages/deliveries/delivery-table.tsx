import type { Child } from 'hono/jsx'
import type { Delivery } from '../../delivery.js'
import type { Webhook } from '../../webhook.js'
import { StateBadge } from '../badge.js'
import { Name } from '../prose.js'
import { SubjectText } from '../subject-text.js'
import { type Column, Table } from '../table.js'
import { Time } from '../time.js'
import { UrlText } from '../url-text.js'
import { webhookPath } from '../webhooks/webhook-path.js'
import { nextAttemptOf } from './next-attempt.js'

interface RowOptions {
  /** What all rows have in common, so that no column repeats it. */
  readonly common?: 'event' | 'endpoint' | undefined
  /** The form that sends selected deliveries again. Without it, none can be selected. */
  readonly selectionForm?: string | undefined
}

export interface DeliveryTableProps extends RowOptions {
  readonly deliveries: readonly Delivery[]
  readonly webhooks: readonly Webhook[]
  /** What to say if there are none. */
  readonly empty: Child
}

const columns = {
  event: 'Event',
  endpoint: 'Endpoint',
  state: 'State',
  attempts: 'Attempts',
  response: 'Response',
  updated: { name: 'Updated', isTime: true },
} as const satisfies Record<string, Column>

/** A table of deliveries. The first cell of a row leads to the delivery. */
export function DeliveryTable(props: DeliveryTableProps) {
  const { deliveries, webhooks, empty, common, selectionForm } = props
  const webhookOf = new Map(webhooks.map((webhook) => [webhook.id, webhook]))
  const shown = Object.entries(columns).flatMap(([key, column]) => (key === common ? [] : [column]))
  return (
    <Table id="deliveries" class="deliveries" columns={shown}>
      {deliveries.map((delivery) => (
        <Row
          delivery={delivery}
          webhook={webhookOf.get(delivery.webhookId)}
          common={common}
          selectionForm={selectionForm}
        />
      ))}
      {deliveries.length === 0 && (
        <tr id="no-delivery">
          <td class="empty" colspan={shown.length}>
            {empty}
          </td>
        </tr>
      )}
    </Table>
  )
}

function Row(props: { delivery: Delivery; webhook: Webhook | undefined } & RowOptions) {
  const { delivery, webhook, common, selectionForm } = props
  const { id, eventType, subject, webhookId, url, state, attempts, updatedAt } = delivery
  return (
    <tr id={`delivery-${id}`}>
      <th scope="row" data-label={common === 'event' ? 'Endpoint' : 'Event'}>
        {selectionForm && (
          <input
            type="checkbox"
            name="id"
            value={id}
            form={selectionForm}
            aria-label={`Select the delivery of ${eventType} to ${url}`}
            autocomplete="off"
          />
        )}
        <a href={`/deliveries/${id}`}>
          {common === 'event' ? <UrlText of={url} /> : <Name of={eventType} />}
        </a>
        {common !== 'event' && <SubjectText of={subject} />}
      </th>
      {common === undefined && (
        <td data-label="Endpoint">
          <a class="plain clamped" title={url} href={webhookPath({ id: webhookId })}>
            <UrlText of={url} />
          </a>
        </td>
      )}
      <td data-label="State">
        <StateBadge state={state} />
        <Next delivery={delivery} webhook={webhook} isToldOnce={common === 'endpoint'} />
      </td>
      <td data-label="Attempts" class="number">
        {attempts}
      </td>
      <td data-label="Response">
        <Response {...delivery} />
      </td>
      <td data-label="Updated">
        <Time at={updatedAt} short />
      </td>
    </tr>
  )
}

/** In a few words, because many rows wait for the same. What a webhook waits for is told above the table. */
function Next(props: {
  delivery: Delivery
  webhook: Webhook | undefined
  /** Whether the page is about one webhook, and tells what it waits for. */
  isToldOnce: boolean
}) {
  const { delivery, webhook, isToldOnce } = props
  const { state, reason } = delivery
  if (state === 'given_up') return <small>{reason}</small>
  const next = nextAttemptOf(delivery, webhook)
  if (!next) return null
  if (next.waitsFor && isToldOnce) return null
  if (next.waitsFor === 'resume') return <small>paused</small>
  if (!next.at) return null
  return (
    <small>
      {next.waitsFor === 'rest' ? 'rests until' : 'next'} <Time at={next.at} short />
    </small>
  )
}

/** The status, or why there is none. */
function Response({ state, attempts, lastStatus, reason }: Delivery) {
  if (lastStatus !== null) return <>{lastStatus}</>
  if (attempts === 0) return <span class="muted">–</span>
  // What was given up has its reason beside the state.
  return <small>{(state !== 'given_up' && reason) || 'none'}</small>
}
