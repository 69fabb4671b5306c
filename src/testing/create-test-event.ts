import { catalog } from '../generated/catalog.js'
import { parseStrictWebhookEvent, type WebhookEventOf, type WebhookEventType } from '../index.js'
import { requireEventType } from './event-types.js'
import { uniqueNumber } from './unique-number.js'

/** Any part of an event but its type, which stands first. */
export type TestEventOverrides<Type extends WebhookEventType> = DeepPartial<
  Omit<WebhookEventOf<Type>, 'event_type'>
>

type DeepPartial<Value> = Value extends readonly unknown[]
  ? Value
  : Value extends object
    ? { readonly [Key in keyof Value]?: DeepPartial<Value[Key]> | UndefinedIfOptional<Value, Key> }
    : Value

type UndefinedIfOptional<Value, Key extends keyof Value> =
  Partial<Pick<Value, Key>> extends Pick<Value, Key> ? undefined : never

export interface TestEventOptions {
  /** Gives each id in `details` a value that no other event has. What is overridden stays so. */
  readonly uniqueIds?: boolean
}

/**
 * An event for a test: the example of its type with the overrides in it, the same in every call. Objects are merged,
 * arrays replaced; an optional field that is set to `undefined` is left away. It is strict, so no fixture is wrong.
 *
 * @throws {InvalidEventError} if the overrides make it an event that the strict contract refuses.
 * @throws {TypeError} if the contract does not have the type, or the overrides hold another one.
 */
export function createTestEvent<Type extends WebhookEventType>(
  type: Type,
  overrides?: TestEventOverrides<Type>,
  { uniqueIds = false }: TestEventOptions = {},
): WebhookEventOf<Type> {
  requireEventType(type)
  const { details, ...envelope } = catalog[type].example
  const base = { ...envelope, details: uniqueIds ? withUniqueIds(details) : details }
  const event = parseStrictWebhookEvent(merge(merge({}, base), overrides ?? {}))
  if (event.event_type !== type) throw new TypeError('overrides: the type is the first argument')
  return event as WebhookEventOf<Type>
}

// The sender ends the name of every id so.
const isId = (key: string) => key.endsWith('_id')

function withUniqueIds(details: object): object {
  const number = uniqueNumber()
  const unique = (value: unknown) => (typeof value === 'number' ? number : `${value}-${number}`)
  return Object.fromEntries(
    Object.entries(details).map(([key, value]) => [key, isId(key) ? unique(value) : value]),
  )
}

/** `base` with a copy of the overrides in it. */
function merge(base: unknown, overrides: unknown): unknown {
  if (Array.isArray(overrides)) return overrides.map((item) => merge(undefined, item))
  if (!isObject(overrides)) return overrides
  const merged = new Map<string, unknown>(Object.entries(isObject(base) ? base : {}))
  for (const [key, value] of Object.entries(overrides)) {
    if (value === undefined) merged.delete(key)
    else merged.set(key, merge(merged.get(key), value))
  }
  return Object.fromEntries(merged)
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
