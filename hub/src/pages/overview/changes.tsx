import type { RecordedChange } from '../../overview.js'
import type { Webhook } from '../../webhook.js'
import { Time } from '../time.js'
import { UrlText } from '../url-text.js'
import { webhookPath } from '../webhooks/webhook-path.js'

const words: Readonly<Record<RecordedChange['kind'], string>> = {
  created: 'Added',
  changed: 'Settings changed',
  secret_rotated: 'Secret rotated',
  paused: 'Paused',
  resumed: 'Resumed',
  disabled: 'Disabled',
  enabled: 'Enabled',
  resting: 'Began to rest: its attempts kept failing',
  recovered: 'Recovered: an attempt succeeded',
  deleted: 'Deleted',
}

const reasons: Readonly<Record<NonNullable<RecordedChange['reason']>, string>> = {
  gone: ' by the hub: the endpoint answered 410 Gone',
  failing: ' by the hub: all attempts failed for too long',
}

const shownChanges = 8

/** What changed lately about webhooks, newest first. */
export function Changes({
  changes,
  webhooks,
}: {
  changes: readonly RecordedChange[]
  /** The webhooks that exist, to name the webhook of each change. Default: they are not named. */
  webhooks?: readonly Pick<Webhook, 'id'>[]
}) {
  return (
    <section class="card" aria-labelledby="changes-heading">
      <h2 id="changes-heading">What changed lately</h2>
      <ol class="changes" id="changes" data-live>
        {changes.slice(0, shownChanges).map(({ at, webhookId, url, kind, reason }) => (
          <li id={`change-${webhookId}-${Number(at)}-${kind}`} class={kind}>
            <p>
              <strong>{words[kind]}</strong>
              {reason && reasons[reason]}
            </p>
            {webhooks && (
              <p class="muted clamped">
                {webhooks.some(({ id }) => id === webhookId) ? (
                  <a class="plain" href={webhookPath({ id: webhookId })}>
                    <UrlText of={url} />
                  </a>
                ) : (
                  <UrlText of={url} />
                )}
              </p>
            )}
            <p class="muted">
              <Time at={at} short />
            </p>
          </li>
        ))}
        {changes.length === 0 && (
          <li id="no-change" class="muted">
            Nothing yet.
          </li>
        )}
      </ol>
    </section>
  )
}
