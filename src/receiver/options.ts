import type { UnknownWebhookEvent, WebhookEvent, WebhookEventMap } from '../index.js'
import type { SignatureScheme } from './authenticate.js'
import type { DeliveryContext } from './context.js'
import type { DedupeStore } from './dedupe-store.js'
import type { RefusedDelivery } from './refusal.js'
import type { ReplayMemory } from './replay-memory.js'

/** The options of `createReceiver`. */
export interface ReceiverOptions {
  /**
   * The endpoint's secret, several while you rotate them, or `null` to accept unsigned events from anyone.
   * With `scheme: 'both'`, secrets that start with `whsec_` verify both signatures.
   *
   * It can also be a function without arguments that returns the secrets at once, not a promise. It is called
   * for each delivery, so the secret is needed only when the first delivery arrives, and can change without a
   * restart. If it throws, or returns nothing or something wrong, the answer is 500 and `onError` gets the
   * error. No return value turns the check off, not even `null`.
   */
  readonly secret: string | readonly string[] | null | (() => string | readonly string[] | null | undefined)
  /**
   * A handler for each event type that you want to handle. A plain object: the methods of an instance of a
   * class are not its own properties, so they would be lost.
   */
  readonly on: WebhookHandlers
  /** Called with each event of an unknown type. Without it such events are acknowledged and ignored. */
  readonly onUnknown?: UnknownEventHandler | undefined
  /**
   * Called with every event, known or unknown, after its own handler succeeds. A good place for
   * `cache.apply`.
   */
  readonly onAny?: AnyEventHandler | undefined
  /**
   * Called with the reason when a delivery with a valid signature is not handled: an error of a handler or
   * the store, a timeout, or an `InvalidEventError`. Also called, without a context, when a framework has
   * parsed the body, or `secret` is a function and its value is wrong. Default: `console.error` for answers
   * of 500 and 503.
   */
  readonly onError?: ((error: unknown, context?: DeliveryContext) => unknown) | undefined
  /**
   * Called when a delivery is refused before its signature is found valid, so that you can see why. The
   * sender learns only the status. The receiver does not wait for it, and its failure does not change the
   * answer. `null` turns the report off. Default: one `console.warn` per minute and reason for a signature
   * that is missing or wrong, and for a wrong content type.
   */
  readonly onRefused?: ((refused: RefusedDelivery) => unknown) | null | undefined
  /** Max size of a body, in bytes. A larger body is answered with 413. Default: 1,048,576 (1 MiB). */
  readonly maxBodyBytes?: number | undefined
  /**
   * Max milliseconds that the sender waits for the handlers and the store. After that it gets 503, and
   * `context.signal` aborts. `null` means no limit. Default: 30,000.
   */
  readonly handlerTimeoutMs?: number | null | undefined
  /** Remembers handled events for at least seven days, so that each is handled once. Default: none. */
  readonly dedupe?: DedupeStore | undefined
  /** Which signatures a delivery must have. Default: the sender's own, `'promptlayer'`. */
  readonly scheme?: SignatureScheme | undefined
  /**
   * Max seconds between the signed timestamp of Standard Webhooks and now, in either direction. Refused
   * without a secret, and with the scheme `'promptlayer'`: they sign no timestamp. Default: 300.
   */
  readonly toleranceSeconds?: number | undefined
  /**
   * The clock for `toleranceSeconds`: returns a date, or milliseconds since 1970. Default: the system's
   * clock.
   */
  readonly now?: (() => Date | number) | undefined
  /**
   * Remembers the ids of signed messages, so that a replayed message has no effect. Pass the result of
   * `createReplayMemory()` if you create a receiver for each request. Cannot be combined with `dedupe`, which
   * remembers ids too. Allowed only where `toleranceSeconds` is allowed. Default: its own memory.
   */
  readonly replayMemory?: ReplayMemory | undefined
}

/**
 * Handlers by event type, each called with the event and its context. The receiver awaits the handler before
 * it answers the sender. If the handler throws, the answer is 500 and the sender retries.
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
