import { webhookEventTypes } from '../index.js'
import { quoted } from '../issue/quoted.js'
import type { Secrets } from '../signing/secrets.js'
import type { SignatureScheme } from './authenticate.js'
import type { DeliveryContext } from './context.js'
import type { DedupeStore } from './dedupe-store.js'
import type { UnknownHandler, WebhookHandlers } from './handlers.js'

export interface ReceiverOptions {
  /**
   * The endpoint's secret, or several while they are rotated; null to take events from anyone, unsigned.
   * With `scheme: 'both'` those that start with `whsec_` are used for Standard Webhooks as well.
   */
  readonly secret: Secrets | null
  /** A handler for each event type that is of interest. */
  readonly on: WebhookHandlers
  /** Takes the events that no handler is for. They are acknowledged with or without it. */
  readonly onUnknown?: UnknownHandler
  /**
   * Is told why a delivery with a sound signature was not handled: what a handler or the store threw, an
   * `InvalidEventError`, or a body that a framework has parsed (without a context). Without it, what is answered with
   * 500 is written to `console.error`.
   */
  readonly onError?: (error: unknown, context?: DeliveryContext) => unknown
  /** Bytes; 1 MiB unless told. */
  readonly maxBodyBytes?: number
  /** Where it is remembered which events were handled, so that each is handled once. */
  readonly dedupe?: DedupeStore
  /** Which signatures a delivery must have; the sender's unless told. */
  readonly scheme?: SignatureScheme
}

/** @throws {TypeError} that names the first option that is wrong. The secret is judged by its scheme. */
export function checkOptions({ on, onUnknown, onError, maxBodyBytes, dedupe }: ReceiverOptions): void {
  if (typeof on !== 'object' || on === null) {
    throw new TypeError('on: expected an object with a handler for each event type')
  }
  for (const [type, handler] of Object.entries(on)) {
    if (!(webhookEventTypes as readonly string[]).includes(type)) {
      throw new TypeError(
        `on: no event has the type ${quoted(type)}; there are ${webhookEventTypes.join(', ')}. For types that are not in the contract there is onUnknown`,
      )
    }
    requireFunction(`on.${type}`, handler)
  }
  requireFunction('onUnknown', onUnknown)
  requireFunction('onError', onError)
  if (maxBodyBytes !== undefined && !(Number.isSafeInteger(maxBodyBytes) && maxBodyBytes > 0)) {
    throw new TypeError('maxBodyBytes: expected a whole number of bytes of at least 1')
  }
  if (dedupe !== undefined) {
    for (const method of ['get', 'set'] as const) {
      if (typeof dedupe?.[method] !== 'function') {
        throw new TypeError(`dedupe: expected a store with get and set, such as a Keyv instance`)
      }
    }
  }
}

function requireFunction(name: string, value: unknown): void {
  if (value !== undefined && typeof value !== 'function') {
    throw new TypeError(`${name}: expected a function, got ${value === null ? 'null' : typeof value}`)
  }
}
