import { curlCommand } from 'prompt-webhooks/emitter'
import type { Attempt, DeliveryDetails as Delivery } from '../../delivery.js'
import { subjectText } from '../../subject.js'
import type { Webhook } from '../../webhook.js'
import { StateBadge } from '../badge.js'
import { CopiedId, CopyButton } from '../copy-button.js'
import { Facts } from '../facts.js'
import { JsonText } from '../json-text.js'
import { Heading, Notice } from '../page.js'
import { Name } from '../prose.js'
import { Time } from '../time.js'
import { UrlText } from '../url-text.js'
import { webhookPath } from '../webhooks/webhook-path.js'
import { Attempts } from './attempts.js'
import { nextAttemptOf, waitTexts } from './next-attempt.js'
import { whyInState } from './why-in-state.js'

interface Props {
  readonly delivery: Delivery
  /** The webhook that it goes to. */
  readonly webhook: Webhook
}

export function DeliveryDetails(props: Props & { notice: string | undefined }) {
  const { delivery, webhook, notice } = props
  const { id, eventId, eventType, subject, log, event, body } = delivery
  const last = log.at(-1)
  return (
    <>
      <Heading
        trail={[{ name: 'Deliveries', href: '/deliveries' }, { name: 'Delivery' }]}
        lead={subjectText(subject)}
        actions={
          <>
            <a class="button" href={`/events/${eventId}`}>
              View event
            </a>
            <form method="post" action={`/deliveries/${id}/send-again`}>
              <button class="primary" type="submit">
                Send again
              </button>
            </form>
          </>
        }
      >
        <Name of={eventType} />
      </Heading>
      {notice && <Notice>{notice}</Notice>}
      <Glance {...props} />
      <Attempts {...props} />
      <div class="halves">
        <section aria-labelledby="payload-heading">
          <h2 id="payload-heading">Payload</h2>
          <JsonText id="payload" value={event} />
          <details id="sent-bytes">
            <summary>Raw body, exactly as sent and signed</summary>
            <div class="code-block">
              <pre class="code wrap" tabindex={0}>
                <code id="body">{body}</code>
              </pre>
              <CopyButton of="body" label="Copy raw body">
                Copy
              </CopyButton>
            </div>
          </details>
        </section>
        <section aria-labelledby="curl-heading">
          <h2 id="curl-heading">Repeat with curl</h2>
          <div id="curl" data-live>
            {last ? (
              <Curl id="curl-of-last" attempt={last} body={body} hiddenHeaders={webhook.headers} />
            ) : (
              <p class="muted" id="curl-of-none">
                Available after the first attempt.
              </p>
            )}
          </div>
        </section>
      </div>
    </>
  )
}

function Glance({ delivery, webhook }: Props) {
  const { id, state, url, attempts, createdAt } = delivery
  const next = nextAttemptOf(delivery, webhook)
  const facts = [
    {
      name: 'State',
      value: (
        <>
          <StateBadge state={state} />
          <small>{whyInState(delivery)}</small>
        </>
      ),
    },
    {
      name: 'Next attempt',
      value: next ? (
        <>
          {next.at ? <Time at={next.at} /> : !next.waitsFor && 'Due now'}
          {next.waitsFor && <small>{waitTexts[next.waitsFor]}</small>}
        </>
      ) : (
        <span class="muted">None</span>
      ),
    },
    { name: 'Attempts', value: String(attempts) },
    { name: 'Created', value: <Time at={createdAt} /> },
    {
      name: 'Endpoint',
      value: (
        <a href={webhookPath(webhook)}>
          <UrlText of={url} />
        </a>
      ),
      wide: true,
    },
    {
      name: 'Delivery ID',
      value: <CopiedId id="delivery-id" name="delivery ID" of={id} />,
      wide: true,
    },
  ]
  return <Facts id="facts" facts={facts} four aria-live="polite" />
}

function Curl(props: {
  id: string
  attempt: Attempt
  body: string
  /** The headers whose values the hub does not show. */
  hiddenHeaders: readonly string[]
}) {
  const { id, attempt, body, hiddenHeaders } = props
  return (
    <div id={id} class="stack">
      <div class="code-block">
        <pre class="code" tabindex={0}>
          <code id="curl-command">{curlCommand({ ...attempt.request, body })}</code>
        </pre>
        <CopyButton of="curl-command">Copy as curl</CopyButton>
      </div>
      <p class="muted">
        Repeats the last attempt from a POSIX shell. It was signed <Time at={attempt.startedAt} />; receivers
        that check the timestamp accept it for a few minutes.
        {hiddenHeaders.length > 0 && <> Fill in the value of {hiddenHeaders.join(', ')} yourself.</>}
      </p>
    </div>
  )
}
