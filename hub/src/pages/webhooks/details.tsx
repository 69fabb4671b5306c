import type { Delivery } from '../../delivery.js'
import type { Overview, WebhookPerformance } from '../../overview.js'
import { StateBadge, WebhookBadge } from '../badge.js'
import { ActivityChart } from '../chart/activity-chart.js'
import { type Range, withRange } from '../chart/ranges.js'
import { counted } from '../counted.js'
import { DeliveryTable } from '../deliveries/delivery-table.js'
import { Facts } from '../facts.js'
import { Changes } from '../overview/changes.js'
import { performanceFacts } from '../overview/performance-facts.js'
import { Notice } from '../page.js'
import { Time } from '../time.js'
import { whyNotDelivered } from './condition.js'
import { StopDeliveries } from './stop-deliveries.js'
import { WebhookHeading } from './webhook-heading.js'
import { deliveriesPath, webhookPath } from './webhook-path.js'

/** How many of the latest deliveries the page of a webhook shows. */
export const recentDeliveries = 8

/** The overview page of a webhook. Its settings are on a separate page. */
export function WebhookDetails(props: {
  webhook: WebhookPerformance
  overview: Overview
  recent: readonly Delivery[]
  range: Range
  notice: string | undefined
}) {
  const { webhook, overview, recent, range, notice } = props
  const path = webhookPath(webhook)
  return (
    <>
      <WebhookHeading webhook={webhook} section="Overview" />
      {notice && <Notice>{notice}</Notice>}
      <Trouble webhook={webhook} />
      <Glance webhook={webhook} range={range} />
      <Recent webhook={webhook} deliveries={recent} />
      <ActivityChart activity={overview.activity} range={range} addressOf={(each) => withRange(path, each)} />
      <div class="beside">
        <StopDeliveries webhook={webhook} />
        <Changes changes={overview.changes} />
      </div>
    </>
  )
}

function Trouble({ webhook }: { webhook: WebhookPerformance }) {
  const { waiting } = webhook
  const why = whyNotDelivered(webhook)
  return (
    <div id="trouble" data-live>
      {why && (
        <p id="why" class={webhook.enabled ? 'note warn' : 'note idle'}>
          <WebhookBadge webhook={webhook} /> {why}{' '}
          {waiting > 0 && (
            <>
              <a href={deliveriesPath(webhook, 'waiting')}>
                {counted(waiting, 'delivery waits', 'deliveries wait')}
              </a>
              .
            </>
          )}{' '}
          {webhook.enabled && webhook.restingUntil && !webhook.paused && (
            <>Once the endpoint works again, send a test: if it arrives, the rest is over at once.</>
          )}
          {!webhook.enabled && (
            <>
              After you enable it, <a href={`${webhookPath(webhook)}/replay`}>replay</a> what it missed.
            </>
          )}
        </p>
      )}
    </div>
  )
}

function Glance({ webhook, range }: { webhook: WebhookPerformance; range: Range }) {
  const { lastDelivery } = webhook
  const last = lastDelivery ? (
    <>
      <a href={`/deliveries/${lastDelivery.id}`}>
        <StateBadge state={lastDelivery.state} />
      </a>
      <small>
        <Time at={lastDelivery.at} short />
      </small>
    </>
  ) : (
    <span class="muted">None yet: send a test to see one.</span>
  )
  const facts = [
    { name: 'State', value: <WebhookBadge webhook={webhook} /> },
    ...performanceFacts(webhook, range.text.toLowerCase(), deliveriesPath(webhook, 'waiting')),
    { name: 'Last delivery', value: last },
  ]
  return <Facts id="glance" facts={facts} />
}

function Recent({ webhook, deliveries }: { webhook: WebhookPerformance; deliveries: readonly Delivery[] }) {
  return (
    <section aria-labelledby="recent-heading">
      <div class="heading">
        <h2 id="recent-heading">Recent deliveries</h2>
        {deliveries.length > 0 && (
          <ul class="actions">
            <li>
              <a href={deliveriesPath(webhook, 'waiting')}>Waiting</a>
            </li>
            <li>
              <a href={deliveriesPath(webhook, 'given_up')}>Given up</a>
            </li>
            <li>
              <a class="button" href={deliveriesPath(webhook)}>
                View all deliveries
              </a>
            </li>
          </ul>
        )}
      </div>
      <DeliveryTable
        deliveries={deliveries}
        webhooks={[webhook]}
        common="endpoint"
        empty={
          <>
            <strong>No deliveries yet.</strong> Send a test to see one here.
          </>
        }
      />
    </section>
  )
}
