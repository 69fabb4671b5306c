import type { Webhook } from '../../webhook.js'
import { Heading } from '../page.js'

export function ConfirmDeletion({ webhook }: { webhook: Webhook }) {
  const path = `/settings/webhooks/${webhook.id}`
  return (
    <>
      <Heading
        trail={[
          { name: 'Settings' },
          { name: 'Webhooks', href: '/settings/webhooks' },
          { name: webhook.url, href: path },
        ]}
      >
        Delete this webhook?
      </Heading>
      <form class="card" method="post" action={`${path}/delete`}>
        <p>
          <strong class="url">{webhook.url}</strong>
        </p>
        <p>
          It receives no more events. Its secret and all its deliveries are deleted too, including those that
          are not sent yet. This cannot be undone.
        </p>
        <p class="muted">To stop events for a while, disable it instead.</p>
        <div class="actions">
          <button class="danger" type="submit">
            Delete webhook
          </button>
          <a class="button" href={path}>
            Cancel
          </a>
        </div>
      </form>
    </>
  )
}
