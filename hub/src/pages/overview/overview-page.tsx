import type { Overview, WebhookPerformance } from '../../overview.js'
import { WebhookBadge } from '../badge.js'
import { ActivityChart } from '../chart/activity-chart.js'
import { type Range, withRange } from '../chart/ranges.js'
import { durationText } from '../duration.js'
import { Facts } from '../facts.js'
import { Heading, Notice } from '../page.js'
import { Table } from '../table.js'
import { whyNotDelivered } from '../webhooks/condition.js'
import { EndpointCell } from '../webhooks/endpoint-cell.js'
import { deliveriesPath, webhooksPath } from '../webhooks/webhook-path.js'
import { Changes } from './changes.js'
import { percent, performanceFacts } from './performance-facts.js'

export function OverviewPage(props: { overview: Overview; range: Range; notice: string | undefined }) {
  const { overview, range, notice } = props
  const { activity, webhooks, changes } = overview
  return (
    <>
      <Heading
        actions={
          <>
            <a class="button" href={webhooksPath}>
              Add a webhook
            </a>
            <a class="button primary" href="/send">
              Send an event
            </a>
          </>
        }
      >
        Overview
      </Heading>
      {notice && <Notice>{notice}</Notice>}
      {webhooks.length ? (
        <>
          <Facts
            id="numbers"
            facts={performanceFacts(overview, range.text.toLowerCase(), '/deliveries?state=waiting')}
          />
          <ActivityChart activity={activity} range={range} addressOf={(each) => withRange('/', each)} />
          <div class="beside">
            <WebhooksByTrouble webhooks={webhooks} range={range} />
            <Changes changes={changes} webhooks={webhooks} />
          </div>
        </>
      ) : (
        <FirstSteps />
      )}
    </>
  )
}

function FirstSteps() {
  return (
    <div class="empty">
      <p>
        <strong>No webhooks yet.</strong>
      </p>
      <p>
        <a href={webhooksPath}>Add a webhook</a>: the URL of your receiver is all it takes. Then{' '}
        <a href="/send">send an event</a> to see it arrive.
      </p>
    </div>
  )
}

const columns = ['Endpoint', 'State', 'Success', 'Latency', 'Given up', 'Waiting']

function WebhooksByTrouble({ webhooks, range }: { webhooks: readonly WebhookPerformance[]; range: Range }) {
  return (
    <section aria-labelledby="webhooks-heading">
      <h2 id="webhooks-heading">
        Webhooks <small>most trouble first, {range.text.toLowerCase()}</small>
      </h2>
      <Table id="webhooks" class="performance" columns={columns}>
        {webhooks.map((webhook) => (
          <WebhookRow webhook={webhook} />
        ))}
      </Table>
    </section>
  )
}

function WebhookRow({ webhook }: { webhook: WebhookPerformance }) {
  const { id, successRate, latencyMs, givenUp, waiting } = webhook
  const why = whyNotDelivered(webhook)
  return (
    <tr id={`webhook-${id}`}>
      <EndpointCell webhook={webhook} />
      <td data-label="State">
        <WebhookBadge webhook={webhook} />
        {why && <small>{why}</small>}
      </td>
      <td data-label="Success" class="number">
        {successRate === null ? <span class="muted">–</span> : percent(successRate)}
      </td>
      <td data-label="Latency" class="number">
        {latencyMs.p50 === null ? <span class="muted">–</span> : durationText(latencyMs.p50)}
      </td>
      <td data-label="Given up" class="number">
        <Linked count={givenUp} href={deliveriesPath(webhook, 'given_up')} />
      </td>
      <td data-label="Waiting" class="number">
        <Linked count={waiting} href={deliveriesPath(webhook, 'waiting')} />
      </td>
    </tr>
  )
}

function Linked({ count, href }: { count: number; href: string }) {
  if (count === 0) return <span class="muted">0</span>
  return <a href={href}>{new Intl.NumberFormat('en').format(count)}</a>
}
