import { Hono } from 'hono'
import type { Hub } from '../../hub.js'
import { isSecure } from '../../safety/is-secure.js'
import { Heading, page } from '../page.js'
import { Table } from '../table.js'
import { Time } from '../time.js'

/** The page that shows who follows the events from another machine. */
export function listenerPages(hub: Hub): Hono {
  const app = new Hono()
  app.get('/settings/listeners', async (context) => {
    const listeners = await hub.listeners.list()
    const { host } = new URL(context.req.url)
    const origin = `${isSecure(context) ? 'https' : 'http'}://${host}`
    return page(
      context,
      { title: 'Listeners', section: 'Webhooks' },
      <>
        <Heading
          trail={[{ name: 'Settings' }, { name: 'Webhooks', href: '/settings/webhooks' }]}
          lead="Who follows the events from another machine, such as a laptop."
        >
          Listeners
        </Heading>
        {listeners.length > 0 ? (
          <Table
            columns={['Name', { name: 'Listening since', isTime: true }, { name: 'Last seen', isTime: true }]}
          >
            {listeners.map(({ name, since, seenAt }) => (
              <tr>
                <td>{name}</td>
                <td>
                  <Time at={since} short />
                </td>
                <td>
                  <Time at={seenAt} short />
                </td>
              </tr>
            ))}
          </Table>
        ) : (
          <p class="empty">Nobody listens now.</p>
        )}
        <section class="card" aria-labelledby="listen-heading">
          <h2 id="listen-heading">Listen from your machine</h2>
          <p>
            This shows each event as it is published, and forwards it to your receiver. You need no tunnel.
          </p>
          <pre class="code wrap">
            <code>{`npx prompt-webhooks listen --hub ${origin}/ --forward http://localhost:3000/webhooks`}</code>
          </pre>
          <p class="muted">
            If the hub has a token, set <code>PROMPT_WEBHOOKS_TOKEN</code> to it first.
          </p>
        </section>
      </>,
    )
  })
  return app
}
