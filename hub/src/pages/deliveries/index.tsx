import { Hono } from 'hono'
import type { Hub } from '../../hub.js'
import { localPath } from '../../safety/local-path.js'
import { leaveNotice, takeNotice } from '../notice.js'
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
    const { filter, cursor } = request
    const [deliveries, webhooks] = await Promise.all([
      hub.deliveries.list(filter, { cursor }),
      hub.webhooks.list(),
    ])
    const notice = takeNotice(context)
    return page(
      context,
      { title: 'Deliveries', section, follow: following(filter) },
      <DeliveryList {...{ request, deliveries, webhooks, notice }} />,
    )
  })

  app.post('/deliveries/send-given-up-again', async (context) => {
    const { filter } = readListRequest(await context.req.parseBody<Record<string, string>>())
    const { state: _, ...givenUp } = filter
    const { count, remaining } = await hub.deliveries.resendGivenUp(givenUp)
    if (remaining) leaveNotice(context, 'some', remaining)
    else leaveNotice(context, 'again', count)
    return context.redirect(listAddress({ filter }), 303)
  })

  app.post('/deliveries/send-again', async (context) => {
    const form = new URLSearchParams(await context.req.text())
    const ids = form.getAll('id')
    if (ids.length) leaveNotice(context, 'again', await hub.deliveries.resendMany(ids))
    return context.redirect(localPath(form.get('to') ?? undefined), 303)
  })

  app.get('/deliveries/:id', async (context) => {
    const delivery = await hub.deliveries.get(context.req.param('id'))
    const webhook = await hub.webhooks.get(delivery.webhookId)
    const notice = takeNotice(context)
    return page(
      context,
      { title: `Delivery of ${delivery.eventType}`, section, follow: { id: delivery.id } },
      <DeliveryDetails delivery={delivery} webhook={webhook} notice={notice} />,
    )
  })

  app.post('/deliveries/:id/send-again', async (context) => {
    const { id } = await hub.deliveries.resend(context.req.param('id'))
    leaveNotice(context, 'again', 1)
    return context.redirect(`/deliveries/${id}`, 303)
  })

  return app
}

function following({ webhookId, eventId }: { webhookId?: string | undefined; eventId?: string | undefined }) {
  return { ...(webhookId && { webhookId }), ...(eventId && { eventId }) }
}
