import type { WebhookSummary } from '../../webhook.js'
import { StateBadge, WebhookBadge } from '../badge.js'
import { Facts } from '../facts.js'
import { describedBy, Field } from '../field.js'
import type { FieldIssues } from '../issues-by-field.js'
import { Heading, Notice } from '../page.js'
import { Time } from '../time.js'
import { whyNotDelivered } from './condition.js'
import {
  DescriptionField,
  EventTypesField,
  UrlInput,
  urlHint,
  type WebhookFormValues,
} from './webhook-form.js'

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
  webhook: WebhookSummary
  values: WebhookFormValues
  issues: FieldIssues
  notice: string | undefined
}) {
  const { webhook, values, issues, notice } = props
  const path = `/settings/webhooks/${webhook.id}`
  return (
    <>
      <Heading
        trail={[{ name: 'Settings' }, { name: 'Webhooks', href: '/settings/webhooks' }]}
        lead={webhook.description}
        actions={
          <>
            <form method="post" action={`${path}/test`}>
              <button type="submit">Send a test</button>
            </form>
            {webhook.enabled && (
              <form
                method="post"
                action={`${path}/${webhook.paused || webhook.restingUntil ? 'resume' : 'pause'}`}
              >
                <button type="submit">{webhook.paused || webhook.restingUntil ? 'Resume' : 'Pause'}</button>
              </form>
            )}
            <a class="button" href={`${path}/replay`}>
              Replay…
            </a>
            <form method="post" action={`${path}/${webhook.enabled ? 'disable' : 'enable'}`}>
              <button class={webhook.enabled ? undefined : 'primary'} type="submit">
                {webhook.enabled ? 'Disable' : 'Enable'}
              </button>
            </form>
          </>
        }
      >
        <span class="url">{webhook.url}</span>
      </Heading>
      {notice && <Notice>{notice}</Notice>}
      <Glance webhook={webhook} />
      <form class="card" method="post" action={path} novalidate>
        <h2>Endpoint</h2>
        <Field id="url" label="Webhook URL" hint={urlHint} issues={issues.url ?? []}>
          <UrlInput values={values} issues={issues} />
        </Field>
        <DescriptionField values={values} issues={issues} />
        <EventTypesField values={values} issues={issues} />
        <button class="primary" type="submit">
          Save
        </button>
      </form>
      <Rotation webhook={webhook} />
      <section class="card" aria-labelledby="delete-heading">
        <h2 id="delete-heading">Delete</h2>
        <p class="muted">Deletes the webhook with its secret and all its deliveries.</p>
        <a class="button danger" href={`${path}/delete`}>
          Delete…
        </a>
      </section>
    </>
  )
}

function Glance({ webhook }: { webhook: WebhookSummary }) {
  const { id, lastDelivery, createdAt } = webhook
  const state = (
    <>
      <WebhookBadge webhook={webhook} /> <span class="muted">{whyNotDelivered(webhook)}</span>
    </>
  )
  const last = lastDelivery ? (
    <>
      <a href={`/deliveries/${lastDelivery.id}`}>
        <StateBadge state={lastDelivery.state} />
      </a>{' '}
      <Time at={lastDelivery.at} />
    </>
  ) : (
    <span class="muted">None yet: send a test to see one.</span>
  )
  const facts = [
    { name: 'State', value: state },
    { name: 'Last delivery', value: last },
    { name: 'Deliveries', value: <a href={`/deliveries?webhook=${id}`}>View deliveries</a> },
    { name: 'Added', value: <Time at={createdAt} /> },
  ]
  return <Facts id="glance" facts={facts} />
}

function Rotation({ webhook }: { webhook: WebhookSummary }) {
  const { id, previousSecretExpiresAt } = webhook
  const field = {
    id: 'overlap',
    hint: 'Until then, the Standard Webhooks header has signatures made with both secrets. The sender’s own header has only the new one.',
  }
  return (
    <form class="card" method="post" action={`/settings/webhooks/${id}/rotate`}>
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
