import { catalog } from '../generated/catalog.js'
import type { WebhookEventMap, WebhookEventType } from '../index.js'

type ExampleEvents = { readonly [Type in WebhookEventType]: WebhookEventMap[Type] }

/**
 * A payload that the sender really sent, for each event type. Deeply frozen: use `createTestEvent` for an
 * event that you can change.
 */
export const exampleEvents: ExampleEvents = /* @__PURE__ */ frozen(
  Object.fromEntries(Object.values(catalog).map(({ type, example }) => [type, example])) as ExampleEvents,
)

/** Returns a deeply frozen copy of a JSON value. */
export function frozen<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value
  const copy = Array.isArray(value)
    ? value.map(frozen)
    : Object.fromEntries(Object.entries(value).map(([key, child]) => [key, frozen(child)]))
  return Object.freeze(copy) as Value
}
