import type { DeliveryState } from '../../delivery.js'
import type { Webhook } from '../../webhook.js'

/** The address of the list of webhooks, as the sender's documentation names it: Settings → Webhooks. */
export const webhooksPath = '/settings/webhooks'

export function webhookPath({ id }: Pick<Webhook, 'id'>): string {
  return `${webhooksPath}/${id}`
}

/** The deliveries to one webhook. */
export function deliveriesPath({ id }: Pick<Webhook, 'id'>, state?: 'waiting' | DeliveryState): string {
  return `/deliveries?webhook=${id}${state ? `&state=${state}` : ''}`
}

/** The breadcrumb of the pages below one webhook. */
export function webhookTrail(webhook: Pick<Webhook, 'id' | 'url'>) {
  return [
    { name: 'Settings' },
    { name: 'Webhooks', href: webhooksPath },
    { name: webhook.url, href: webhookPath(webhook) },
  ]
}
