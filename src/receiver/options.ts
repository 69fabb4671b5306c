import { webhookEventTypes } from '../index.js'
import { ownOptions } from '../issue/own-options.js'
import { quoted } from '../issue/quoted.js'
import { longestTimerMs } from '../runtime/timer.js'
import type { Secrets } from '../signing/secrets.js'
import { defaultToleranceSeconds, requireTolerance } from '../standard-webhooks/claim.js'
import type { Clock, SignatureScheme } from './authenticate.js'
import type { DeliveryContext } from './context.js'
import type { DedupeStore } from './dedupe-store.js'
import type { UnknownHandler, WebhookHandlers } from './handlers.js'
import type { ReplayMemory } from './replay-memory.js'

/** The options of `createReceiver`. */
export interface ReceiverOptions {
  /**
   * The endpoint's secret, or several while you rotate them; `null` to take events from anyone, unsigned.
   * With `scheme: 'both'` those that start with `whsec_` are used for Standard Webhooks as well.
   */
  readonly secret: Secrets | null
  /** A handler for each event type that you care about. */
  readonly on: WebhookHandlers
  /** Takes the events that have no handler. They are acknowledged with or without it. */
  readonly onUnknown?: UnknownHandler
  /**
   * Called with the reason when a delivery with a valid signature is not handled: what a handler or the store threw, a
   * time-out, an `InvalidEventError`, or a body that a framework has parsed (without a context). Default: `console.error` for
   * what is answered with 500 or 503.
   */
  readonly onError?: (error: unknown, context?: DeliveryContext) => unknown
  /** Max bytes of a body. Default: 1 MiB. */
  readonly maxBodyBytes?: number
  /** Max milliseconds until the sender gets an answer, 503, though a handler or the store has not settled. `null`: no limit. Default: 30,000. */
  readonly handlerTimeoutMs?: number | null
  /** Remembers which events were handled, so that each is handled once. */
  readonly dedupe?: DedupeStore
  /** Which signatures a delivery must have. Default: the sender's own, `'promptlayer'`. */
  readonly scheme?: SignatureScheme
  /**
   * Max seconds between the signed timestamp of Standard Webhooks and now, before or after. Default: 300. The sender's own scheme
   * signs no timestamp.
   */
  readonly toleranceSeconds?: number
  /** The clock that `toleranceSeconds` is measured by: a date, or milliseconds since 1970. Default: the system's. */
  readonly now?: () => Date | number
  /**
   * Remembers the ids of signed messages, so that a replayed one has no effect. Default: a memory of this receiver's own. Hand in
   * one of `createReplayMemory()` if you make a receiver for each request. Not needed with `dedupe`, which remembers ids too.
   */
  readonly replayMemory?: ReplayMemory
}

/** The options as they were when the receiver was made: each read once, and checked. The secret is checked by its scheme. */
export interface CheckedOptions {
  readonly secret: Secrets | null | undefined
  readonly handlers: ReadonlyMap<string, UnknownHandler>
  readonly onUnknown: UnknownHandler | undefined
  readonly onError: ReceiverOptions['onError']
  readonly maxBodyBytes: number
  readonly handlerTimeoutMs: number | null
  readonly dedupe: DedupeStore | undefined
  readonly scheme: SignatureScheme
  readonly clock: Clock
  readonly replayMemory: ReplayMemory | undefined
}

const optionNames: { readonly [Name in keyof Required<ReceiverOptions>]: true } = {
  secret: true,
  on: true,
  onUnknown: true,
  onError: true,
  maxBodyBytes: true,
  handlerTimeoutMs: true,
  dedupe: true,
  scheme: true,
  toleranceSeconds: true,
  now: true,
  replayMemory: true,
}

/** @throws {TypeError} that names the first option that is wrong or unknown. */
export function checkOptions(options: unknown): CheckedOptions {
  const own = ownOptions<Partial<ReceiverOptions>>('createReceiver', options, optionNames, 'secret and on')
  const { onUnknown, onError, maxBodyBytes = 2 ** 20, handlerTimeoutMs = 30_000, dedupe } = own
  const { scheme = 'promptlayer', toleranceSeconds, now = () => Date.now(), replayMemory } = own
  const handlers = checkHandlers(own.on)
  requireFunction('onUnknown', onUnknown)
  requireFunction('onError', onError)
  requireFunction('now', now)
  if (!(Number.isSafeInteger(maxBodyBytes) && maxBodyBytes > 0)) {
    throw new TypeError('maxBodyBytes: expected a whole number of bytes of at least 1')
  }
  if (handlerTimeoutMs !== null && !isTimerMs(handlerTimeoutMs)) {
    throw new TypeError(
      `handlerTimeoutMs: expected a whole number of milliseconds from 1 to ${longestTimerMs}, or null for no limit`,
    )
  }
  requireStore('dedupe', dedupe, 'a store with get and set, such as a Keyv instance')
  requireStore('replayMemory', replayMemory, 'what createReplayMemory() returns')
  if (replayMemory && dedupe) {
    throw new TypeError('replayMemory: dedupe remembers message ids already; remove one of the two')
  }
  if (toleranceSeconds !== undefined) requireTolerance(toleranceSeconds)
  for (const [name, value] of Object.entries({ toleranceSeconds, replayMemory })) {
    if (value !== undefined && scheme === 'promptlayer') {
      throw new TypeError(
        `${name}: the sender's own scheme signs no time and no message id; choose the scheme standard-webhooks or both`,
      )
    }
  }
  return {
    secret: own.secret,
    handlers,
    onUnknown,
    onError,
    maxBodyBytes,
    handlerTimeoutMs,
    dedupe,
    scheme,
    clock: {
      toleranceSeconds: toleranceSeconds ?? defaultToleranceSeconds,
      now: () => Number(now()),
    },
    replayMemory,
  }
}

function checkHandlers(on: unknown): ReadonlyMap<string, UnknownHandler> {
  if (typeof on !== 'object' || on === null) {
    throw new TypeError('on: expected an object with a handler for each event type')
  }
  const handlers = new Map<string, UnknownHandler>()
  for (const [type, handler] of Object.entries(on)) {
    if (!(webhookEventTypes as readonly string[]).includes(type)) {
      throw new TypeError(
        `on: no event has the type ${quoted(type)}; there are ${webhookEventTypes.join(', ')}. For types that are not in the contract there is onUnknown`,
      )
    }
    requireFunction(`on.${type}`, handler)
    if (handler !== undefined) handlers.set(type, handler)
  }
  return handlers
}

function requireStore(name: string, store: unknown, expected: string): void {
  if (store === undefined) return
  const { get, set } = (store ?? {}) as Partial<DedupeStore>
  if (typeof get !== 'function' || typeof set !== 'function') {
    throw new TypeError(`${name}: expected ${expected}`)
  }
}

function requireFunction(name: string, value: unknown): void {
  if (value !== undefined && typeof value !== 'function') {
    throw new TypeError(`${name}: expected a function, got ${value === null ? 'null' : typeof value}`)
  }
}

function isTimerMs(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= longestTimerMs
}
