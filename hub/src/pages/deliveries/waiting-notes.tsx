import type { Delivery } from '../../delivery.js'
import type { Webhook } from '../../webhook.js'
import { WebhookBadge } from '../badge.js'
import { counted } from '../counted.js'
import { UrlText } from '../url-text.js'
import { whyNotDelivered } from '../webhooks/condition.js'
import { webhookPath } from '../webhooks/webhook-path.js'
import { nextAttemptOf } from './next-attempt.js'

const maxNotes = 3

/** Says once for each webhook why deliveries of a list wait for it. */
export function WaitingNotes(props: { deliveries: readonly Delivery[]; webhooks: readonly Webhook[] }) {
  const { deliveries, webhooks } = props
  const concerned = webhooks
    .map((webhook) => {
      const waiting = deliveries.filter(
        (delivery) => delivery.webhookId === webhook.id && nextAttemptOf(delivery, webhook)?.waitsFor,
      )
      return { webhook, count: waiting.length }
    })
    .filter(({ count }) => count > 0)
  const others = concerned.length - maxNotes
  return (
    <div class="stack tight" id="waiting-notes" data-live>
      {concerned.slice(0, maxNotes).map(({ webhook, count }) => (
        <p class="note warn" id={`waits-for-${webhook.id}`}>
          <WebhookBadge webhook={webhook} />{' '}
          <a href={webhookPath(webhook)}>
            <UrlText of={webhook.url} />
          </a>{' '}
          {whyNotDelivered(webhook)} {counted(count, 'delivery', 'deliveries')} below{' '}
          {count === 1 ? 'waits' : 'wait'} for that.
        </p>
      ))}
      {others > 0 && (
        <p class="note warn" id="waits-for-others">
          <a href="/settings/webhooks">{counted(others, 'more webhook', 'more webhooks')}</a>{' '}
          {others === 1 ? 'rests or is' : 'rest or are'} paused.
        </p>
      )}
    </div>
  )
}
