import { attempt, newMessageId } from '../../emitter/attempt.js'
import { readEndpoint } from '../../emitter/delivery-endpoint.js'
import { type DeliveryOptions, readDeliveryOptions } from '../../emitter/delivery-options.js'
import type { DeliveryEndpoint, DeliveryResult } from '../../emitter/index.js'
import { canonicalJson } from '../../signature/index.js'

/** Does what `deliver` does, with any JSON value, which `deliver` would refuse. */
export function deliverInvalid(
  event: unknown,
  endpoint: DeliveryEndpoint,
  options: DeliveryOptions,
): Promise<DeliveryResult> {
  const { id = newMessageId(), signal, ...settings } = readDeliveryOptions(options)
  const destination = readEndpoint(endpoint, 'endpoint', settings.allowed)
  return attempt({ id, body: canonicalJson(JSON.stringify(event)), destination, settings, signal })
}
