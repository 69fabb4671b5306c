import type { Attempt, DeliveryDetails as Delivery } from '../../delivery.js'
import { subjectText } from '../../subject.js'
import { OutcomeBadge, StateBadge } from '../badge.js'
import { CopyButton } from '../copy-button.js'
import { Facts } from '../facts.js'
import { JsonText } from '../json-text.js'
import { Heading, Notice } from '../page.js'
import { Name } from '../prose.js'
import { Time } from '../time.js'
import { curlCommand } from './curl.js'

export function DeliveryDetails({ delivery, notice }: { delivery: Delivery; notice: string | undefined }) {
  const { id, eventId, eventType, log, event, body } = delivery
  const last = log.at(-1)
  return (
    <>
      <Heading
        trail={[{ name: 'Deliveries', href: '/deliveries' }, { name: 'Delivery' }]}
        actions={
          <>
            <a class="button" href={`/deliveries?event=${eventId}`}>
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
      <Glance delivery={delivery} />
      <section aria-labelledby="attempts-heading">
        <h2 id="attempts-heading">Attempts</h2>
        <ol class="attempts" id="attempts" reversed data-live>
          {[...log].reverse().map((attempt) => (
            <AttemptItem attempt={attempt} open={attempt === last && attempt.outcome !== 'delivered'} />
          ))}
          {!last && (
            <li class="empty" id="no-attempt">
              No attempts yet.
            </li>
          )}
        </ol>
      </section>
      <section aria-labelledby="payload-heading">
        <h2 id="payload-heading">Payload</h2>
        <JsonText value={event} />
        <details id="sent-bytes">
          <summary>Raw body, exactly as sent and signed</summary>
          <pre class="code wrap" tabindex={0}>
            <code id="body">{body}</code>
          </pre>
          <CopyButton of="body">Copy</CopyButton>
        </details>
      </section>
      <section aria-labelledby="curl-heading">
        <h2 id="curl-heading">Repeat with curl</h2>
        <div id="curl" data-live>
          {last ? (
            <Curl id="curl-of-last" attempt={last} body={body} />
          ) : (
            <p class="muted" id="curl-of-none">
              Available after the first attempt.
            </p>
          )}
        </div>
      </section>
    </>
  )
}

function Glance({ delivery }: { delivery: Delivery }) {
  const { id, state, subject, webhookId, url, reason, attempts, nextAttemptAt, createdAt } = delivery
  const stateAndReason = (
    <>
      <StateBadge state={state} /> {reason && <span class="muted">{reason}</span>}
    </>
  )
  const endpoint = (
    <a class="url" href={`/settings/webhooks/${webhookId}`}>
      {url}
    </a>
  )
  const facts = [
    { name: 'State', value: stateAndReason },
    { name: 'About', value: subjectText(subject) },
    {
      name: 'Next attempt',
      value: nextAttemptAt ? <Time at={nextAttemptAt} /> : <span class="muted">None</span>,
    },
    { name: 'Attempts', value: String(attempts) },
    { name: 'Created', value: <Time at={createdAt} /> },
    { name: 'Endpoint', value: endpoint, wide: true },
    { name: 'Delivery ID', value: <code class="url">{id}</code>, wide: true },
  ]
  return <Facts id="facts" facts={facts} aria-live="polite" />
}

function AttemptItem({ attempt, open }: { attempt: Attempt; open: boolean }) {
  const { number, outcome, startedAt, latencyMs, reason, request, response } = attempt
  return (
    <li id={`attempt-${number}`} value={number}>
      <details class="card attempt" open={open}>
        <summary>
          <span class="attempt-number">Attempt {number}</span>
          <OutcomeBadge outcome={outcome} />
          <span>{reason}</span>
          <span class="muted attempt-time">
            {`${Math.round(latencyMs)} ms`} · <Time at={startedAt} />
          </span>
        </summary>
        <div class="stack">
          <h3>Request URL</h3>
          <p class="mono url">{request.url}</p>
          <Headers name="Request headers" headers={request.headers} />
          {response ? (
            <>
              <Headers name={`Response headers (status ${response.status})`} headers={response.headers} />
              <h3>Response body</h3>
              {response.body ? (
                <pre class="code wrap" tabindex={0}>
                  <code>{response.body}</code>
                </pre>
              ) : (
                <p class="muted">Empty.</p>
              )}
            </>
          ) : (
            <p class="muted">No response.</p>
          )}
        </div>
      </details>
    </li>
  )
}

function Headers({ name, headers }: { name: string; headers: Readonly<Record<string, string>> }) {
  return (
    <>
      <h3>{name}</h3>
      <dl class="headers">
        {Object.entries(headers).map(([header, value]) => (
          <div>
            <dt>{header}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}

function Curl({ id, attempt, body }: { id: string; attempt: Attempt; body: string }) {
  return (
    <div id={id} class="stack">
      <p class="muted">
        Repeats the last attempt from a POSIX shell. It was signed <Time at={attempt.startedAt} />; receivers
        that check the timestamp accept it for a few minutes.
      </p>
      <pre class="code" tabindex={0}>
        <code id="curl-command">{curlCommand(attempt.request, body)}</code>
      </pre>
      <CopyButton of="curl-command">Copy as curl</CopyButton>
    </div>
  )
}
