import { type WebhookEvent, type WebhookEventType, webhookEventTypes } from '../index.js'
import { checkEndpointUrl } from './check-endpoint-url.js'
import type { DeliveryEndpoint } from './delivery-endpoint.js'
import { checkDeliveryOptions, type DeliveryOptions } from './delivery-options.js'
import type { DeliveryResult } from './delivery-result.js'
import { signedRequest } from './signed-request.js'

export interface EmitterEndpoint extends DeliveryEndpoint {
  /** The types of the events that it gets; all unless told. */
  readonly events?: readonly WebhookEventType[] | undefined
}

export interface EmitterOptions extends Omit<DeliveryOptions, 'id' | 'signal'> {
  readonly endpoints: readonly EmitterEndpoint[]
  /** How many attempts are under way to one endpoint at a time; 8 unless told. */
  readonly concurrency?: number | undefined
  /** How many deliveries to one endpoint may be pending, those that wait to be tried again among them; 10,000 unless told. */
  readonly maxPending?: number | undefined
  /** The milliseconds to wait after so many failed attempts, or undefined to give up; the function `retryDelays` unless told. */
  readonly retryDelays?: ((attempts: number) => number | undefined) | undefined
  /** Is told of each attempt, and of each delivery that is given up without one. */
  readonly onDelivery?: ((report: DeliveryReport) => unknown) | undefined
}

/** How the delivery of an event to an endpoint stands. */
export interface DeliveryReport {
  /** `retrying`: it will be tried again in `retryIn` milliseconds. `failed`: it is given up. */
  readonly state: 'delivered' | 'retrying' | 'failed'
  /** One line for people. Nothing of the event is in it. */
  readonly reason: string
  readonly event: WebhookEvent
  readonly endpoint: EmitterEndpoint
  /** The same in each attempt: what `webhook-id` says. */
  readonly id: string
  /** How many attempts were made. */
  readonly attempts: number
  /** What became of the last attempt, if that is what is reported. */
  readonly result?: DeliveryResult
  readonly retryIn?: number
}

/** @throws {TypeError} that names the first option that is wrong. */
export function checkEmitterOptions(options: EmitterOptions): void {
  checkDeliveryOptions(options)
  const { endpoints, concurrency, maxPending, retryDelays, onDelivery, allow } = options
  if (!Array.isArray(endpoints)) throw new TypeError('endpoints: expected a list of endpoints')
  for (const [index, endpoint] of endpoints.entries()) checkEndpoint(`endpoints[${index}]`, endpoint, allow)
  requireCount('concurrency', concurrency)
  requireCount('maxPending', maxPending)
  requireFunction('retryDelays', retryDelays)
  requireFunction('onDelivery', onDelivery)
}

function checkEndpoint(name: string, endpoint: EmitterEndpoint, allow: EmitterOptions['allow']): void {
  if (typeof endpoint !== 'object' || endpoint === null) {
    throw new TypeError(`${name}: expected an object with url and secret`)
  }
  const refusal = checkEndpointUrl(endpoint.url, { allow })
  if (refusal !== undefined) throw new TypeError(`${name}.url: ${refusal}`)
  // A secret that cannot sign throws now, not at the first event.
  signedRequest('{}', endpoint, 'msg')
  const { events } = endpoint
  if (
    events !== undefined &&
    !(Array.isArray(events) && events.every((type) => webhookEventTypes.includes(type)))
  ) {
    throw new TypeError(
      `${name}.events: expected a list of event types; there are ${webhookEventTypes.join(', ')}`,
    )
  }
}

function requireCount(name: string, value: unknown): void {
  if (value === undefined || (Number.isSafeInteger(value) && Number(value) > 0)) return
  throw new TypeError(`${name}: expected a whole number of at least 1`)
}

function requireFunction(name: string, value: unknown): void {
  if (value !== undefined && typeof value !== 'function') throw new TypeError(`${name}: expected a function`)
}
