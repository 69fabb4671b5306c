import type { WebhookPerformance } from '../../overview.js'
import { StateBadge, WebhookBadge } from '../badge.js'
import { Issues } from '../field.js'
import type { FieldIssues } from '../issues-by-field.js'
import { Heading, Notice } from '../page.js'
import { Table } from '../table.js'
import { Time } from '../time.js'
import { whyNotDelivered } from './condition.js'
import { EndpointCell } from './endpoint-cell.js'
import { UrlInput, urlHint, WebhookSettings } from './webhook-fields.js'
import { emptyWebhookForm, type WebhookFormValues } from './webhook-form.js'
import { deliveriesPath, webhooksPath } from './webhook-path.js'

export function WebhookList(props: {
  webhooks: readonly WebhookPerformance[]
  values: WebhookFormValues
  issues: FieldIssues
  /** Whether another webhook has the URL of the form already. */
  isDuplicate: boolean
  notice: string | undefined
}) {
  const { webhooks, values, issues, isDuplicate, notice } = props
  return (
    <>
      <Heading
        trail={[{ name: 'Settings' }]}
        actions={
          <a class="button" href="/settings/listeners">
            Listeners
          </a>
        }
        lead="Each event is sent as a signed POST request to the endpoints that receive it."
      >
        Webhooks
      </Heading>
      {notice && <Notice>{notice}</Notice>}
      <NewWebhookForm values={values} issues={issues} isDuplicate={isDuplicate} />
      <section aria-labelledby="webhooks-heading">
        <h2 id="webhooks-heading">Your webhooks</h2>
        {webhooks.length ? (
          <Table
            id="webhooks"
            class="webhooks"
            columns={['Endpoint', 'Events', 'State', 'Waiting', { name: 'Last delivery', isTime: true }]}
          >
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

function NewWebhookForm(props: { values: WebhookFormValues; issues: FieldIssues; isDuplicate: boolean }) {
  const { values, issues, isDuplicate } = props
  const urlIssues = issues.url ?? []
  const more = JSON.stringify({ ...values, url: '' }) !== JSON.stringify(emptyWebhookForm)
  return (
    <form class="card" method="post" action={webhooksPath} novalidate>
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
      {isDuplicate && <Duplicate url={values.url} />}
      <details open={more}>
        <summary>Description, events to receive and more</summary>
        <div class="stack">
          <WebhookSettings values={values} issues={issues} />
        </div>
      </details>
    </form>
  )
}

/** Asks before a URL is added twice, which is seldom what somebody wants: it gets each event twice. */
function Duplicate({ url }: { url: string }) {
  return (
    <div class="note warn" role="alert" tabindex={-1} autofocus>
      <p>
        <strong>A webhook with this URL exists already.</strong> With a second one, the endpoint gets each
        event twice, signed with two secrets. It is in the list below.
      </p>
      <button type="submit" name="duplicateOf" value={url}>
        Add it anyway
      </button>
    </div>
  )
}

function WebhookRow({ webhook }: { webhook: WebhookPerformance }) {
  const { id, eventTypes, lastDelivery, waiting } = webhook
  return (
    <tr id={`webhook-${id}`}>
      <EndpointCell webhook={webhook} />
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
      <td data-label="Waiting" class="number">
        {waiting ? (
          <a class="plain" href={deliveriesPath(webhook, 'waiting')}>
            {new Intl.NumberFormat('en').format(waiting)}
          </a>
        ) : (
          <span class="muted">0</span>
        )}
      </td>
      <td data-label="Last delivery">
        {lastDelivery ? (
          <>
            <a href={`/deliveries/${lastDelivery.id}`}>
              <StateBadge state={lastDelivery.state} />
            </a>
            <small>
              <Time at={lastDelivery.at} short />
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
