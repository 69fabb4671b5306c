import { curlCommand } from 'prompt-webhooks/emitter'
import type { Attempt, DeliveryDetails as Delivery } from '../../delivery.js'
import { subjectText } from '../../subject.js'
import type { Webhook } from '../../webhook.js'
import { OutcomeBadge, StateBadge } from '../badge.js'
import { CopyButton } from '../copy-button.js'
import { durationText } from '../duration.js'
import { Facts } from '../facts.js'
import { JsonText } from '../json-text.js'
import { Heading, Notice } from '../page.js'
import { Name } from '../prose.js'
import { Time } from '../time.js'
import { UrlText } from '../url-text.js'
import { webhookPath } from '../webhooks/webhook-path.js'
import { type NextAttempt, nextAttemptOf } from './next-attempt.js'
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
      <Timeline {...props} />
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

const waitTexts: Readonly<Record<NonNullable<NextAttempt['waitsFor']>, string>> = {
  resume: 'waits until you resume the webhook',
  rest: 'the webhook rests until then',
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
      value: (
        <span class="with-copy">
          <code id="delivery-id">{id}</code>
          <CopyButton of="delivery-id" label="Copy delivery ID">
            Copy
          </CopyButton>
        </span>
      ),
      wide: true,
    },
  ]
  return <Facts id="facts" facts={facts} four aria-live="polite" />
}

/** The attempts, newest first, below those that are still planned. */
function Timeline({ delivery, webhook }: Props) {
  const { log, schedule } = delivery
  const last = log.at(-1)
  const next = nextAttemptOf(delivery, webhook)
  return (
    <section aria-labelledby="attempts-heading">
      <h2 id="attempts-heading">Attempts</h2>
      <ol class="attempts" id="attempts" reversed data-live>
        {schedule.length > 1 && (
          <li id="planned-later" class="planned">
            <details>
              <summary>
                If the next attempt fails,{' '}
                {schedule.length === 2 ? 'one more follows' : `up to ${schedule.length - 1} more follow`},
                until <Time at={schedule.at(-1)?.at ?? new Date()} />
              </summary>
              <ol class="planned-list">
                {schedule.slice(1).map(({ at }, index) => (
                  <li>
                    Attempt {log.length + 2 + index}: about <Time at={at} />
                  </li>
                ))}
              </ol>
            </details>
          </li>
        )}
        {schedule[0] && (
          <li id="planned-next" class="planned">
            <span class="attempt-number">Attempt {log.length + 1}</span>{' '}
            {next?.at ? <Time at={next.at} /> : !next?.waitsFor && 'due now'}{' '}
            {next?.waitsFor && waitTexts[next.waitsFor]}
          </li>
        )}
        {[...log].reverse().map((attempt) => (
          <AttemptItem attempt={attempt} open={attempt === last && attempt.outcome !== 'delivered'} />
        ))}
        {!last && !schedule[0] && (
          <li class="empty" id="no-attempt">
            No attempts yet.
          </li>
        )}
      </ol>
    </section>
  )
}

function AttemptItem({ attempt, open }: { attempt: Attempt; open: boolean }) {
  const { number, outcome, startedAt, latencyMs, reason, request, response } = attempt
  return (
    <li id={`attempt-${number}`} value={number} class={outcome}>
      <details class="card attempt" open={open}>
        <summary>
          <span class="attempt-number">Attempt {number}</span>
          <OutcomeBadge outcome={outcome} />
          <span>{reason}</span>
          <span class="muted attempt-time">
            {durationText(latencyMs)} · <Time at={startedAt} />
          </span>
        </summary>
        <div class="stack">
          <h3>Request URL</h3>
          <p class="mono">
            <UrlText of={request.url} />
          </p>
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
