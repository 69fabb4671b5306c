import type { Webhook } from '../../webhook.js'
import { UrlText } from '../url-text.js'
import { webhookPath } from './webhook-path.js'

/** The first cell of a webhook's row: its URL, which leads to its page, and its description. */
export function EndpointCell({ webhook }: { webhook: Webhook }) {
  return (
    <th scope="row" data-label="Endpoint">
      <a class="clamped" href={webhookPath(webhook)}>
        <UrlText of={webhook.url} />
      </a>
      {webhook.description && <small class="clamped">{webhook.description}</small>}
    </th>
  )
}
