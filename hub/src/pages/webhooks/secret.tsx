import type { WebhookSummary } from '../../webhook.js'
import { CopyButton } from '../copy-button.js'
import { Heading } from '../page.js'
import { Time } from '../time.js'

/** The secret, the one time that it is shown; undefined when that is over. */
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
        {secret === undefined ? 'The secret was shown before' : 'Copy the secret now'}
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
      <p>A secret is shown once, right after it is made. If it is lost, rotate it to get a new one.</p>
      <a class="button" href={path}>
        To the webhook
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
        Events to <strong class="url">{webhook.url}</strong> are signed with it, so your receiver can tell
        that they come from here. It is not shown again.
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
        The receiver wants it as <code>secret</code>:{' '}
        <code>
          createReceiver({'{'} secret: … {'}'})
        </code>{' '}
        of <code>prompt-webhooks/receiver</code>.
      </p>
      <div class="actions">
        <form method="post" action={`${path}/test`}>
          <button class="primary" type="submit">
            Send a test
          </button>
        </form>
        <a class="button" href={path}>
          To the webhook
        </a>
      </div>
    </>
  )
}
