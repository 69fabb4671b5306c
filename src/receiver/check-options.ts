import { webhookEventTypes } from '../index.js'
import { copyOptions } from '../issue/copy-options.js'
import { quoted } from '../issue/quoted.js'
import { longestTimerMs } from '../runtime/timer.js'
import { defaultToleranceSeconds, requireTolerance } from '../standard-webhooks/claim.js'
import type { Clock, SignatureScheme } from './authenticate.js'
import type { AnyEventHandler, ReceiverOptions } from './options.js'
import { requireFunction } from './require-function.js'

/**
 * The options with their defaults, each read once and checked. `authenticator` checks the secret and the
 * scheme.
 */
export interface CheckedOptions
  extends Pick<ReceiverOptions, 'onUnknown' | 'onAny' | 'onError' | 'onRefused' | 'dedupe' | 'replayMemory'> {
  readonly secret?: ReceiverOptions['secret']
  readonly maxBodyBytes: number
  readonly handlerTimeoutMs: number | null
  readonly scheme: SignatureScheme
  readonly handlers: ReadonlyMap<string, AnyEventHandler>
  readonly clock: Clock
}

const optionNames: { readonly [Name in keyof Required<ReceiverOptions>]: true } = {
  secret: true,
  on: true,
  onUnknown: true,
  onAny: true,
  onError: true,
  onRefused: true,
  maxBodyBytes: true,
  handlerTimeoutMs: true,
  dedupe: true,
  scheme: true,
  toleranceSeconds: true,
  now: true,
  replayMemory: true,
}

/**
 * Checks the options of `createReceiver`.
 *
 * @throws {TypeError} that names the first wrong or unknown option.
 */
export function checkOptions(options: ReceiverOptions): CheckedOptions {
  const own: Partial<ReceiverOptions> = copyOptions(options, optionNames)
  const {
    maxBodyBytes = 2 ** 20,
    handlerTimeoutMs = 30_000,
    dedupe,
    scheme = 'promptlayer',
    toleranceSeconds = defaultToleranceSeconds,
    now = () => Date.now(),
    replayMemory,
  } = own
  const handlers = checkHandlers(own.on)
  for (const name of ['onUnknown', 'onAny', 'onError', 'now'] as const) requireFunction(name, own[name])
  requireFunction('onRefused', own.onRefused ?? undefined)
  if (!Number.isSafeInteger(maxBodyBytes) || maxBodyBytes < 1) {
    throw new TypeError('maxBodyBytes: expected a whole number of at least 1')
  }
  if (
    handlerTimeoutMs !== null &&
    !(Number.isInteger(handlerTimeoutMs) && handlerTimeoutMs > 0 && handlerTimeoutMs <= longestTimerMs)
  ) {
    throw new TypeError(
      `handlerTimeoutMs: expected a whole number of milliseconds from 1 to ${longestTimerMs}, or null for no limit`,
    )
  }
  if (dedupe !== undefined) {
    if (typeof dedupe?.get !== 'function' || typeof dedupe.set !== 'function') {
      throw new TypeError('dedupe: expected a store with get and set, such as Keyv')
    }
    for (const name of ['claim', 'delete'] as const) requireFunction(`dedupe.${name}`, dedupe[name])
  }
  // No other store, such as a Map, is known to forget at the right time.
  if (replayMemory !== undefined && typeof replayMemory?.maxMessages !== 'number') {
    throw new TypeError('replayMemory: expected the result of createReplayMemory()')
  }
  if (replayMemory && dedupe) {
    throw new TypeError('replayMemory: dedupe remembers message ids too; remove one of the two')
  }
  requireTolerance(toleranceSeconds)
  for (const name of ['toleranceSeconds', 'replayMemory'] as const) {
    // Nothing else signs a timestamp or a message id.
    if (own[name] !== undefined && (own.secret === null || scheme === 'promptlayer')) {
      throw new TypeError(`${name}: expected only with a secret and the scheme standard-webhooks or both`)
    }
  }
  const clock = { toleranceSeconds, now: () => Number(now()) }
  return { ...own, handlers, maxBodyBytes, handlerTimeoutMs, scheme, clock }
}

function checkHandlers(on: unknown): ReadonlyMap<string, AnyEventHandler> {
  const prototype = Object.getPrototypeOf(on ?? 0)
  // The handlers in a Map or an instance of a class are not own properties, so they would be lost.
  if (prototype && Object.getPrototypeOf(prototype)) {
    throw new TypeError('on: expected a plain object with a handler for each event type')
  }
  const handlers = new Map<string, AnyEventHandler>()
  for (const [type, handler] of Object.entries(on as Record<string, AnyEventHandler>)) {
    if (!(webhookEventTypes as readonly string[]).includes(type)) {
      throw new TypeError(
        `on: ${quoted(type)} is not an event type; expected one of ${webhookEventTypes.join(', ')}. For other types, use onUnknown`,
      )
    }
    requireFunction(`on.${type}`, handler)
    handlers.set(type, handler)
  }
  return handlers
}
