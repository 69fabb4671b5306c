import { isWebhookEventType, type WebhookEventType, webhookEventTypes } from '../index.js'
import { kindOf } from '../issue/issue.js'
import { quoted } from '../issue/quoted.js'

/** @throws {TypeError} if the contract does not define the type. The message lists the known types. */
export function requireEventType(type: unknown): asserts type is WebhookEventType {
  if (isWebhookEventType(type)) return
  const given = typeof type === 'string' ? quoted(type) : kindOf(type)
  throw new TypeError(`type: expected ${webhookEventTypes.join(', ')}, got ${given}`)
}

/**
 * Returns the given type, or all types of the contract.
 *
 * @throws {TypeError} if the contract does not define the type.
 */
export function eventTypes(type: WebhookEventType | undefined): readonly WebhookEventType[] {
  if (type === undefined) return webhookEventTypes
  requireEventType(type)
  return [type]
}
