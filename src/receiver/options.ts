import type { UnknownWebhookEvent, WebhookEvent, WebhookEventMap } from '../index.js'
import type { Secrets } from '../signing/secrets.js'
import type { SignatureScheme } from './authenticate.js'
import type { DeliveryContext } from './context.js'
import type { DedupeStore } from './dedupe-store.js'
import type { ReplayMemory } from './replay-memory.js'

/** The options of `createReceiver`. */
export interface ReceiverOptions {
  /**
   * The endpoint's secret, or several while you rotate them, or `null` to accept events from anyone, unsigned.
   * With `scheme: 'both'` those that start with `whsec_` serve Standard Webhooks as well.
   */
  readonly secret: Secrets | null
  /** A handler for each event type that you care about. */
  readonly on: WebhookHandlers
  /** Called with each event of a type that the contract does not know. Such an event is acknowledged with or without it. */
  readonly onUnknown?: UnknownEventHandler
  /** Called with each event, known or not, after its handler. What `cache.apply` is for. */
  readonly onAny?: AnyEventHandler
  /**
   * Called with the reason when a delivery with a valid signature is not handled: what a handler or the store threw, a time-out, an
   * `InvalidEventError`, or a body that a framework has parsed (without a context). Default: `console.error` for answers of 500 and 503.
   */
  readonly onError?: (error: unknown, context?: DeliveryContext) => unknown
  /** Max size of a body, in bytes. Default: 1 MiB. */
  readonly maxBodyBytes?: number
  /**
   * Max milliseconds that the sender waits for the handlers and the store. After that the answer is 503. `null`: no limit. Default:
   * 30,000.
   */
  readonly handlerTimeoutMs?: number | null
  /** Remembers which events were handled, so that each is handled once. */
  readonly dedupe?: DedupeStore
  /** Which signatures a delivery must have. Default: the sender's own, `'promptlayer'`. */
  readonly scheme?: SignatureScheme
  /**
   * Max seconds between the signed timestamp of Standard Webhooks and now, before or after. The sender's own scheme signs no timestamp.
   * Default: 300.
   */
  readonly toleranceSeconds?: number
  /** The clock for `toleranceSeconds`: a date, or milliseconds since 1970. Default: the system's. */
  readonly now?: () => Date | number
  /**
   * Remembers the ids of signed messages, so that a replayed message has no effect. Pass one from `createReplayMemory()` if you make a
   * receiver for each request. Not needed with `dedupe`, which remembers ids as well. Default: a memory of this receiver's own.
   */
  readonly replayMemory?: ReplayMemory
}

/**
 * A handler for each event type, called with the event and the delivery's context. The sender gets its answer when the promise that the
 * handler returns settles.
 */
export type WebhookHandlers = {
  readonly [Type in keyof WebhookEventMap]?: (
    event: WebhookEventMap[Type],
    context: DeliveryContext,
  ) => unknown
}

/** A handler of events whose type the contract does not know. */
export type UnknownEventHandler = (event: UnknownWebhookEvent, context: DeliveryContext) => unknown

/** A handler of every event, known or not. */
export type AnyEventHandler = (event: WebhookEvent | UnknownWebhookEvent, context: DeliveryContext) => unknown
