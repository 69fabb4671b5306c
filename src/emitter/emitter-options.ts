import { isWebhookEventType, type WebhookEvent, type WebhookEventType, webhookEventTypes } from '../index.js'
import { copyOptions } from '../issue/copy-options.js'
import type { AllowList } from './allow-list.js'
import { type DeliveryEndpoint, type Destination, readEndpoint } from './delivery-endpoint.js'
import {
  type AttemptSettings,
  attemptOptionNames,
  type DeliveryOptions,
  readAttemptOptions,
} from './delivery-options.js'
import type { DeliveryResult } from './delivery-result.js'
import { retryDelay } from './retry-delay.js'
import { signedRequest } from './signed-request.js'

/** An endpoint of an emitter. */
export interface EmitterEndpoint extends DeliveryEndpoint {
  /** The event types that the endpoint gets. Default: all. */
  readonly events?: readonly WebhookEventType[] | undefined
}

/** The options of `createEmitter`: its own, and those of `deliver` except for `id` and `signal`. */
export interface EmitterOptions extends Omit<DeliveryOptions, 'id' | 'signal'> {
  /** Where events are delivered to. */
  readonly endpoints: readonly EmitterEndpoint[]
  /** How many attempts to one endpoint are made at the same time. Default: 8. */
  readonly concurrency?: number | undefined
  /**
   * How many deliveries to one endpoint may be pending, including those that wait for their next attempt.
   * When that many are pending, new events for the endpoint are dropped and reported as failed. Default:
   * 10,000.
   */
  readonly maxPending?: number | undefined
  /**
   * Returns how many milliseconds to wait before the next attempt, or `undefined` to give up. `attempts` is
   * how many have failed so far. If the function throws or returns anything else, the error goes to
   * `console.error` and the default applies. Default: the function `retryDelay`.
   */
  readonly retryDelay?: ((attempts: number) => number | undefined) | undefined
  /**
   * Called after each attempt, and for each delivery that is given up without one. If it throws or rejects,
   * the error goes to `console.error` and deliveries continue.
   */
  readonly onDelivery?: ((report: DeliveryReport) => unknown) | undefined
}

/** The state of the delivery of one event to one endpoint. */
export interface DeliveryReport {
  /**
   * `delivered`: the endpoint has taken the event. `retrying`: there will be another attempt in `retryInMs`
   * milliseconds. `failed`: the delivery is given up.
   */
  readonly state: 'delivered' | 'retrying' | 'failed'
  /** One line for people. It contains nothing of the event. */
  readonly reason: string
  /** The event. It is a frozen copy of the one that you emitted. */
  readonly event: WebhookEvent
  /** The endpoint, as you passed it to `createEmitter`. It holds the secret: do not log it. */
  readonly endpoint: EmitterEndpoint
  /** The id of the message, sent as `webhook-id`. All attempts of a delivery have the same one. */
  readonly id: string
  /** How many attempts have been made so far. */
  readonly attempts: number
  /** The result of the attempt. Absent if the delivery was given up without one. */
  readonly result?: DeliveryResult
  /** How long until the next attempt, in milliseconds. Present if the state is `retrying`. */
  readonly retryInMs?: number
}

/** The options of an emitter, checked, with their defaults. */
export interface EmitterSettings extends AttemptSettings {
  readonly endpoints: readonly EmitterDestination[]
  readonly concurrency: number
  readonly maxPending: number
  readonly retryDelay: (attempts: number) => number | undefined
  readonly onDelivery: ((report: DeliveryReport) => unknown) | undefined
}

/** An endpoint, copied and checked. */
export interface EmitterDestination extends Destination {
  /** The caller's own object. Reports hand it back; nothing else uses it. */
  readonly given: EmitterEndpoint
  /** The event types that the endpoint gets, or `undefined` for all. */
  readonly types: ReadonlySet<WebhookEventType> | undefined
}

/**
 * Copies the options of `createEmitter` and checks the copy.
 *
 * @throws {TypeError} that names the first wrong option, or all unknown ones.
 */
export function readEmitterOptions(options: EmitterOptions): EmitterSettings {
  const copy = copyOptions(options, {
    endpoints: true,
    concurrency: true,
    maxPending: true,
    retryDelay: true,
    onDelivery: true,
    ...attemptOptionNames,
  })
  const { endpoints, concurrency = 8, maxPending = 10_000, onDelivery } = copy
  const settings = readAttemptOptions(copy)
  if (!Array.isArray(endpoints)) {
    throw new TypeError('endpoints: expected a list of objects with url, secret')
  }
  requireCount('concurrency', concurrency)
  requireCount('maxPending', maxPending)
  requireFunction('retryDelay', copy.retryDelay)
  requireFunction('onDelivery', onDelivery)
  return {
    ...settings,
    endpoints: [...endpoints].map((endpoint, index) =>
      readEmitterEndpoint(endpoint, `endpoints[${index}]`, settings.allowed),
    ),
    concurrency,
    maxPending,
    retryDelay: copy.retryDelay ?? retryDelay,
    onDelivery,
  }
}

function readEmitterEndpoint(given: EmitterEndpoint, at: string, allowed: AllowList): EmitterDestination {
  const { events, ...endpoint } = copyOptions(
    given,
    { url: true, secret: true, headers: true, events: true },
    at,
  )
  const destination = readEndpoint(endpoint, at, allowed)
  if (typeof destination.target === 'string') throw new TypeError(`${at}.url: ${destination.target}`)
  // Sign once now, so that a secret that cannot sign is an error here and not at the first event.
  signedRequest('{}', destination, 'msg', at)
  return { ...destination, given, types: readTypes(events, `${at}.events`) }
}

function readTypes(events: unknown, at: string): ReadonlySet<WebhookEventType> | undefined {
  if (events === undefined) return undefined
  const types: unknown[] = Array.isArray(events) ? [...events] : [undefined]
  if (types.every(isWebhookEventType)) return new Set(types)
  throw new TypeError(`${at}: expected a list of event types; there are ${webhookEventTypes.join(', ')}`)
}

function requireCount(name: string, value: number): void {
  if (Number.isSafeInteger(value) && value > 0) return
  throw new TypeError(`${name}: expected a whole number of at least 1`)
}

function requireFunction(name: string, value: unknown): void {
  if (value !== undefined && typeof value !== 'function') throw new TypeError(`${name}: expected a function`)
}
