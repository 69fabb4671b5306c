import type { WebhookSummary } from '../../webhook.js'
import { Heading } from '../page.js'
import { UrlText } from '../url-text.js'
import { webhookPath, webhooksPath } from './webhook-path.js'

const sections = [
  { name: 'Overview', path: '' },
  { name: 'Replay', path: '/replay' },
  { name: 'Settings', path: '/settings' },
] as const

/** The heading of the pages of one webhook, with its sections. */
export function WebhookHeading(props: {
  webhook: Pick<WebhookSummary, 'id' | 'url' | 'description'>
  section: (typeof sections)[number]['name']
}) {
  const { webhook, section } = props
  const path = webhookPath(webhook)
  return (
    <>
      <Heading
        trail={[{ name: 'Settings' }, { name: 'Webhooks', href: webhooksPath }]}
        lead={webhook.description}
        actions={
          <form method="post" action={`${path}/test`}>
            <button class="primary" type="submit">
              Send a test
            </button>
          </form>
        }
      >
        <UrlText of={webhook.url} />
      </Heading>
      <nav class="tabs" aria-label="This webhook">
        <ul>
          {sections.map(({ name, path: place }) => (
            <li>
              <a href={`${path}${place}`} aria-current={name === section ? 'page' : undefined}>
                {name}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </>
  )
}
