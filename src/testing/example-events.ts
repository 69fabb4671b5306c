import { examples } from '../generated/catalog.js'
import type { WebhookEventMap } from '../index.js'

/**
 * An example payload of each event type, in the sender's form. Deeply frozen: use `createTestEvent` for an
 * event that you can change.
 *
 * @example
 * ```ts
 * exampleEvents.prompt_template_deleted.details.prompt_template_id // 8
 * ```
 */
export const exampleEvents: WebhookEventMap = /* @__PURE__ */ frozen(examples)

/** Returns a deeply frozen copy of a JSON value. */
export function frozen<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value
  const copy = Array.isArray(value)
    ? value.map(frozen)
    : Object.fromEntries(Object.entries(value).map(([key, child]) => [key, frozen(child)]))
  return Object.freeze(copy) as Value
}
