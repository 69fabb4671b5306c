import { Hono } from 'hono'
import type { Hub } from '../../hub.js'
import { readListRequest } from '../deliveries/filter.js'
import { takeNotice } from '../notice.js'
import { page } from '../page.js'
import { EventDetails } from './details.js'
import { EventList } from './list.js'

const section = 'Events'

/** The pages of the events that were published. */
export function eventPages(hub: Hub): Hono {
  const app = new Hono()

  app.get('/events', async (context) => {
    const request = readListRequest(context.req.query())
    const { webhookId: _, eventId: __, state: ___, ...filter } = request.filter
    const shown = { ...request, filter }
    const events = await hub.events.list(filter, { cursor: request.cursor })
    return page(
      context,
      { title: 'Events', section, follow: {} },
      <EventList request={shown} events={events} />,
    )
  })

  app.get('/events/:id', async (context) => {
    const [event, webhooks] = await Promise.all([
      hub.events.get(context.req.param('id')),
      hub.webhooks.list(),
    ])
    const notice = takeNotice(context)
    return page(
      context,
      { title: event.event.event_type, section, follow: { eventId: event.id } },
      <EventDetails event={event} webhooks={webhooks} notice={notice} />,
    )
  })

  return app
}
