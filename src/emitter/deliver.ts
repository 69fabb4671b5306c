import type { WebhookEvent } from '../index.js'
import { canonicalJson } from '../signature/index.js'
import { attempt, newMessageId } from './attempt.js'
import { type DeliveryEndpoint, readEndpoint } from './delivery-endpoint.js'
import { type DeliveryOptions, readDeliveryOptions } from './delivery-options.js'
import type { DeliveryResult } from './delivery-result.js'
import { strictEvent } from './strict-event.js'

/**
 * Makes one attempt to deliver an event, and tells what became of it. It rejects for nothing that the network or the receiver
 * does. Redirects are not followed. An address that is not public is refused unless it is in `allow`: the one that is checked
 * is the one that is connected to. Where the runtime gives no hold on the socket (everywhere but in Node), host names are
 * refused unless they are in `allow`, since it cannot be told where they lead.
 *
 * @throws {InvalidEventError} if the event is not a strict one.
 * @throws {TypeError} if the endpoint or an option is not as described.
 */
export async function deliver(
  event: WebhookEvent,
  endpoint: DeliveryEndpoint,
  options: DeliveryOptions = {},
): Promise<DeliveryResult> {
  const { id = newMessageId(), signal, ...settings } = readDeliveryOptions(options)
  const destination = readEndpoint(endpoint, 'endpoint', settings.allowed)
  const body = canonicalJson(strictEvent(event).json)
  return attempt({ id, body, destination, settings, signal })
}
