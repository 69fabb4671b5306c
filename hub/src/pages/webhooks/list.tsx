import type { WebhookSummary } from '../../webhook.js'
import { StateBadge, WebhookBadge } from '../badge.js'
import { Issues } from '../field.js'
import type { FieldIssues } from '../issues-by-field.js'
import { Heading, Notice } from '../page.js'
import { Table } from '../table.js'
import { Time } from '../time.js'
import { whyNotDelivered } from './condition.js'
import {
  DescriptionField,
  EventTypesField,
  UrlInput,
  urlHint,
  type WebhookFormValues,
} from './webhook-form.js'

export function WebhookList(props: {
  webhooks: readonly WebhookSummary[]
  values: WebhookFormValues
  issues: FieldIssues
  notice: string | undefined
}) {
  const { webhooks, values, issues, notice } = props
  return (
    <>
      <Heading
        trail={[{ name: 'Settings' }]}
        actions={
          <a class="button" href="/settings/listeners">
            Listeners
          </a>
        }
        lead="Your endpoints receive a signed POST request whenever a prompt template changes."
      >
        Webhooks
      </Heading>
      {notice && <Notice>{notice}</Notice>}
      <NewWebhookForm values={values} issues={issues} />
      <section aria-labelledby="webhooks-heading">
        <h2 id="webhooks-heading">Your webhooks</h2>
        {webhooks.length ? (
          <Table id="webhooks" columns={['Endpoint', 'Events', 'State', 'Last delivery']}>
            {webhooks.map((webhook) => (
              <WebhookRow webhook={webhook} />
            ))}
          </Table>
        ) : (
          <div class="empty">
            <p>
              <strong>No webhooks yet.</strong>
            </p>
            <p>
              Enter the URL of your receiver above and press Submit. You then see the secret that its events
              are signed with.
            </p>
          </div>
        )}
      </section>
    </>
  )
}

function NewWebhookForm({ values, issues }: { values: WebhookFormValues; issues: FieldIssues }) {
  const urlIssues = issues.url ?? []
  const more = values.description !== '' || values.eventTypes.length > 0
  return (
    <form class="card" method="post" action="/settings/webhooks" novalidate>
      <div class={urlIssues.length ? 'field wrong' : 'field'}>
        <label for="url">Webhook URL</label>
        <p class="hint" id="url-hint">
          {urlHint}
        </p>
        <div class="joined">
          <UrlInput values={values} issues={issues} />
          <button class="primary" type="submit">
            Submit
          </button>
        </div>
        <Issues id="url" issues={urlIssues} />
      </div>
      <details open={more}>
        <summary>Description and events to receive</summary>
        <div class="stack">
          <DescriptionField values={values} issues={issues} />
          <EventTypesField values={values} issues={issues} />
        </div>
      </details>
    </form>
  )
}

function WebhookRow({ webhook }: { webhook: WebhookSummary }) {
  const { id, url, description, eventTypes, lastDelivery } = webhook
  return (
    <tr id={`webhook-${id}`}>
      <th scope="row" data-label="Endpoint">
        <a class="url" href={`/settings/webhooks/${id}`}>
          {url}
        </a>
        {description && <small>{description}</small>}
      </th>
      <td data-label="Events">
        {eventTypes === null ? (
          'All'
        ) : (
          <span title={eventTypes.join('\n')}>{countOf(eventTypes.length)}</span>
        )}
      </td>
      <td data-label="State">
        <WebhookBadge webhook={webhook} />
        <small>{whyNotDelivered(webhook)}</small>
      </td>
      <td data-label="Last delivery">
        {lastDelivery ? (
          <>
            <a href={`/deliveries/${lastDelivery.id}`}>
              <StateBadge state={lastDelivery.state} />
            </a>
            <small>
              <Time at={lastDelivery.at} />
            </small>
          </>
        ) : (
          <span class="muted">None yet</span>
        )}
      </td>
    </tr>
  )
}

function countOf(types: number): string {
  return types === 1 ? '1 type' : `${types} types`
}
