import type { Overview, WebhookPerformance } from '../../overview.js'
import type { WebhookSummary } from '../../webhook.js'
import { StateBadge, WebhookBadge } from '../badge.js'
import { ActivityChart } from '../chart/activity-chart.js'
import { type Range, withRange } from '../chart/ranges.js'
import { counted } from '../counted.js'
import { Facts } from '../facts.js'
import { describedBy, Field } from '../field.js'
import type { FieldIssues } from '../issues-by-field.js'
import { Changes } from '../overview/changes.js'
import { performanceFacts } from '../overview/performance-facts.js'
import { Heading, Notice } from '../page.js'
import { Time } from '../time.js'
import { UrlText } from '../url-text.js'
import { whyNotDelivered } from './condition.js'
import { formVersion } from './form-version.js'
import { StopDeliveries } from './stop-deliveries.js'
import { UrlInput, urlHint, WebhookSettings } from './webhook-fields.js'
import { differences, formOf, type WebhookFormValues } from './webhook-form.js'
import { webhookPath, webhooksPath } from './webhook-path.js'

const hour = 60 * 60
const day = 24 * hour

/** The choices for how long the old secret stays valid. */
export const overlaps = [
  { seconds: 0, name: 'no time (it may have leaked)' },
  { seconds: hour, name: '1 hour' },
  { seconds: day, name: '1 day' },
  { seconds: 7 * day, name: '1 week' },
  { seconds: 30 * day, name: '30 days' },
] as const

export const usualOverlapSeconds = day

export function WebhookDetails(props: {
  webhook: WebhookPerformance
  overview: Overview
  range: Range
  values: WebhookFormValues
  issues: FieldIssues
  /** What another person saved since the form was opened. */
  conflict: WebhookFormValues | undefined
  notice: string | undefined
}) {
  const { webhook, overview, range, values, issues, conflict, notice } = props
  const path = webhookPath(webhook)
  return (
    <>
      <Heading
        trail={[{ name: 'Settings' }, { name: 'Webhooks', href: webhooksPath }]}
        lead={webhook.description}
        actions={
          <>
            <a class="button" href={`/deliveries?webhook=${webhook.id}`}>
              View deliveries
            </a>
            <a class="button" href={`${path}/replay`}>
              Replay…
            </a>
            <form method="post" action={`${path}/test`}>
              <button class="primary" type="submit">
                Send a test
              </button>
            </form>
          </>
        }
      >
        <UrlText of={webhook.url} />
      </Heading>
      {notice && <Notice>{notice}</Notice>}
      <Trouble webhook={webhook} />
      <Glance webhook={webhook} range={range} />
      <ActivityChart activity={overview.activity} range={range} addressOf={(each) => withRange(path, each)} />
      <div class="beside">
        <div class="stack">
          <form class="card" id="endpoint" method="post" action={`${path}#endpoint`} novalidate>
            <h2>Endpoint</h2>
            {conflict && <Conflict stored={conflict} values={values} />}
            <input type="hidden" name="version" value={formVersion(formOf(webhook))} autocomplete="off" />
            <Field id="url" label="Webhook URL" hint={urlHint} issues={issues.url ?? []}>
              <UrlInput values={values} issues={issues} />
            </Field>
            <WebhookSettings values={values} issues={issues} />
            <button class="primary" type="submit">
              Save
            </button>
          </form>
          <Rotation webhook={webhook} />
          <StopDeliveries webhook={webhook} />
          <section class="card" aria-labelledby="delete-heading">
            <h2 id="delete-heading">Delete</h2>
            <p class="muted">Deletes the webhook with its secret and all its deliveries.</p>
            <a class="button danger" href={`${path}/delete`}>
              Delete…
            </a>
          </section>
        </div>
        <Changes changes={overview.changes} withUrl={false} />
      </div>
    </>
  )
}

function Trouble({ webhook }: { webhook: WebhookPerformance }) {
  const { waiting } = webhook
  const why = whyNotDelivered(webhook)
  return (
    <div id="trouble" data-live>
      {why && (
        <p id="why" class={webhook.enabled ? 'note warn' : 'note idle'}>
          <WebhookBadge webhook={webhook} /> {why}{' '}
          {waiting > 0 && `${counted(waiting, 'delivery waits', 'deliveries wait')}.`}{' '}
          {webhook.enabled && webhook.restingUntil && !webhook.paused && (
            <>Once the endpoint works again, send a test: if it arrives, the rest is over at once.</>
          )}
        </p>
      )}
    </div>
  )
}

/** Tells the second of two people who save one webhook what the first one saved. */
function Conflict({ stored, values }: { stored: WebhookFormValues; values: WebhookFormValues }) {
  const changes = differences(stored, values)
  return (
    <div class="summary" role="alert" tabindex={-1} autofocus>
      <h3>Not saved: this webhook was changed in the meantime</h3>
      <p>Your entries are below. Save again to replace what is stored now:</p>
      <ul>
        {changes.map(([name, text]) => (
          <li>
            {name}: <span class="mono">{text}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Glance({ webhook, range }: { webhook: WebhookPerformance; range: Range }) {
  const { lastDelivery } = webhook
  const last = lastDelivery ? (
    <>
      <a href={`/deliveries/${lastDelivery.id}`}>
        <StateBadge state={lastDelivery.state} />
      </a>
      <small>
        <Time at={lastDelivery.at} />
      </small>
    </>
  ) : (
    <span class="muted">None yet: send a test to see one.</span>
  )
  const facts = [
    { name: 'State', value: <WebhookBadge webhook={webhook} /> },
    ...performanceFacts(webhook, range.text.toLowerCase()),
    { name: 'Last delivery', value: last },
  ]
  return <Facts id="glance" facts={facts} />
}

function Rotation({ webhook }: { webhook: WebhookSummary }) {
  const { previousSecretExpiresAt } = webhook
  const field = {
    id: 'overlap',
    hint: 'Until then, the Standard Webhooks header has signatures made with both secrets. The sender’s own header has only the new one.',
  }
  return (
    <form class="card" method="post" action={`${webhookPath(webhook)}/rotate`}>
      <h2>Signing secret</h2>
      <p class="muted">
        The secret was shown once, when it was created. If it is lost or may have leaked, rotate it to get a
        new one.
      </p>
      {previousSecretExpiresAt && (
        <p>
          The secret was rotated. The old one stays valid until <Time at={previousSecretExpiresAt} />. If you
          rotate again, it becomes invalid at once.
        </p>
      )}
      <Field {...field} label="Keep the old secret valid for">
        <div class="joined narrow">
          <select id="overlap" name="overlap" {...describedBy(field)}>
            {overlaps.map(({ seconds, name }) => (
              <option value={String(seconds)} selected={seconds === usualOverlapSeconds}>
                {name}
              </option>
            ))}
          </select>
          <button type="submit">Rotate</button>
        </div>
      </Field>
    </form>
  )
}
