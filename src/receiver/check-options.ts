import { webhookEventTypes } from '../index.js'
import { copyOptions } from '../issue/copy-options.js'
import { kindOf } from '../issue/issue.js'
import { quoted } from '../issue/quoted.js'
import { longestTimerMs } from '../runtime/timer.js'
import { defaultToleranceSeconds, requireTolerance } from '../standard-webhooks/claim.js'
import type { Clock } from './authenticate.js'
import type { AnyEventHandler, ReceiverOptions } from './options.js'

/**
 * The options with their defaults, each read once and checked. `authenticator` checks the secret and the
 * scheme.
 */
export interface CheckedOptions
  extends Required<Pick<ReceiverOptions, 'maxBodyBytes' | 'handlerTimeoutMs' | 'scheme'>>,
    Pick<ReceiverOptions, 'onUnknown' | 'onAny' | 'onError' | 'onRefused' | 'dedupe' | 'replayMemory'> {
  readonly secret: ReceiverOptions['secret'] | undefined
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
  const { maxBodyBytes = 2 ** 20, handlerTimeoutMs = 30_000, dedupe } = own
  const { scheme = 'promptlayer', toleranceSeconds, now = () => Date.now(), replayMemory } = own
  const handlers = checkHandlers(own.on)
  for (const name of ['onUnknown', 'onAny', 'onError', 'now'] as const) requireFunction(name, own[name])
  if (own.onRefused !== null) requireFunction('onRefused', own.onRefused)
  if (!(Number.isSafeInteger(maxBodyBytes) && maxBodyBytes > 0)) {
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
  if (toleranceSeconds !== undefined) requireTolerance(toleranceSeconds)
  for (const [name, value] of Object.entries({ toleranceSeconds, replayMemory })) {
    if (value !== undefined && scheme === 'promptlayer') {
      throw new TypeError(
        `${name}: the scheme promptlayer signs neither a timestamp nor a message id; use the scheme standard-webhooks or both`,
      )
    }
  }
  const clock = {
    toleranceSeconds: toleranceSeconds ?? defaultToleranceSeconds,
    now: () => Number(now()),
  }
  return { ...own, secret: own.secret, handlers, maxBodyBytes, handlerTimeoutMs, scheme, clock }
}

function checkHandlers(on: unknown): ReadonlyMap<string, AnyEventHandler> {
  if (typeof on !== 'object' || on === null) {
    throw new TypeError('on: expected an object with a handler for each event type')
  }
  const handlers = new Map<string, AnyEventHandler>()
  for (const [type, handler] of Object.entries(on)) {
    if (!(webhookEventTypes as readonly string[]).includes(type)) {
      throw new TypeError(
        `on: ${quoted(type)} is not an event type; expected one of ${webhookEventTypes.join(', ')}. For other types, use onUnknown`,
      )
    }
    requireFunction(`on.${type}`, handler)
    if (handler !== undefined) handlers.set(type, handler)
  }
  return handlers
}

function requireFunction(name: string, value: unknown): void {
  if (value !== undefined && typeof value !== 'function') {
    throw new TypeError(`${name}: expected a function, got ${kindOf(value)}`)
  }
}
