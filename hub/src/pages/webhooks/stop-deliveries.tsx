import type { WebhookPerformance } from '../../overview.js'
import { counted } from '../counted.js'
import { webhookPath } from './webhook-path.js'

const deliveries = (count: number) => counted(count, 'delivery', 'deliveries')

/** Offers to pause, resume, disable or enable a webhook, and says how many deliveries that affects. */
export function StopDeliveries({ webhook }: { webhook: WebhookPerformance }) {
  const { enabled, paused, waiting } = webhook
  const path = webhookPath(webhook)
  return (
    <section class="card" aria-labelledby="stop-heading">
      <h2 id="stop-heading">{enabled ? 'Stop deliveries' : 'Start deliveries'}</h2>
      <ul class="choices-of-action" id="stop" data-live>
        {enabled && (
          <li id="stop-pause">
            <form method="post" action={`${path}/${paused ? 'resume' : 'pause'}`}>
              <p>
                <strong>{paused ? 'Resume' : 'Pause'}</strong>{' '}
                <span class="muted">
                  {paused
                    ? `${deliveries(waiting)} ${waiting === 1 ? 'waits' : 'wait'} and will be sent now.`
                    : `${waiting ? `${deliveries(waiting)} ${waiting === 1 ? 'waits' : 'wait'}` : 'Deliveries wait'}, and new ones join, until you resume. Nothing is lost.`}
                </span>
              </p>
              <button class={paused ? 'primary' : undefined} type="submit">
                {paused ? 'Resume' : 'Pause'}
              </button>
            </form>
          </li>
        )}
        <li id="stop-disable">
          <form method="post" action={`${path}/${enabled ? 'disable' : 'enable'}`}>
            <p>
              <strong>{enabled ? 'Disable' : 'Enable'}</strong>{' '}
              <span class="muted">
                {enabled
                  ? `New events skip this webhook. ${waiting ? `${deliveries(waiting)} that ${waiting === 1 ? 'waits is' : 'wait are'} given up.` : 'No delivery waits.'}`
                  : 'New events are sent to it again. Deliveries that were given up are not sent unless you send them again.'}
              </span>
            </p>
            <button class={enabled ? 'danger' : 'primary'} type="submit">
              {enabled
                ? waiting
                  ? `Disable and give up ${new Intl.NumberFormat('en').format(waiting)}`
                  : 'Disable'
                : 'Enable'}
            </button>
          </form>
        </li>
      </ul>
    </section>
  )
}
