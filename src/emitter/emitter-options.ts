import { isWebhookEventType, type WebhookEvent, type WebhookEventType, webhookEventTypes } from '../index.js'
import type { AllowList } from './allow-list.js'
import { copyOptions } from './copy-options.js'
import { type DeliveryEndpoint, type Destination, readEndpoint } from './delivery-endpoint.js'
import {
  type AttemptSettings,
  attemptOptionNames,
  type DeliveryOptions,
  readAttemptOptions,
} from './delivery-options.js'
import type { DeliveryResult } from './delivery-result.js'
import { retryDelays } from './retry-delays.js'
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

/** The options of an emitter, checked, with their defaults. */
export interface EmitterSettings extends AttemptSettings {
  readonly endpoints: readonly EmitterDestination[]
  readonly concurrency: number
  readonly maxPending: number
  readonly retryDelays: (attempts: number) => number | undefined
  readonly onDelivery: ((report: DeliveryReport) => unknown) | undefined
}

/** A checked copy of an endpoint. */
export interface EmitterDestination extends Destination {
  /** The endpoint as the caller gave it. It is handed back in reports, and used for nothing else. */
  readonly given: EmitterEndpoint
  /** The types of the events that it gets; `undefined` for all. */
  readonly types: ReadonlySet<WebhookEventType> | undefined
}

const emitterOptionNames = {
  endpoints: true,
  concurrency: true,
  maxPending: true,
  retryDelays: true,
  onDelivery: true,
  ...attemptOptionNames,
} as const

/**
 * Copies the options of `createEmitter` and checks the copy.
 *
 * @throws {TypeError} that names the first wrong option, or every unknown one.
 */
export function readEmitterOptions(options: EmitterOptions): EmitterSettings {
  if (typeof options !== 'object' || options === null) {
    throw new TypeError('options: expected an object with endpoints')
  }
  const copy = copyOptions(options, emitterOptionNames)
  const { endpoints, concurrency = 8, maxPending = 10_000, onDelivery } = copy
  const settings = readAttemptOptions(copy)
  if (!Array.isArray(endpoints)) {
    throw new TypeError('endpoints: expected a list of endpoints, each { url, secret }')
  }
  requireCount('concurrency', concurrency)
  requireCount('maxPending', maxPending)
  requireFunction('retryDelays', copy.retryDelays)
  requireFunction('onDelivery', onDelivery)
  return {
    ...settings,
    endpoints: [...endpoints].map((endpoint, index) =>
      readEmitterEndpoint(endpoint, `endpoints[${index}]`, settings.allowed),
    ),
    concurrency,
    maxPending,
    retryDelays: copy.retryDelays ?? retryDelays,
    onDelivery,
  }
}

function readEmitterEndpoint(given: EmitterEndpoint, at: string, allowed: AllowList): EmitterDestination {
  const destination = readEndpoint(given, at, allowed)
  if (typeof destination.target === 'string') throw new TypeError(`${at}.url: ${destination.target}`)
  // Sign once now: a secret that cannot sign is an error here, not at the first event.
  signedRequest('{}', destination, 'msg', at)
  return { ...destination, given, types: readTypes(given.events, `${at}.events`) }
}

function readTypes(events: unknown, at: string): ReadonlySet<WebhookEventType> | undefined {
  if (events === undefined) return undefined
  const types: unknown[] = Array.isArray(events) ? [...events] : [undefined]
  if (types.every(isWebhookEventType)) return new Set(types)
  throw new TypeError(`${at}: expected a list of event types, of ${webhookEventTypes.join(', ')}`)
}

function requireCount(name: string, value: number): void {
  if (Number.isSafeInteger(value) && value > 0) return
  throw new TypeError(`${name}: expected a whole number of at least 1`)
}

function requireFunction(name: string, value: unknown): void {
  if (value !== undefined && typeof value !== 'function') throw new TypeError(`${name}: expected a function`)
}
