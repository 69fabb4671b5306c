import { examples } from '../generated/catalog.js'
import { parseStrictWebhookEvent, type WebhookEventOf, type WebhookEventType } from '../index.js'
import { copyOptions } from '../issue/copy-options.js'
import { kindOf } from '../issue/issue.js'
import { requireEventType } from './event-types.js'
import { uniqueNumber } from './unique-number.js'

/** Any part of an event except `event_type`, which is the first argument. */
export type TestEventOverrides<Type extends WebhookEventType> = DeepPartial<
  Omit<WebhookEventOf<Type>, 'event_type'>
>

/**
 * Any part of a value, at any depth. A list is given whole, and only an optional field can be `undefined`.
 */
export type DeepPartial<Value> = Value extends readonly unknown[]
  ? Value
  : Value extends object
    ? {
        readonly [Key in keyof Value]?:
          | DeepPartial<Value[Key]>
          | (Partial<Pick<Value, Key>> extends Pick<Value, Key> ? undefined : never)
      }
    : Value

/** How `createTestEvent` makes an event. */
export interface TestEventOptions {
  /**
   * Gives every id in `details` a value that no other event has, for tests that share a database. Numbers go
   * up to 2^53 − 1. An id that you override keeps your value. Default: `false`.
   */
  readonly uniqueIds?: boolean | undefined
}

/**
 * Creates an event for a test: the example of its type, with your overrides merged in. It returns a new
 * object that you may change, and its content is the same in every call.
 *
 * Objects are merged, arrays are replaced, and `undefined` removes an optional field. The event is checked
 * against the strict contract, so a fixture is always valid.
 *
 * @example
 * ```ts
 * const event = createTestEvent('prompt_template_label_moved', {
 *   details: { prompt_template_label: 'staging' },
 * })
 * ```
 *
 * @param type The type of the event.
 * @param overrides The fields that differ from the example. Default: none.
 * @throws {InvalidEventError} if the strict contract refuses the event with these overrides.
 * @throws {TypeError} if the contract does not define the type, the overrides hold another type, or an option
 * is wrong or unknown.
 */
export function createTestEvent<Type extends WebhookEventType>(
  type: Type,
  overrides?: TestEventOverrides<Type>,
  options: TestEventOptions = {},
): WebhookEventOf<Type> {
  requireEventType(type)
  const { uniqueIds = false } = copyOptions(options, { uniqueIds: true })
  if (typeof uniqueIds !== 'boolean') {
    throw new TypeError(`uniqueIds: expected a boolean, got ${kindOf(uniqueIds)}`)
  }
  const { details, ...envelope } = examples[type]
  const base = { ...envelope, details: uniqueIds ? withUniqueIds(details) : details }
  const event = parseStrictWebhookEvent(merge(merge({}, base), overrides ?? {}))
  if (event.event_type !== type) {
    throw new TypeError(`overrides.event_type: expected no other type than the first argument, ${type}`)
  }
  return event as WebhookEventOf<Type>
}

// The sender ends the name of every id with `_id`.
const isId = (key: string) => key.endsWith('_id')

function withUniqueIds(details: object): object {
  const number = uniqueNumber()
  const unique = (value: unknown) => (typeof value === 'number' ? number : `${value}-${number}`)
  return Object.fromEntries(
    Object.entries(details).map(([key, value]) => [key, isId(key) ? unique(value) : value]),
  )
}

/** Returns `base` with a deep copy of the overrides merged in. */
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
