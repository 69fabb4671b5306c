import type { Webhook } from '../../webhook.js'
import { describedBy, Field } from '../field.js'
import type { FieldIssues } from '../issues-by-field.js'
import { Notice } from '../page.js'
import { Time } from '../time.js'
import { formVersion } from './form-version.js'
import { UrlInput, urlHint, WebhookSettings } from './webhook-fields.js'
import { differences, formOf, type WebhookFormValues } from './webhook-form.js'
import { WebhookHeading } from './webhook-heading.js'
import { webhookPath } from './webhook-path.js'

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

/** Why a form must be saved again: what another person saved since it was opened, or a URL that is taken. */
export type SaveConflict = WebhookFormValues | 'duplicate'

/** What a webhook receives and how, its secret, and its end. */
export function WebhookSettingsPage(props: {
  webhook: Webhook
  values: WebhookFormValues
  issues: FieldIssues
  conflict: SaveConflict | undefined
  notice: string | undefined
}) {
  const { webhook, values, issues, conflict, notice } = props
  const path = webhookPath(webhook)
  return (
    <>
      <WebhookHeading webhook={webhook} section="Settings" />
      {notice && <Notice>{notice}</Notice>}
      <form class="card" id="endpoint" method="post" action={`${path}/settings#endpoint`} novalidate>
        <h2>Endpoint</h2>
        {conflict === 'duplicate' ? (
          <Duplicate url={values.url} />
        ) : (
          conflict && <Conflict stored={conflict} values={values} />
        )}
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
      <section class="card" aria-labelledby="delete-heading">
        <h2 id="delete-heading">Delete</h2>
        <p class="muted">
          Deletes the webhook with its secret and all its deliveries. To stop events for a while,{' '}
          <a href={`${path}#stop`}>pause it</a> instead.
        </p>
        <a class="button danger" href={`${path}/delete`}>
          Delete…
        </a>
      </section>
    </>
  )
}

/** Asks before two webhooks have one URL, which is rarely what somebody wants. Saving again confirms it. */
function Duplicate({ url }: { url: string }) {
  return (
    <div class="summary" role="alert" tabindex={-1} autofocus>
      <input type="hidden" name="duplicateOf" value={url} autocomplete="off" />
      <h3>Not saved: another webhook has this URL</h3>
      <p>
        With both, the endpoint gets each event twice, signed with two secrets. Your entries are below. Save
        again to use this URL anyway.
      </p>
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

function Rotation({ webhook }: { webhook: Webhook }) {
  const { previousSecretExpiresAt } = webhook
  const field = {
    id: 'overlap',
    hint: 'During that time, the Standard Webhooks header has a signature for each secret. The sender’s own header has only the new one.',
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
