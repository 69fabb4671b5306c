/**
 * Sends webhook events: creates them, signs them, delivers them to endpoints, and tries again.
 *
 * @packageDocumentation
 */

export type { EventOrigin } from '../event/event-origin.js'
export { type CheckEndpointUrlOptions, checkEndpointUrl } from './check-endpoint-url.js'
export { createEmitter, type Emitter } from './create-emitter.js'
export { createEvent } from './create-event.js'
export { curlCommand } from './curl-command.js'
export { deliver } from './deliver.js'
export type { DeliveryEndpoint } from './delivery-endpoint.js'
export type { DeliveryOptions, Lookup } from './delivery-options.js'
export type {
  Delivered,
  DeliveryRequest,
  DeliveryResponse,
  DeliveryResult,
  Gone,
  Refused,
  Retry,
} from './delivery-result.js'
export type { DeliveryReport, EmitterEndpoint, EmitterOptions } from './emitter-options.js'
export { checkEndpointHeader } from './endpoint-headers.js'
export { retryDelay } from './retry-delay.js'
