import { webhookEventTypes } from '../index.js'
import { copyOptions } from '../issue/copy-options.js'
import { quoted } from '../issue/quoted.js'
import { longestTimerMs } from '../runtime/timer.js'
import { defaultToleranceSeconds, requireTolerance } from '../standard-webhooks/claim.js'
import type { Clock } from './authenticate.js'
import type { DedupeStore } from './dedupe-store.js'
import type { AnyEventHandler, ReceiverOptions } from './options.js'

/** The options with their defaults, each read once and checked. The secret is checked by its scheme. */
export interface CheckedOptions
  extends Required<Pick<ReceiverOptions, 'maxBodyBytes' | 'handlerTimeoutMs' | 'scheme'>>,
    Pick<ReceiverOptions, 'onUnknown' | 'onAny' | 'onError' | 'dedupe' | 'replayMemory'> {
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
  maxBodyBytes: true,
  handlerTimeoutMs: true,
  dedupe: true,
  scheme: true,
  toleranceSeconds: true,
  now: true,
  replayMemory: true,
}

/** @throws {TypeError} that names the first option that is wrong or unknown. */
export function checkOptions(options: ReceiverOptions): CheckedOptions {
  const own: Partial<ReceiverOptions> = copyOptions(options, optionNames)
  const { onUnknown, onAny, onError, maxBodyBytes = 2 ** 20, handlerTimeoutMs = 30_000, dedupe } = own
  const { scheme = 'promptlayer', toleranceSeconds, now = () => Date.now(), replayMemory } = own
  const handlers = checkHandlers(own.on)
  requireFunction('onUnknown', onUnknown)
  requireFunction('onAny', onAny)
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
        `on: no event has the type ${quoted(type)}; there are ${webhookEventTypes.join(', ')}. Use onUnknown for types that the contract does not know`,
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
