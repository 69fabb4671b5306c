import type { WebhookSummary } from '../../webhook.js'
import { CopyButton } from '../copy-button.js'
import { Heading } from '../page.js'
import { Prose } from '../prose.js'
import { Time } from '../time.js'
import { UrlText } from '../url-text.js'
import { receiverSnippets, secretVariable } from './receiver-snippets.js'
import { webhookPath, webhookTrail } from './webhook-path.js'

/** Shows a new secret once. It is undefined when the page is loaded again. */
export function WebhookSecret({ webhook, secret }: { webhook: WebhookSummary; secret: string | undefined }) {
  return (
    <>
      <Heading trail={webhookTrail(webhook)}>
        {secret === undefined ? 'The secret was already shown' : 'Copy the secret now'}
      </Heading>
      {secret === undefined ? (
        <Shown path={webhookPath(webhook)} />
      ) : (
        <>
          <Secret webhook={webhook} secret={secret} />
          <Receivers />
        </>
      )}
    </>
  )
}

function Shown({ path }: { path: string }) {
  return (
    <div class="card">
      <p>
        A secret is shown only once, right after it is created. If it is lost, rotate it to get a new one.
      </p>
      <a class="button" href={path}>
        Go to the webhook
      </a>
    </div>
  )
}

function Secret({ webhook, secret }: { webhook: WebhookSummary; secret: string }) {
  const path = webhookPath(webhook)
  const { previousSecretExpiresAt } = webhook
  return (
    <div class="card">
      <p>
        Events to{' '}
        <strong>
          <UrlText of={webhook.url} />
        </strong>{' '}
        are signed with this secret, so that your receiver can verify that they come from this hub. It is not
        shown again.
      </p>
      {previousSecretExpiresAt && (
        <p>
          The old secret stays valid until <Time at={previousSecretExpiresAt} />. Give your receiver both
          until then.
        </p>
      )}
      <OneLine id="secret" label="Secret" value={secret} />
      <OneLine
        id="variable"
        label="Environment variable"
        hint="A line for .env, or for the settings of your host."
        value={`${secretVariable}=${secret}`}
      />
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
    </div>
  )
}

function OneLine(props: { id: string; label: string; hint?: string; value: string }) {
  const { id, label, hint, value } = props
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <div class="joined">
        <input
          id={id}
          type="text"
          class="mono"
          readonly
          value={value}
          autocomplete="off"
          spellcheck={false}
          aria-describedby={hint && `${id}-hint`}
        />
        <CopyButton of={id} label={`Copy: ${label}`}>
          Copy
        </CopyButton>
      </div>
    </div>
  )
}

function Receivers() {
  return (
    <section aria-labelledby="receivers-heading">
      <h2 id="receivers-heading">A receiver that checks it</h2>
      <p class="muted">
        Each takes the secret from <code>{secretVariable}</code>, verifies the signature, and answers.
      </p>
      <div class="snippets">
        {receiverSnippets().map(({ language, note, files }, index) => (
          <details class="card" name="receiver" open={index === 0}>
            <summary>{language}</summary>
            <p class="muted">
              <Prose>{note}</Prose>
            </p>
            {files.map((code, file) => (
              <div class="code-block">
                <pre class="code" tabindex={0}>
                  <code id={`receiver-${index}-${file}`}>{code}</code>
                </pre>
                <CopyButton of={`receiver-${index}-${file}`}>Copy</CopyButton>
              </div>
            ))}
          </details>
        ))}
      </div>
    </section>
  )
}
