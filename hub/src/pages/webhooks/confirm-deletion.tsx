import type { WebhookPerformance } from '../../overview.js'
import { counted } from '../counted.js'
import { Heading } from '../page.js'
import { UrlText } from '../url-text.js'
import { webhookPath, webhookTrail } from './webhook-path.js'

export function ConfirmDeletion({ webhook }: { webhook: WebhookPerformance }) {
  const path = webhookPath(webhook)
  const { enabled, paused, waiting } = webhook
  return (
    <>
      <Heading trail={webhookTrail(webhook)}>Delete this webhook?</Heading>
      <div class="card">
        <p>
          <strong>
            <UrlText of={webhook.url} />
          </strong>
        </p>
        <p>
          It receives no more events. Its secret and all its deliveries are deleted too
          {waiting > 0 && <>, including {counted(waiting, 'delivery', 'deliveries')} not delivered yet</>}.
          This cannot be undone.
        </p>
        <div class="actions">
          <form method="post" action={`${path}/delete`}>
            <button class="danger" type="submit">
              Delete webhook
            </button>
          </form>
          <a class="button" href={path}>
            Cancel
          </a>
        </div>
      </div>
      {enabled && !paused && (
        <form class="card" method="post" action={`${path}/pause`}>
          <h2>To stop events for a while, pause it</h2>
          <p class="muted">
            Its deliveries wait, and new ones join them, until you resume it. Nothing is lost.
          </p>
          <button type="submit">Pause instead</button>
        </form>
      )}
    </>
  )
}
