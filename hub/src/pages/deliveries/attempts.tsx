import type { Attempt, DeliveryDetails as Delivery } from '../../delivery.js'
import type { Webhook } from '../../webhook.js'
import { OutcomeBadge } from '../badge.js'
import { durationText } from '../duration.js'
import { Time } from '../time.js'
import { UrlText } from '../url-text.js'
import { nextAttemptOf, waitTexts } from './next-attempt.js'

interface Props {
  readonly delivery: Delivery
  /** The webhook that it goes to. */
  readonly webhook: Webhook
}

/** The attempts, newest first, below those that are still planned. */
export function Attempts({ delivery, webhook }: Props) {
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
