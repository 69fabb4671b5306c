import { Hono } from 'hono'
import type { Hub } from '../../hub.js'
import { page } from '../page.js'
import { DeliveryDetails } from './details.js'
import { listAddress, readListRequest } from './filter.js'
import { DeliveryList } from './list.js'

const section = 'Deliveries'

/** The pages under Deliveries. */
export function deliveryPages(hub: Hub): Hono {
  const app = new Hono()

  app.get('/deliveries', async (context) => {
    const request = readListRequest(context.req.query())
    const { filter, range, cursor } = request
    const { spans, spanSeconds } = range
    const { webhookId, eventId } = filter
    const [deliveries, activity, webhooks, event] = await Promise.all([
      hub.deliveries.list(filter, { cursor }),
      hub.deliveries.activity({ spans, spanSeconds, webhookId }),
      hub.webhooks.list(),
      eventId === undefined ? undefined : hub.events.get(eventId),
    ])
    const notice = noticeOf(context.req.query('again'))
    return page(
      context,
      {
        title: event ? `Deliveries of ${event.event.event_type}` : 'Deliveries',
        section,
        follow: following(filter),
      },
      <DeliveryList {...{ request, deliveries, activity, webhooks, event, notice }} />,
    )
  })

  app.post('/deliveries/send-given-up-again', async (context) => {
    const { filter, days } = readListRequest(await context.req.parseBody<Record<string, string>>())
    const count = await hub.deliveries.resendGivenUp(filter)
    const address = new URL(listAddress({ filter, days }), 'http://hub')
    address.searchParams.set('again', String(count))
    return context.redirect(`${address.pathname}${address.search}`, 303)
  })

  app.get('/deliveries/:id', async (context) => {
    const delivery = await hub.deliveries.get(context.req.param('id'))
    const notice = context.req.query('again') === undefined ? undefined : 'The delivery is being sent again.'
    return page(
      context,
      { title: `Delivery of ${delivery.eventType}`, section, follow: { id: delivery.id } },
      <DeliveryDetails delivery={delivery} notice={notice} />,
    )
  })

  app.post('/deliveries/:id/send-again', async (context) => {
    const { id } = await hub.deliveries.resend(context.req.param('id'))
    return context.redirect(`/deliveries/${id}?again`, 303)
  })

  return app
}

function noticeOf(again: string | undefined): string | undefined {
  if (again === undefined || !/^\d{1,15}$/.test(again)) return undefined
  return again === '1' ? '1 delivery is being sent again.' : `${again} deliveries are being sent again.`
}

function following({ webhookId, eventId }: { webhookId?: string | undefined; eventId?: string | undefined }) {
  return { ...(webhookId && { webhookId }), ...(eventId && { eventId }) }
}
