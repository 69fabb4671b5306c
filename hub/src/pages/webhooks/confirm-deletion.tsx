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
          It gets no more events. Its secret is forgotten, and its deliveries go with it: those that were
          made, and those that were still to be. This cannot be undone.
        </p>
        <p class="muted">To stop events for a while, disable it instead.</p>
        <div class="actions">
          <button class="danger" type="submit">
            Delete it
          </button>
          <a class="button" href={path}>
            Keep it
          </a>
        </div>
      </form>
    </>
  )
}
