import type { WebhookEvent } from '../index.js'
import { canonicalJson } from '../signature/index.js'
import { attempt, newMessageId } from './attempt.js'
import { type DeliveryEndpoint, readEndpoint } from './delivery-endpoint.js'
import { type DeliveryOptions, readDeliveryOptions } from './delivery-options.js'
import type { DeliveryResult } from './delivery-result.js'
import { strictEvent } from './strict-event.js'

/**
 * Makes one attempt to deliver an event. Whatever the network or the receiver does, the promise resolves:
 * `outcome` tells what happened. Redirects are not followed.
 *
 * An address that is not public is refused unless `allow` permits it. In Node, Bun 1.4 and Deno 2.9, the
 * address that is checked is the address that is connected to. Other runtimes do not show which address
 * `fetch` connects to, so there host names are refused unless `allow` names them.
 *
 * @example
 * ```ts
 * const endpoint = { url: 'https://example.com/webhooks', secret: 'test-secret' }
 * const result = await deliver(event, endpoint, { timeoutMs: 5000 })
 * if (result.outcome === 'retry') console.log(result.reason, result.retryAfterMs)
 * ```
 *
 * @throws {InvalidEventError} if the event is not valid by the strict contract.
 * @throws {TypeError} if the endpoint or an option is wrong, or one of their fields is unknown.
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
