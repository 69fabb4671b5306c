import { isWebhookEventType, type WebhookEventType, webhookEventTypes } from '../index.js'
import { quoted } from '../quoted.js'

/** The type that is given, or all of them. @throws {TypeError} if the contract does not have it. */
export function eventTypes(type: WebhookEventType | undefined): readonly WebhookEventType[] {
  if (type === undefined) return webhookEventTypes
  if (isWebhookEventType(type)) return [type]
  const given = typeof type === 'string' ? quoted(type) : `a ${typeof type}`
  throw new TypeError(`type: no event has the type ${given}; there are ${webhookEventTypes.join(', ')}`)
}
