import type { WebhookSummary } from '../../webhook.js'
import { CopyButton } from '../copy-button.js'
import { Heading } from '../page.js'
import { Time } from '../time.js'

/** Shows a new secret once. It is undefined when the page is loaded again. */
export function WebhookSecret({ webhook, secret }: { webhook: WebhookSummary; secret: string | undefined }) {
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
        {secret === undefined ? 'The secret was already shown' : 'Copy the secret now'}
      </Heading>
      <div class="card">
        {secret === undefined ? <Shown path={path} /> : <Secret webhook={webhook} secret={secret} />}
      </div>
    </>
  )
}

function Shown({ path }: { path: string }) {
  return (
    <>
      <p>
        A secret is shown only once, right after it is created. If it is lost, rotate it to get a new one.
      </p>
      <a class="button" href={path}>
        Go to the webhook
      </a>
    </>
  )
}

function Secret({ webhook, secret }: { webhook: WebhookSummary; secret: string }) {
  const path = `/settings/webhooks/${webhook.id}`
  const { previousSecretExpiresAt } = webhook
  return (
    <>
      <p>
        Events to <strong class="url">{webhook.url}</strong> are signed with this secret, so that your
        receiver can verify that they come from this hub. It is not shown again.
      </p>
      {previousSecretExpiresAt && (
        <p>
          The old secret stays valid until <Time at={previousSecretExpiresAt} />. Give your receiver both
          until then.
        </p>
      )}
      <div class="field">
        <label for="secret">Secret</label>
        <div class="joined">
          <input
            id="secret"
            type="text"
            class="mono"
            readonly
            value={secret}
            autocomplete="off"
            spellcheck={false}
          />
          <CopyButton of="secret">Copy</CopyButton>
        </div>
      </div>
      <p class="muted">
        Pass it to your receiver as <code>secret</code>:{' '}
        <code>
          createReceiver({'{'} secret: … {'}'})
        </code>{' '}
        from <code>prompt-webhooks/receiver</code>.
      </p>
      <div class="actions">
        <form method="post" action={`${path}/test`}>
          <button class="primary" type="submit">
            Send a test
          </button>
        </form>
        <a class="button" href={path}>
          Go to the webhook
        </a>
      </div>
    </>
  )
}
